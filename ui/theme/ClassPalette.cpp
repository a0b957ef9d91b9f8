#include "ui/theme/ClassPalette.h"

#include <array>
#include <cmath>
#include <numbers>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

// Found by a search for ten colors of at least 3 to 1 on the panel whose least distance (CIE 1976, also as seen without red or green cones)
// is largest; ordered so that each is the farthest from those before it.
constexpr std::array<QRgb, ClassPalette::kColors> kLight = {0xFF6C0090, 0xFFCC8400, 0xFF006C54, 0xFF009CE4, 0xFF3C3054,
                                                            0xFF006CF0, 0xFFF0609C, 0xFF6C0C18, 0xFFA89060, 0xFFB42400};
constexpr std::array<QRgb, ClassPalette::kColors> kDark = {0xFFFC90A8, 0xFFE4D830, 0xFF3060E4, 0xFF906000, 0xFF78B4FC,
                                                           0xFFCC249C, 0xFFFCFCC0, 0xFF487854, 0xFF84FCFC, 0xFF54CC60};

/// A regular figure, or a star where `inner` is less than 1: every second corner is that much nearer to the center.
QPainterPath figure(int corners, const QPointF& center, double radius, double turn, double inner = 1) {
    QPainterPath path;
    const int steps = inner < 1 ? 2 * corners : corners;
    for (int i = 0; i < steps; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / steps;
        const double reach = inner < 1 && i % 2 == 1 ? radius * inner : radius;
        const QPointF corner = center + QPointF(std::sin(angle), -std::cos(angle)) * reach;
        i == 0 ? path.moveTo(corner) : path.lineTo(corner);
    }
    path.closeSubpath();
    return path;
}

QPainterPath plus(const QPointF& center, double radius, double turn) {
    const double arm = radius * 0.36;
    QPainterPath path;
    const std::array<QPointF, 12> corners = {QPointF(-arm, -radius), QPointF(arm, -radius), QPointF(arm, -arm),     QPointF(radius, -arm),
                                             QPointF(radius, arm),   QPointF(arm, arm),     QPointF(arm, radius),   QPointF(-arm, radius),
                                             QPointF(-arm, arm),     QPointF(-radius, arm), QPointF(-radius, -arm), QPointF(-arm, -arm)};
    for (const QPointF& corner : corners) {
        const QPointF turned(corner.x() * std::cos(turn) - corner.y() * std::sin(turn),
                             corner.x() * std::sin(turn) + corner.y() * std::cos(turn));
        path.elementCount() == 0 ? path.moveTo(center + turned) : path.lineTo(center + turned);
    }
    path.closeSubpath();
    return path;
}

constexpr double kTurn = std::numbers::pi;

}  // namespace

QColor ClassPalette::color(int index, int classes, const Theme& theme) {
    if (classes <= 2) {
        return theme.color(index == 0 ? Token::Negative : Token::Positive);
    }
    return QColor::fromRgb((theme.isDark() ? kDark : kLight)[static_cast<std::size_t>(index % kColors)]);
}

ClassShape ClassPalette::shape(int index) { return static_cast<ClassShape>(index % kColors); }

QPainterPath ClassPalette::path(ClassShape shape, const QPointF& center, double radius) {
    switch (shape) {
        case ClassShape::Circle:
            break;
        case ClassShape::Square:
            return figure(4, center, radius * 1.25, kTurn / 4);
        case ClassShape::Triangle:
            return figure(3, center + QPointF(0, radius * 0.2), radius * 1.4, 0);
        case ClassShape::Diamond:
            return figure(4, center, radius * 1.3, 0);
        case ClassShape::Cross:
            return plus(center, radius * 1.25, kTurn / 4);
        case ClassShape::TriangleDown:
            return figure(3, center - QPointF(0, radius * 0.2), radius * 1.4, kTurn);
        case ClassShape::Pentagon:
            return figure(5, center, radius * 1.15, 0);
        case ClassShape::Star:
            return figure(5, center, radius * 1.5, 0, 0.45);
        case ClassShape::Plus:
            return plus(center, radius * 1.25, 0);
        case ClassShape::Bar:
            break;
    }
    QPainterPath path;
    if (shape == ClassShape::Bar) {
        path.addRect(QRectF(center - QPointF(1.4, 0.55) * radius, center + QPointF(1.4, 0.55) * radius));
    } else {
        path.addEllipse(center, radius, radius);
    }
    return path;
}

}  // namespace glassnet::ui
