#pragma once

#include <QWidget>
#include <vector>

#include "ui/inspector/PropertyRow.h"

class QVBoxLayout;

namespace glassnet::ui {

class PropertyLine;

/// Every property of the chosen layers, from their kinds' schemas, and name and held value of a chosen unit. Several layers show what
/// they have in common; setting sets all. It edits nothing: what a person sets goes out as a signal, and setProject brings it back.
class PropertyForm final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyForm(QWidget* parent = nullptr);

    void setProject(const Project& project);
    /// What is being typed is handed on for the old selection first.
    void setSelection(const std::set<LayerId>& layers, std::optional<std::int64_t> unit);
    /// Hands on what is being typed, as Enter does.
    void commit();
    /// True when nothing is chosen: there is no row.
    [[nodiscard]] bool isEmpty() const noexcept { return m_lines.empty(); }
    [[nodiscard]] const std::vector<PropertyLine*>& lines() const noexcept { return m_lines; }
    /// Puts the keyboard into the field of a property or of the name, with its text selected; false when there is no such row.
    bool focusRow(std::string_view key);

signals:
    /// A person set a property of these layers.
    void propertySet(const std::set<glassnet::LayerId>& layers, const std::string& key, const glassnet::PropertyValue& value);
    void nameSet(glassnet::LayerId layer, const QString& name);
    /// A mark from 1 on; 0: none.
    void colorSet(const std::set<glassnet::LayerId>& layers, int color);
    /// Empty: the unit has no name of its own.
    void unitNameSet(glassnet::LayerId layer, qint64 unit, const QString& name);
    /// None: the unit is free.
    void clampSet(glassnet::LayerId layer, qint64 unit, std::optional<double> value);
    /// Why what was typed is not taken. Nothing has changed.
    void sentence(const QString& text);

private:
    void refresh();
    void take(PropertyLine& line, const QString& text);
    void choose(const PropertyLine& line, int choice);

    Project m_project;
    FormSubject m_subject;
    QVBoxLayout* m_column;
    std::vector<PropertyLine*> m_lines;
};

}  // namespace glassnet::ui
