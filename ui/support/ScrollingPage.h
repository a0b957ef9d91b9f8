#pragma once

class QScrollArea;
class QWidget;

namespace glassnet::ui {

/// Makes `area` a page of a panel: `inside` is as wide as it and scrolls up and down only; no frame, and the panel's own tone shows through.
void makeScrollingPage(QScrollArea& area, QWidget* inside);

}  // namespace glassnet::ui
