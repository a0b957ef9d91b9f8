#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <optional>

#include "ui/canvas/CanvasPicture.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

/// Colors, fonts and sizes of the canvas, made once from a theme and then only read. Sizes in canvas units.
class CanvasStyle {
public:
    static constexpr double kCorner = 12;
    static constexpr double kDotSpacing = 24;
    static constexpr double kRingGap = 6;
    static constexpr double kTagPadding = 8;
    static constexpr double kTagHeight = 20;

    /// `scale`: of type and strokes, 1 but while presenting.
    explicit CanvasStyle(const Theme& theme, double scale = 1);

    [[nodiscard]] const Theme& theme() const noexcept { return m_theme; }
    [[nodiscard]] QColor color(Token token) const { return m_theme.color(token); }
    /// The fill of a unit.
    [[nodiscard]] QColor fill(double value, double limit) const { return m_map.color(value, limit); }
    /// The text color that reads on a fill.
    [[nodiscard]] QColor textOn(const QColor& ground) const { return ColorMap::textOn(ground, m_theme); }
    /// Blue, orange, or ink where there is no sign.
    [[nodiscard]] QColor signColor(std::optional<double> value) const;
    /// The pen of a connection.
    [[nodiscard]] QPen pen(const ConnectionShown& connection, bool hovered) const;

    [[nodiscard]] double scale() const noexcept { return m_scale; }
    /// A width of a pen, or a height that follows the type.
    [[nodiscard]] double scaled(double length) const { return length * m_scale; }
    /// From a circle to the ring around it.
    [[nodiscard]] double ringGap() const { return kRingGap * (1 + (m_scale - 1) / 2); }

    // Fonts at zoom 1, at this style's scale whatever that of the window's own text.
    [[nodiscard]] const QFont& titleFont() const noexcept { return m_title; }
    [[nodiscard]] const QFont& captionFont() const noexcept { return m_caption; }
    [[nodiscard]] const QFont& labelFont() const noexcept { return m_label; }
    [[nodiscard]] const QFont& valueFont() const noexcept { return m_value; }
    [[nodiscard]] const QFont& tagFont() const noexcept { return m_tag; }
    [[nodiscard]] const QFont& lossFont() const noexcept { return m_loss; }

private:
    Theme m_theme;
    ColorMap m_map;
    double m_scale;
    QFont m_title;
    QFont m_caption;
    QFont m_label;
    QFont m_value;
    QFont m_tag;
    QFont m_loss;
};

}  // namespace glassnet::ui
