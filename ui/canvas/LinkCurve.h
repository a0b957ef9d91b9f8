#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <span>
#include <vector>

namespace glassnet::ui {

/// The way of one connection from unit to unit: one or more cubic curves that leave and arrive level.
class LinkCurve {
public:
    LinkCurve() = default;
    /// Straight through: one cubic.
    LinkCurve(const QPointF& from, const QPointF& to);
    /// Around `around`, level along y = `height` while it passes it.
    LinkCurve(const QPointF& from, const QPointF& to, const QRectF& around, double height);

    [[nodiscard]] const QPointF& from() const { return m_points.front(); }
    [[nodiscard]] const QPointF& to() const { return m_points.back(); }
    /// The point at `t` from 0 (source) to 1 (target).
    [[nodiscard]] QPointF at(double t) const;
    /// The direction of travel at `t`, of length 1.
    [[nodiscard]] QPointF directionAt(double t) const;
    [[nodiscard]] QPainterPath path() const;
    /// Points along the curve, close enough to stand for it.
    [[nodiscard]] std::vector<QPointF> points() const;
    [[nodiscard]] const QRectF& bounds() const noexcept { return m_bounds; }
    /// How far `point` is from the curve.
    [[nodiscard]] double distanceTo(const QPointF& point) const;
    /// True when the curve passes through `rect`.
    [[nodiscard]] bool crosses(const QRectF& rect) const;

private:
    void append(const QPointF& to);
    void finish();
    [[nodiscard]] int samples() const;
    [[nodiscard]] QPointF sample(int index) const;

    // Nothing that can be worked out is kept: large networks have thousands of curves, and most are only drawn.
    std::vector<QPointF> m_points;
    QRectF m_bounds;
};

}  // namespace glassnet::ui
