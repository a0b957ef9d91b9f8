#pragma once

#include <QObject>
#include <cstdint>

#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class SidePanel;
}

namespace glassnet::app {

/// Has the gradients of the last steps worked out while the side panel shows them, once for each place in time.
class GradientHistoryRequest final : public QObject {
    Q_OBJECT
public:
    /// Steps that are shown.
    static constexpr std::int64_t kSteps = 24;

    GradientHistoryRequest(ui::Workbench& workbench, ui::SidePanel& panel, QObject* parent);

    void setWanted(bool wanted);
    /// New numbers: asks anew where they belong to another place.
    void showSnapshot();

private:
    struct Place {
        const Program* program = nullptr;
        LayerId layer;
        BranchId branch;
        std::int64_t step = 0;
        std::size_t position = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    ui::Workbench& m_workbench;
    ui::SidePanel& m_panel;
    Place m_asked;
    bool m_wanted = false;
};

}  // namespace glassnet::app
