#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "engine/project/Project.h"
#include "ui/inspector/PropertyRow.h"

class QVBoxLayout;

namespace glassnet::ui {

class PropertyLine;

/// How the network learns: optimizer, learning rate, batch, and every other knob that is read. It edits nothing: what a person sets goes
/// out as a change of the project, and setProject brings it back.
class TrainSettings final : public QWidget {
    Q_OBJECT
public:
    using Change = std::function<Result<void>(Project& project)>;

    explicit TrainSettings(QWidget* parent = nullptr);

    void setProject(const Project& project);
    [[nodiscard]] const std::vector<PropertyLine*>& lines() const noexcept { return m_lines; }
    /// The line of a knob, or of "batchSize" and "shuffle"; null when it is not shown.
    [[nodiscard]] PropertyLine* line(std::string_view key) const;

signals:
    /// A person set something: the title of the edit, and the edit.
    void changeWanted(const QString& title, const glassnet::ui::TrainSettings::Change& change);
    /// Why what was typed is not taken. Nothing has changed.
    void sentence(const QString& text);

private:
    void refresh();
    void take(PropertyLine& line, const QString& text);
    void choose(const PropertyLine& line, int choice);

    Project m_project;
    QVBoxLayout* m_column;
    std::vector<PropertyLine*> m_lines;
};

/// The rows that are shown for these settings.
[[nodiscard]] std::vector<PropertyRow> trainRows(const TrainingSettings& training);

}  // namespace glassnet::ui
