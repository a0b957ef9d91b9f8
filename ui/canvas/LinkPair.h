#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <array>
#include <cstdint>
#include <vector>

namespace glassnet::ui {

/// Heights of evenly spaced places of a column, one for each unit, at x = `x`. Canvas units.
struct UnitColumn {
    double x = 0;
    double first = 0;  ///< of unit 0
    double step = 0;   ///< from unit to unit, never negative
    std::int64_t count = 0;

    [[nodiscard]] double at(std::int64_t unit) const { return first + step * static_cast<double>(unit); }
    [[nodiscard]] double last() const { return at(count - 1); }
    /// The lowest unit whose place is not above `y`; count when there is none.
    [[nodiscard]] std::int64_t firstNotAbove(double y) const;
    /// The unit whose place is nearest to `y`.
    [[nodiscard]] std::int64_t nearest(double y) const;
    friend bool operator==(const UnitColumn&, const UnitColumn&) = default;
};

/// What chooses the place on one side of a stretch.
enum class LinkEnd : std::uint8_t { Source, Target };

/// One part of the way of all connections of a pair, from a column at its left to one at its right. At `x` every connection stands at
/// y = (1 - w) left + w right with the same w(x): that of the cubic of LinkCurve, which leaves and arrives level.
class LinkStretch {
public:
    static constexpr int kSamples = 96;

    LinkStretch(const UnitColumn& left, LinkEnd leftBy, const UnitColumn& right, LinkEnd rightBy);

    [[nodiscard]] const UnitColumn& left() const noexcept { return m_left; }
    [[nodiscard]] const UnitColumn& right() const noexcept { return m_right; }
    [[nodiscard]] LinkEnd leftBy() const noexcept { return m_leftBy; }
    [[nodiscard]] LinkEnd rightBy() const noexcept { return m_rightBy; }
    /// The share of the way down that is done at `x`, 0 to 1 and never falling; x within the stretch.
    [[nodiscard]] double shareAt(double x) const;
    /// The most that the share grows in one canvas unit.
    [[nodiscard]] double steepest() const noexcept { return m_steepest; }
    /// The connection that runs from height `from` to height `to`.
    [[nodiscard]] QPolygonF line(double from, double to) const;
    /// How far `point` is from the connection that runs from height `from` to height `to`.
    [[nodiscard]] double distance(const QPointF& point, double from, double to) const;

private:
    UnitColumn m_left;
    UnitColumn m_right;
    LinkEnd m_leftBy;
    LinkEnd m_rightBy;
    std::array<double, kSamples + 1> m_x{};
    std::array<double, kSamples + 1> m_share{};
    double m_steepest = 0;
};

/// All connections of one link, those of units that are not drawn too, in closed form: nothing is stored for each connection.
struct LinkPair {
    UnitColumn source;
    UnitColumn target;
    bool dense = true;              ///< every source with every target; else source u with target u + offset
    std::int64_t offset = 0;        ///< where the source's unit 0 stands in the target of a link that is not dense
    std::vector<std::int64_t> cut;  ///< connections that are not there, by index, ascending; only of dense links
    std::vector<LinkStretch> ways;  ///< one, or three around what stands between
    QRectF bounds;

    /// Connections by index: from * target.count + to for dense links, the source's unit for the others.
    [[nodiscard]] std::int64_t indices() const { return dense ? source.count * target.count : source.count; }
    /// Connections that are there.
    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] bool isThere(std::int64_t index) const;
    [[nodiscard]] std::int64_t sourceOf(std::int64_t index) const { return dense ? index / target.count : index; }
    [[nodiscard]] std::int64_t targetOf(std::int64_t index) const { return dense ? index % target.count : index + offset; }
    [[nodiscard]] std::int64_t indexOf(std::int64_t from, std::int64_t to) const { return dense ? from * target.count + to : from; }

    /// The way of one connection.
    [[nodiscard]] QPolygonF line(std::int64_t from, std::int64_t to) const;

    /// Straight from the source's column to the target's.
    void setDirect();
    /// Around a rectangle: level past it, the connections of target unit 0 at `height`, those of the last at `height` + `spread`.
    void setAround(const QRectF& around, double height, double spread);
};

}  // namespace glassnet::ui
