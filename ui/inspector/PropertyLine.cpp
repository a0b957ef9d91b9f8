#include "ui/inspector/PropertyLine.h"

#include <QHBoxLayout>

#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/MarkField.h"
#include "ui/inspector/Note.h"
#include "ui/inspector/ValueField.h"

namespace glassnet::ui {

namespace {

constexpr double kLabelWide = 118;
constexpr int kPartIndent = 12;

}  // namespace

PropertyLine::PropertyLine(const PropertyRow& row, QWidget* parent) : QWidget(parent), m_row(row), m_label(new Note(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(row.part >= 0 && row.kind != RowKind::Heading ? kPartIndent : 0, 0, 0, 0);
    layout->setSpacing(8);
    const bool isHeading = row.kind == RowKind::Heading;
    m_label->setLook(FontSize::Body, isHeading ? QFont::DemiBold : QFont::Normal, isHeading ? Token::Ink : Token::Mute);
    if (!isHeading) {
        m_label->setFixedWidth(static_cast<int>(Fonts::scaled(kLabelWide)) - layout->contentsMargins().left());
    }
    layout->addWidget(m_label);
    QWidget* field = nullptr;
    switch (row.kind) {
        case RowKind::Heading:
            layout->setContentsMargins(0, 12, 0, 0);
            break;
        case RowKind::Text:
        case RowKind::Number:
        case RowKind::Seed:
            field = m_value = new ValueField(this);
            connect(m_value, &ValueField::entered, this, &PropertyLine::entered);
            break;
        case RowKind::Choice:
            field = m_choice = new ChoiceField(this);
            connect(m_choice, &ChoiceField::chosen, this, &PropertyLine::chosen);
            break;
        case RowKind::Marks:
            field = m_marks = new MarkField(this);
            connect(m_marks, &MarkField::chosen, this, &PropertyLine::chosen);
            break;
    }
    if (field != nullptr) {
        layout->addWidget(field, 1);
        m_label->setBuddy(field);
        field->setAccessibleName(row.label);
        field->setToolTip(row.help);
    }
    m_label->setToolTip(row.help);
    setRow(row);
}

bool PropertyLine::suits(const PropertyRow& row) const { return m_row.key == row.key && m_row.part == row.part && m_row.kind == row.kind; }

void PropertyLine::setRow(const PropertyRow& row) {
    m_row = row;
    m_label->setText(row.label);
    if (m_value != nullptr) {
        m_value->setAccessibleName(row.label);
        m_value->setAccessibleDescription(row.help);
        m_value->setToolTip(row.help);
        m_value->setShown(row.text, row.placeholder);
    } else if (m_choice != nullptr) {
        m_choice->setShown(row.choices, row.helps, row.current, row.placeholder);
        const auto help = row.helps.value(row.current);
        m_choice->setAccessibleDescription(help.isEmpty() ? row.help : help);
        m_choice->setToolTip(help.isEmpty() ? row.help : row.help + QLatin1Char('\n') + help);
    } else if (m_marks != nullptr) {
        m_marks->setShown(row.current);
    }
}

}  // namespace glassnet::ui
