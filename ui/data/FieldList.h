#pragma once

#include <QPointer>
#include <QString>
#include <QWidget>
#include <string>
#include <vector>

#include "ui/inspector/PropertyRow.h"

class QVBoxLayout;

namespace glassnet::ui {

class Note;
class PropertyLine;

/// Rows of a label and a field, in the look of the inspector; a seed has a button beside it that draws another one. What was refused is
/// said in a sentence under its field.
class FieldList final : public QWidget {
    Q_OBJECT
public:
    explicit FieldList(QWidget* parent = nullptr);

    /// Shows these rows. Fields of rows that stay keep what a person is typing.
    void setRows(const std::vector<PropertyRow>& rows);
    /// The line with this key; null when there is none.
    [[nodiscard]] PropertyLine* line(const std::string& key) const;
    /// What was typed last cannot be.
    void refuse(const QString& why);
    [[nodiscard]] bool isEmpty() const noexcept { return m_lines.empty(); }

signals:
    /// A person typed a text, or drew a seed.
    void entered(const QString& key, const QString& text);
    void chosen(const QString& key, int choice);

private:
    struct Line {
        QWidget* whole;
        PropertyLine* line;
        Note* why;
    };
    [[nodiscard]] Line makeLine(const PropertyRow& row);

    QVBoxLayout* m_column;
    std::vector<Line> m_lines;
    QPointer<PropertyLine> m_last;
};

/// A row that is shown; its other members can be set after.
[[nodiscard]] PropertyRow fieldRow(std::string key, RowKind kind, const QString& label, const QString& help);

}  // namespace glassnet::ui
