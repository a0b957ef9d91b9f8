#pragma once

#include <QColor>
#include <QPainterPath>
#include <QPointF>
#include <cstdint>

namespace glassnet::ui {

class Theme;

/// What a point of a class is drawn as, so that classes differ by more than their color.
enum class ClassShape : std::uint8_t { Circle, Square, Triangle, Diamond, Cross, TriangleDown, Pentagon, Star, Plus, Bar };

/// Colors and shapes of classes and runs. Two classes have the colors of the sign: class 1 positive, class 0 negative. More have ten colors
/// of their own that differ also with red-green blindness (simulated after Machado, Oliveira and Fernandes 2009), the first few the most.
class ClassPalette {
public:
    static constexpr int kColors = 10;

    /// `classes`: how many there are. A class beyond the tenth takes the color of the one ten before it; a negative one is a mistake of the
    /// caller.
    [[nodiscard]] static QColor color(int index, int classes, const Theme& theme);
    [[nodiscard]] static ClassShape shape(int index);
    /// The outline of a shape that looks as large as a circle of `radius` around `center`.
    [[nodiscard]] static QPainterPath path(ClassShape shape, const QPointF& center, double radius);
};

}  // namespace glassnet::ui
