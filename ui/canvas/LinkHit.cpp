#include "ui/canvas/LinkHit.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {

class Search {
public:
    Search(const LinkPair& pair, const QPointF& point, double tolerance) : m_pair(pair), m_point(point), m_nearest(tolerance) {}

    std::optional<LinkHit> run() {
        for (const auto& way : m_pair.ways) {
            if (m_point.x() < way.left().x || m_point.x() > way.right().x) {
                continue;
            }
            m_share = way.shareAt(m_point.x());
            if (!m_pair.dense) {
                oneToOne(way);
            } else if (way.leftBy() == way.rightBy()) {
                level(way);
            } else {
                fan(way);
            }
        }
        return m_hit;
    }

private:
    void oneToOne(const LinkStretch& way) {
        for (std::int64_t index = 0; index < m_pair.count(); ++index) {
            consider(way, index, m_pair.targetOf(index));
        }
    }

    /// Every source of a target runs along the same line here; the first that is there stands for them.
    void level(const LinkStretch& way) {
        for (std::int64_t to = 0; to < m_pair.target.count; ++to) {
            for (std::int64_t from = 0; from < m_pair.source.count; ++from) {
                if (m_pair.isThere(m_pair.indexOf(from, to))) {
                    consider(way, from, to);
                    break;
                }
            }
        }
    }

    /// The connections of one unit do not cross, so the nearest one is that next above or next below the point.
    void fan(const LinkStretch& way) {
        const bool byLeft = way.left().count <= way.right().count;
        const auto& fixed = byLeft ? way.left() : way.right();
        const auto& other = byLeft ? way.right() : way.left();
        const double share = byLeft ? m_share : 1 - m_share;
        const bool fixedIsSource = (byLeft ? way.leftBy() : way.rightBy()) == LinkEnd::Source;
        for (std::int64_t unit = 0; unit < fixed.count; ++unit) {
            const double y = share > 0 ? (m_point.y() - (1 - share) * fixed.at(unit)) / share : fixed.at(unit);
            const std::int64_t below = other.firstNotAbove(y);
            const auto thereAt = [&](std::int64_t at) {
                return m_pair.isThere(fixedIsSource ? m_pair.indexOf(unit, at) : m_pair.indexOf(at, unit));
            };
            const auto tryOne = [&](std::int64_t at) { fixedIsSource ? consider(way, unit, at) : consider(way, at, unit); };
            std::int64_t at = below;
            while (at < other.count && !thereAt(at)) {
                ++at;
            }
            if (at < other.count) {
                tryOne(at);
            }
            at = below - 1;
            while (at >= 0 && !thereAt(at)) {
                --at;
            }
            if (at >= 0) {
                tryOne(at);
            }
        }
    }

    void consider(const LinkStretch& way, std::int64_t from, std::int64_t to) {
        const double left = way.left().at(way.leftBy() == LinkEnd::Source ? from : to);
        const double right = way.right().at(way.rightBy() == LinkEnd::Source ? from : to);
        const double slope = (right - left) * way.steepest();
        const double upright = left + (right - left) * m_share - m_point.y();
        // Nowhere is the curve steeper than `slope`, so it is at least this far away.
        if (upright * upright > m_nearest * m_nearest * (1 + slope * slope)) {
            return;
        }
        const double distance = way.distance(m_point, left, right);
        if (distance < m_nearest || (distance <= m_nearest && !m_hit)) {
            m_nearest = distance;
            m_hit = LinkHit{from, to, distance};
        }
    }

    const LinkPair& m_pair;
    QPointF m_point;
    double m_nearest;
    double m_share = 0;
    std::optional<LinkHit> m_hit;
};

}  // namespace

std::optional<LinkHit> nearestConnection(const LinkPair& pair, const QPointF& point, double tolerance) {
    if (!pair.bounds.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(point)) {
        return std::nullopt;
    }
    return Search(pair, point, tolerance).run();
}

}  // namespace glassnet::ui
