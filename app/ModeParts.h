#pragma once

namespace glassnet::ui {
class Workbench;
}

namespace glassnet::app {

class BottomBar;
class CanvasArea;
class RightPanel;

/// What the wiring of a mode that runs a network connects.
struct ModeParts {
    ui::Workbench& workbench;
    CanvasArea& area;
    BottomBar& bottom;
    RightPanel& panel;
};

}  // namespace glassnet::app
