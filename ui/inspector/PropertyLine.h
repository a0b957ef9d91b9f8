#pragma once

#include <QWidget>

#include "ui/inspector/PropertyRow.h"

namespace glassnet::ui {

class ChoiceField;
class MarkField;
class Note;
class ValueField;

/// One row of the property form: its label and the field that suits its kind.
class PropertyLine final : public QWidget {
    Q_OBJECT
public:
    PropertyLine(const PropertyRow& row, QWidget* parent);

    /// True when this line can show the row: the same key, part and kind.
    [[nodiscard]] bool suits(const PropertyRow& row) const;
    /// Shows the row's new values.
    void setRow(const PropertyRow& row);
    [[nodiscard]] const PropertyRow& row() const noexcept { return m_row; }
    /// The field of a Text, Number or Seed row, else null.
    [[nodiscard]] ValueField* valueField() const noexcept { return m_value; }

signals:
    /// A person typed into the field; the form answers with refuse or settle of the field.
    void entered(const QString& text);
    /// A person chose an entry of the list, or a mark.
    void chosen(int choice);

private:
    PropertyRow m_row;
    Note* m_label;
    ValueField* m_value = nullptr;
    ChoiceField* m_choice = nullptr;
    MarkField* m_marks = nullptr;
};

}  // namespace glassnet::ui
