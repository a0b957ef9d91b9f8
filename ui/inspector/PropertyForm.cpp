#include "ui/inspector/PropertyForm.h"

#include <QPointer>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/PropertyChange.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"

namespace glassnet::ui {

PropertyForm::PropertyForm(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    m_subject.project = &m_project;
}

void PropertyForm::setProject(const Project& project) {
    m_project = project;
    refresh();
}

void PropertyForm::setSelection(const std::set<LayerId>& layers, std::optional<std::int64_t> unit) {
    if (m_subject.layers == layers && m_subject.unit == unit) {
        return;
    }
    commit();
    m_subject.layers = layers;
    m_subject.unit = unit;
    // A field that is shared by both selections must not keep what was typed, and refused, for the old one.
    for (auto* line : m_lines) {
        if (line->valueField() != nullptr) {
            line->valueField()->settle();
        }
    }
    refresh();
}

void PropertyForm::commit() {
    // Handing on may bring another project, and with it other lines.
    const auto open = std::ranges::find_if(m_lines, [](const PropertyLine* line) {
        return line->valueField() != nullptr && line->valueField()->hasFocus() && line->valueField()->isPending();
    });
    if (open != m_lines.end()) {
        (*open)->valueField()->commit();
    }
}

bool PropertyForm::focusRow(std::string_view key) {
    for (auto* line : m_lines) {
        if (line->row().key == key && line->valueField() != nullptr) {
            line->valueField()->setFocus(Qt::ShortcutFocusReason);
            line->valueField()->selectAll();
            return true;
        }
    }
    return false;
}

void PropertyForm::refresh() {
    const auto rows = propertyRows(m_subject);
    std::vector<PropertyLine*> lines;
    for (const auto& row : rows) {
        const auto found = std::ranges::find_if(m_lines, [&](const PropertyLine* line) { return line->suits(row); });
        if (found != m_lines.end()) {
            lines.push_back(*found);
            m_lines.erase(found);
            lines.back()->setRow(row);
            continue;
        }
        auto* line = new PropertyLine(row, this);
        connect(line, &PropertyLine::entered, this, [this, line](const QString& text) { take(*line, text); });
        connect(line, &PropertyLine::chosen, this, [this, line](int choice) { choose(*line, choice); });
        lines.push_back(line);
    }
    for (auto* line : m_lines) {
        // A line may be the one whose signal is being answered.
        line->disconnect(this);
        line->hide();
        m_column->removeWidget(line);
        line->deleteLater();
    }
    m_lines = lines;
    QWidget* before = nullptr;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_column->indexOf(m_lines[i]) != static_cast<int>(i)) {
            m_column->removeWidget(m_lines[i]);
            m_column->insertWidget(static_cast<int>(i), m_lines[i]);
        }
        m_lines[i]->setVisible(true);
        // Tab goes from row to row, whatever was made first.
        if (QWidget* field = m_lines[i]->findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly); field != nullptr) {
            for (auto* child : m_lines[i]->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
                field = child->focusPolicy() != Qt::NoFocus ? child : field;
            }
            if (before != nullptr) {
                setTabOrder(before, field);
            }
            before = field;
        }
    }
}

void PropertyForm::take(PropertyLine& line, const QString& text) {
    const PropertyRow row = line.row();
    const QPointer<ValueField> field(line.valueField());
    QString why;
    PropertyChange change;
    std::optional<double> held;
    if (row.key == row::kName) {
        why = whyNotName(m_subject, text);
    } else if (row.key == row::kUnitName) {
        why = whyNotUnitName(m_subject, text);
    } else if (row.key == row::kClamp) {
        const auto value = clampOfText(m_subject, text);
        why = value ? QString() : value.error();
        held = value.value_or(std::nullopt);
    } else {
        const auto made = changeByText(m_subject, row, text);
        why = made ? QString() : made.error();
        change = made.value_or(PropertyChange());
    }
    if (!why.isEmpty()) {
        field->refuse();
        emit sentence(why);
        return;
    }
    field->settle();
    const auto layers = m_subject.layers;
    const auto unit = m_subject.unit.value_or(0);
    if (row.key == row::kName) {
        emit nameSet(*layers.begin(), text.trimmed());
    } else if (row.key == row::kUnitName) {
        emit unitNameSet(*layers.begin(), unit, text.trimmed());
    } else if (row.key == row::kClamp) {
        emit clampSet(*layers.begin(), unit, held);
    }
    for (const auto& [value, targets] : change) {
        emit propertySet(targets, row.key, value);
    }
}

void PropertyForm::choose(const PropertyLine& line, int choice) {
    const PropertyRow row = line.row();
    if (row.kind == RowKind::Marks) {
        emit colorSet(m_subject.layers, choice);
        return;
    }
    const auto change = changeByChoice(m_subject, row, choice);
    if (!change) {
        emit sentence(change.error());
    } else {
        for (const auto& [value, targets] : *change) {
            emit propertySet(targets, row.key, value);
        }
    }
    // Until the owner answers, the list shows what holds.
    refresh();
}

}  // namespace glassnet::ui
