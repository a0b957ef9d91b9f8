#include "ui/training/StopForm.h"

#include <QVBoxLayout>
#include <cmath>

#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/PropertyRow.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

/// A field: its words, its range, and how its value gets in and out.
struct Field {
    const char* label;
    const char* help;
    double smallest;
    double largest;
    bool isWhole;
    std::optional<double> (*get)(const Breakpoints& breakpoints);
    void (*set)(Breakpoints& breakpoints, std::optional<double> value);
};

std::optional<double> number(const std::optional<std::int64_t>& value) {
    return value.has_value() ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

constexpr double kMost = 1e9;
const std::array kFields{
    Field{QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Epoch"),
          QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Training stops after this epoch."), 1, kMost, true,
          [](const Breakpoints& all) { return number(all.epoch); },
          [](Breakpoints& all, std::optional<double> value) {
              all.epoch = value.has_value() ? std::optional(std::llround(*value)) : std::nullopt;
          }},
    Field{QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Loss at most"),
          QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Training stops once the mean loss of an epoch is this small."), 0, 1e30, false,
          [](const Breakpoints& all) { return all.loss; }, [](Breakpoints& all, std::optional<double> value) { all.loss = value; }},
    Field{QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Accuracy at least"),
          QT_TRANSLATE_NOOP("glassnet::ui::StopForm",
                            "From 0 to 1: training stops once this share is right, or R² is this large; of the test part where there is "
                            "one, and of several outputs of the one that is looked at."),
          -1e9, 1, false, [](const Breakpoints& all) { return all.score; },
          [](Breakpoints& all, std::optional<double> value) { all.score = value; }},
    Field{QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Epochs on a plateau"),
          QT_TRANSLATE_NOOP("glassnet::ui::StopForm", "Training stops when the loss has not fallen by a thousandth for so many epochs."), 1,
          kMost, true,
          [](const Breakpoints& all) {
              return all.plateau.has_value() ? std::optional(static_cast<double>(all.plateau->epochs)) : std::nullopt;
          },
          [](Breakpoints& all, std::optional<double> value) {
              all.plateau = value.has_value() ? std::optional(Plateau{std::llround(*value)}) : std::nullopt;
          }},
};

}  // namespace

StopForm::StopForm(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    setAccessibleName(tr("Where training stops"));
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        PropertyRow row;
        row.key = std::to_string(i);
        row.kind = RowKind::Number;
        row.label = tr(kFields[i].label);
        row.help = tr(kFields[i].help);
        row.placeholder = tr("never");
        m_lines[i] = new PropertyLine(row, this);
        connect(m_lines[i], &PropertyLine::entered, this, [this, i](const QString& text) { take(i, text); });
        column->addWidget(m_lines[i]);
    }
    showFields();
}

void StopForm::setBreakpoints(const Breakpoints& breakpoints) {
    m_breakpoints = breakpoints;
    showFields();
}

void StopForm::showFields() {
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        auto row = m_lines[i]->row();
        const auto value = kFields[i].get(m_breakpoints);
        row.text = !value.has_value()   ? QString()
                   : kFields[i].isWhole ? NumberText().whole(std::llround(*value))
                                        : NumberText().exact(*value);
        m_lines[i]->setRow(row);
    }
}

void StopForm::take(std::size_t field, const QString& text) {
    const auto& info = kFields.at(field);
    std::optional<double> value;
    if (!text.trimmed().isEmpty()) {
        const auto parsed = NumberParser().parse(text);
        if (!parsed) {
            m_lines[field]->valueField()->refuse();
            emit sentence(ErrorText::of(parsed.error()));
            return;
        }
        value = *parsed;
        if (*value < info.smallest || *value > info.largest || (info.isWhole && *value != std::floor(*value))) {
            m_lines[field]->valueField()->refuse();
            emit sentence(info.isWhole ? tr("%1 is a whole number from 1 on, or nothing.").arg(tr(info.label))
                                       : tr("%1 is a number up to %2, or nothing.").arg(tr(info.label), NumberText().exact(info.largest)));
            return;
        }
    }
    m_lines[field]->valueField()->settle();
    info.set(m_breakpoints, value);
    showFields();
    emit changed();
}

}  // namespace glassnet::ui
