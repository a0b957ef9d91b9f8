#include "ui/data/SetForm.h"

#include <QVBoxLayout>
#include <array>
#include <cmath>

#include "engine/data/SyntheticSets.h"
#include "ui/data/FieldList.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("glassnet::ui::SetForm", text)

/// A number of a SyntheticSpec: how it is called, whether a set uses it, and how it is read and written.
struct NumberRow {
    const char* key;
    const char* label;
    const char* help;
    const char* title;
    bool isWhole;
    bool (*isUsed)(const SyntheticSet& set);
    double (*get)(const SyntheticSpec& spec);
    void (*set)(SyntheticSpec& spec, double value);
};
constexpr auto kNumbers = std::to_array<NumberRow>({
    {"rows", WORDS("Rows"), WORDS("How many samples are made, those for the test among them."), WORDS("Make %1 rows"), true,
     [](const SyntheticSet&) { return true; }, [](const SyntheticSpec& spec) { return static_cast<double>(spec.rows); },
     [](SyntheticSpec& spec, double value) { spec.rows = static_cast<std::int64_t>(value); }},
    {"classes", WORDS("Classes"), WORDS("How many classes the samples are of."), WORDS("Make %1 classes"), true,
     [](const SyntheticSet& set) { return set.smallest.classes != set.largest.classes; },
     [](const SyntheticSpec& spec) { return static_cast<double>(spec.classes); },
     [](SyntheticSpec& spec, double value) { spec.classes = static_cast<std::int64_t>(value); }},
    {"noise", WORDS("Noise"), WORDS("How far samples are scattered around their places: a standard deviation."),
     WORDS("Set the noise to %1"), false, [](const SyntheticSet& set) { return !set.readsSeedText; },
     [](const SyntheticSpec& spec) { return spec.noise; }, [](SyntheticSpec& spec, double value) { spec.noise = value; }},
    {"percent", WORDS("Noise in percent"), WORDS("As the slider of TensorFlow Playground says it, from 0 to 50."),
     WORDS("Set the noise to %1 percent"), false, [](const SyntheticSet& set) { return set.readsSeedText; },
     [](const SyntheticSpec& spec) { return spec.noise; }, [](SyntheticSpec& spec, double value) { spec.noise = value; }},
    {"turns", WORDS("Turns"), WORDS("How often an arm goes around, or a wave goes up and down."), WORDS("Set the turns to %1"), false,
     [](const SyntheticSet& set) { return set.smallest.turns != set.largest.turns; }, [](const SyntheticSpec& spec) { return spec.turns; },
     [](SyntheticSpec& spec, double value) { spec.turns = value; }},
});

#undef WORDS

/// Beyond it a double is no whole number of int64, nor a number of rows.
constexpr double kMostWhole = 1e15;

}  // namespace

SetForm::SetForm(QWidget* parent) : QWidget(parent), m_fields(new FieldList(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_fields);
    connect(m_fields, &FieldList::entered, this, &SetForm::take);
}

void SetForm::setSpec(const SyntheticSpec& spec) {
    const SyntheticSet* set = findSyntheticSet(spec.key);
    std::vector<PropertyRow> rows;
    for (const NumberRow& number : kNumbers) {
        if (set != nullptr && number.isUsed(*set)) {
            rows.push_back(fieldRow(number.key, RowKind::Number, tr(number.label), tr(number.help)));
            // A number that is typed is not grouped.
            rows.back().text =
                number.isWhole ? QString::number(static_cast<qint64>(number.get(spec))) : NumberText().exact(number.get(spec));
        }
    }
    if (set != nullptr && set->readsSeedText) {
        rows.push_back(
            fieldRow("seedText", RowKind::Text, tr("Seed"), tr("A text, as it stands after “seed=” in a link to TensorFlow Playground.")));
        rows.back().text = QString::fromStdString(spec.seedText);
        rows.back().placeholder = tr("any text");
    } else if (set != nullptr) {
        rows.push_back(fieldRow("seed", RowKind::Seed, tr("Seed"), tr("The same seed makes the same samples again.")));
        rows.back().text = QString::number(spec.seed);
    }
    m_fields->setRows(rows);
}

void SetForm::refuse(const QString& why) { m_fields->refuse(why); }

void SetForm::take(const QString& key, const QString& text) {
    if (key == QLatin1String("seedText")) {
        emit changeWanted(tr("Draw the data from seed “%1”").arg(text), [text = text.toStdString()](DataSpec& chosen, DataPlan&) {
            if (auto* spec = std::get_if<SyntheticSpec>(&chosen)) {
                spec->seedText = text;
            }
        });
        return;
    }
    if (key == QLatin1String("seed")) {
        const auto seed = NumberParser::parseSeed(text);
        if (!seed) {
            m_fields->refuse(ErrorText::of({ErrorCode::BadSeed, {text.toStdString()}}));
            return;
        }
        emit changeWanted(tr("Draw the data from seed %1").arg(*seed), [seed = *seed](DataSpec& chosen, DataPlan&) {
            if (auto* spec = std::get_if<SyntheticSpec>(&chosen)) {
                spec->seed = seed;
            }
        });
        return;
    }
    for (const NumberRow& number : kNumbers) {
        if (key != QLatin1String(number.key)) {
            continue;
        }
        const auto value = NumberParser().parse(text);
        if (!value) {
            m_fields->refuse(ErrorText::of(value.error()));
        } else if (number.isWhole && (std::trunc(*value) != *value || std::abs(*value) > kMostWhole)) {
            m_fields->refuse(tr("“%1” is no whole number. Type one, such as 200.").arg(text));
        } else {
            emit changeWanted(tr(number.title).arg(NumberText().exact(*value)),
                              [set = number.set, value = *value](DataSpec& chosen, DataPlan&) {
                                  if (auto* spec = std::get_if<SyntheticSpec>(&chosen)) {
                                      set(*spec, value);
                                  }
                              });
        }
    }
}

}  // namespace glassnet::ui
