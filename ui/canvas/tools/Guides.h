#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "ui/canvas/CanvasGeometry.h"

namespace glassnet::ui {

/// What a guide says: these stand in one line, or these gaps are equal.
enum class GuideKind : std::uint8_t { Line, Gap };

/// A guide as it is drawn.
struct Guide {
    GuideKind kind = GuideKind::Line;
    QLineF line;
    friend bool operator==(const Guide&, const Guide&) = default;
};

/// How far to shift so that things align, and what then aligns.
struct Snap {
    QPointF offset;
    std::vector<Guide> guides;
};

/// Snaps cards that move: their left, middle, right, top, level middle and bottom to those of the cards that stand still (`moving` are
/// left out), and to gaps as wide as the one beside it, within `tolerance` canvas units. Each axis on its own, the nearest wins.
[[nodiscard]] Snap alignmentGuides(const CanvasGeometry& geometry, const std::set<LayerId>& moving, std::span<const QRectF> rects,
                                   double tolerance);

}  // namespace glassnet::ui
