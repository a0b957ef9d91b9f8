#pragma once

#include <QString>

class QPainter;

namespace glassnet::ui {

/// The first row of a painted panel: what it shows at the left, a quieter word about it at the right where there is room.
class PanelHeading {
public:
    /// How high the row is with the gap below it.
    [[nodiscard]] static double height();
    static void paint(QPainter& painter, double width, const QString& title, const QString& aside);
};

}  // namespace glassnet::ui
