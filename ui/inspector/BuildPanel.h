#pragma once

#include <QWidget>
#include <optional>
#include <set>

#include "engine/project/Project.h"

class QVBoxLayout;

namespace glassnet::ui {

class FactList;
class Note;
class PropertyForm;

/// The side panel while drawing: the chosen layers' name, their properties and the shape block, which needs no network that runs. Other
/// sections (the code) stand below.
class BuildPanel final : public QWidget {
    Q_OBJECT
public:
    explicit BuildPanel(QWidget* parent = nullptr);

    void setProject(const Project& project);
    void setSelection(const std::set<LayerId>& layers, std::optional<std::int64_t> unit);
    [[nodiscard]] PropertyForm& form() const noexcept { return *m_form; }
    /// Adds a section below, with a hairline above it; the panel takes it over.
    void addSection(QWidget* section);

signals:
    /// Something to say in the status line.
    void sentence(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    [[nodiscard]] QWidget* newSection();

    Project m_project;
    std::set<LayerId> m_layers;
    Note* m_title;
    Note* m_subtitle;
    PropertyForm* m_form;
    QWidget* m_shape = nullptr;
    Note* m_shapeTitle = nullptr;
    FactList* m_facts = nullptr;
    QVBoxLayout* m_sections = nullptr;
};

}  // namespace glassnet::ui
