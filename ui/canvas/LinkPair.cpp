#include "ui/canvas/LinkPair.h"

#include <QLineF>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace glassnet::ui {

namespace {

constexpr double kLinkPairShortestReach = 36;  // as LinkCurve's
constexpr double kNarrowest = 4;       // a stretch has a width, wherever layers are put
constexpr double kLinkPairMargin = 4;

QRectF rectOf(const LinkStretch& way) {
    const double top = std::min(way.left().first, way.right().first);
    const double bottom = std::max(way.left().last(), way.right().last());
    return {QPointF(way.left().x, top), QPointF(way.right().x, bottom)};
}

}  // namespace

std::int64_t UnitColumn::firstNotAbove(double y) const {
    std::int64_t low = 0;
    std::int64_t high = count;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (at(middle) < y) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::int64_t UnitColumn::nearest(double y) const {
    const std::int64_t below = std::min(firstNotAbove(y), count - 1);
    const std::int64_t above = std::max<std::int64_t>(0, below - 1);
    return std::abs(at(above) - y) < std::abs(at(below) - y) ? above : below;
}

LinkStretch::LinkStretch(const UnitColumn& left, LinkEnd leftBy, const UnitColumn& right, LinkEnd rightBy)
    : m_left(left), m_right(right), m_leftBy(leftBy), m_rightBy(rightBy) {
    if (m_left.x > m_right.x) {
        std::swap(m_left, m_right);
        std::swap(m_leftBy, m_rightBy);
    }
    m_right.x = std::max(m_right.x, m_left.x + kNarrowest);
    const double width = m_right.x - m_left.x;
    // Up to the whole width x grows all along the cubic.
    const double reach = std::min(width, std::max(kLinkPairShortestReach, width / 2));
    for (int i = 0; i <= kSamples; ++i) {
        const double t = static_cast<double>(i) / kSamples;
        const double s = 1 - t;
        const auto k = static_cast<std::size_t>(i);
        m_x[k] = m_left.x + 3 * s * s * t * reach + 3 * s * t * t * (width - reach) + t * t * t * width;
        m_share[k] = t * t * (3 - 2 * t);
    }
    for (std::size_t k = 0; k < kSamples; ++k) {
        m_steepest = std::max(m_steepest, (m_share[k + 1] - m_share[k]) / std::max(1e-9, m_x[k + 1] - m_x[k]));
    }
}

double LinkStretch::shareAt(double x) const {
    const auto after = std::upper_bound(m_x.begin() + 1, m_x.end() - 1, x);
    const auto k = static_cast<std::size_t>(after - m_x.begin()) - 1;
    const double part = (x - m_x[k]) / std::max(1e-9, m_x[k + 1] - m_x[k]);
    return m_share[k] + std::clamp(part, 0.0, 1.0) * (m_share[k + 1] - m_share[k]);
}

QPolygonF LinkStretch::line(double from, double to) const {
    QPolygonF points;
    for (std::size_t k = 0; k <= kSamples; ++k) {
        points.append(QPointF(m_x[k], from + (to - from) * m_share[k]));
    }
    return points;
}

double LinkStretch::distance(const QPointF& point, double from, double to) const {
    const auto place = [&](std::size_t k) { return QPointF(m_x[k], from + (to - from) * m_share[k]); };
    const auto squareTo = [&](std::size_t k) {
        const QPointF a = place(k);
        const QPointF ab = place(k + 1) - a;
        const double t = std::clamp(QPointF::dotProduct(point - a, ab) / QPointF::dotProduct(ab, ab), 0.0, 1.0);
        const QPointF away = a + ab * t - point;
        return QPointF::dotProduct(away, away);
    };
    const auto after = std::upper_bound(m_x.begin() + 1, m_x.end() - 1, point.x());
    const auto start = static_cast<std::size_t>(after - m_x.begin()) - 1;
    double nearest = squareTo(start);
    const auto sideways = [&](std::size_t k) { return (point.x() - m_x[k]) * (point.x() - m_x[k]); };
    for (std::size_t k = start; k > 0 && sideways(k) < nearest; --k) {
        nearest = std::min(nearest, squareTo(k - 1));
    }
    for (std::size_t k = start + 1; k < kSamples && sideways(k) < nearest; ++k) {
        nearest = std::min(nearest, squareTo(k));
    }
    return std::sqrt(nearest);
}

std::int64_t LinkPair::count() const {
    if (dense) {
        return indices() - static_cast<std::int64_t>(cut.size());
    }
    return std::clamp<std::int64_t>(target.count - offset, 0, source.count);
}

bool LinkPair::isThere(std::int64_t index) const {
    return dense ? cut.empty() || !std::binary_search(cut.begin(), cut.end(), index) : index < count();
}

QPolygonF LinkPair::line(std::int64_t from, std::int64_t to) const {
    QPolygonF points;
    for (const auto& way : ways) {
        points += way.line(way.left().at(way.leftBy() == LinkEnd::Source ? from : to),
                           way.right().at(way.rightBy() == LinkEnd::Source ? from : to));
    }
    return points;
}

void LinkPair::setDirect() {
    ways.clear();
    ways.emplace_back(source, LinkEnd::Source, target, LinkEnd::Target);
    bounds = rectOf(ways.front()).adjusted(-kLinkPairMargin, -kLinkPairMargin, kLinkPairMargin, kLinkPairMargin);
}

void LinkPair::setAround(const QRectF& around, double height, double spread) {
    UnitColumn before{around.left(), height, spread / static_cast<double>(std::max<std::int64_t>(1, target.count - 1)), target.count};
    UnitColumn behind = before;
    behind.x = around.right();
    ways.clear();
    ways.emplace_back(source, LinkEnd::Source, before, LinkEnd::Target);
    ways.emplace_back(before, LinkEnd::Target, behind, LinkEnd::Target);
    ways.emplace_back(behind, LinkEnd::Target, target, LinkEnd::Target);
    bounds = {};
    for (const auto& way : ways) {
        bounds = bounds.united(rectOf(way).adjusted(-kLinkPairMargin, -kLinkPairMargin, kLinkPairMargin, kLinkPairMargin));
    }
}

}  // namespace glassnet::ui
