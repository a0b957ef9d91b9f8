#include "ui/canvas/TagPlacement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace glassnet::ui {

namespace {

constexpr double kFirst = 0.12;
constexpr double kLast = 0.88;
constexpr double kStep = 0.04;
constexpr double kBest = 0.4;
constexpr std::array kBeside{0.0, -1.0, 1.0};
constexpr double kClear = 4;  // around a tag
constexpr int kPasses = 4;

// What a place costs; the first can be paid only when nothing else is left.
constexpr double kForbidden = 1000;
constexpr double kOnOtherCurve = 12;
constexpr double kOnPlainCurve = 5;
constexpr double kOnArrow = 60;
constexpr double kOnCard = 6;
constexpr double kOffCurve = 8;
constexpr double kAwayFromBest = 20;

/// QRectF::intersects for rectangles that are not turned inside out, which is asked for thousands of times.
bool overlap(const QRectF& a, const QRectF& b) {
    const bool areThere = a.width() > 0 && a.height() > 0 && b.width() > 0 && b.height() > 0;
    return areThere && a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
}

struct Candidate {
    QRectF rect;
    double cost = 0;                  ///< of the place itself
    std::optional<double> crossings;  ///< of the curves it lies on; worked out when the place is in question at all
    [[nodiscard]] QRectF clear() const { return rect.adjusted(-kClear, -kClear, kClear, kClear); }
};

/// A curve as a chain of points, worked out once for the many places that are held against it.
class Chain {
public:
    Chain(const LinkCurve* curve, double cost) : m_curve(curve), m_cost(cost), m_points(curve->points()) {
        // A level curve's rectangle has no height of its own.
        m_bounds = curve->bounds().adjusted(-1, -1, 1, 1);
        m_isRightward = std::is_sorted(m_points.begin(), m_points.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); });
    }
    [[nodiscard]] const LinkCurve* curve() const noexcept { return m_curve; }
    [[nodiscard]] double cost() const noexcept { return m_cost; }
    [[nodiscard]] bool crosses(const QRectF& rect) const {
        if (!overlap(m_bounds, rect)) {
            return false;
        }
        // A curve that only runs to the right has few of its pieces above or below the place.
        const auto first = m_isRightward ? std::lower_bound(m_points.begin(), m_points.end(), rect.left(),
                                                            [](const QPointF& point, double x) { return point.x() < x; })
                                         : m_points.begin();
        for (auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, first - m_points.begin())); i < m_points.size(); ++i) {
            if (m_isRightward && m_points[i - 1].x() > rect.right()) {
                return false;
            }
            if (segmentCrosses(m_points[i - 1], m_points[i], rect)) {
                return true;
            }
        }
        return false;
    }

private:
    /// Over the part of the segment that lies within the rectangle's width.
    static bool segmentCrosses(const QPointF& a, const QPointF& b, const QRectF& rect) {
        const auto& left = a.x() <= b.x() ? a : b;
        const auto& right = a.x() <= b.x() ? b : a;
        if (right.x() < rect.left() || left.x() > rect.right()) {
            return false;
        }
        const double run = right.x() - left.x();
        const double slope = run > 0 ? (right.y() - left.y()) / run : 0;
        const double first = run > 0 ? left.y() + slope * (std::max(left.x(), rect.left()) - left.x()) : left.y();
        const double last = run > 0 ? left.y() + slope * (std::min(right.x(), rect.right()) - left.x()) : right.y();
        return std::max(first, last) >= rect.top() && std::min(first, last) <= rect.bottom();
    }

    const LinkCurve* m_curve;
    double m_cost;
    std::vector<QPointF> m_points;
    QRectF m_bounds;
    bool m_isRightward = false;
};

std::vector<Chain> chainsOf(const TagSurroundings& around) {
    std::vector<Chain> chains;
    for (const auto* curve : around.strong) {
        chains.emplace_back(curve, kOnOtherCurve);
    }
    for (const auto* curve : around.plain) {
        chains.emplace_back(curve, kOnPlainCurve);
    }
    return chains;
}

/// The cheapest first, in the curve's order where they are equal.
std::vector<Candidate> candidates(const TagRequest& request, const TagSurroundings& around) {
    std::vector<Candidate> found;
    for (double t = kFirst; t <= kLast; t += kStep) {
        for (const double side : kBeside) {
            Candidate candidate;
            candidate.rect = QRectF(QPointF(), request.size);
            candidate.rect.moveCenter(request.curve->at(t) + QPointF(0, side * (request.size.height() / 2 + kClear)));
            candidate.cost = kAwayFromBest * std::abs(t - kBest) + (side != 0 ? kOffCurve : 0);
            const QRectF clear = candidate.clear();
            const auto touches = [&](const QRectF& rect) { return overlap(rect, clear); };
            candidate.cost += kForbidden * static_cast<double>(std::count_if(around.never.begin(), around.never.end(), touches));
            candidate.cost += kOnArrow * static_cast<double>(std::count_if(around.arrows.begin(), around.arrows.end(), touches));
            candidate.cost += kOnCard * static_cast<double>(std::count_if(around.ratherNot.begin(), around.ratherNot.end(), touches));
            found.push_back(candidate);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    return found;
}

double crossingsOf(const Candidate& candidate, const TagRequest& request, const std::vector<Chain>& chains) {
    double cost = 0;
    for (const auto& chain : chains) {
        cost += chain.curve() != request.curve && chain.crosses(candidate.clear()) ? chain.cost() : 0;
    }
    return cost;
}

}  // namespace

std::vector<QRectF> placeTags(std::span<const TagRequest> requests, const TagSurroundings& around) {
    std::vector<std::vector<Candidate>> choices;
    std::vector<QRectF> places(requests.size());
    const auto chains = chainsOf(around);
    for (const auto& request : requests) {
        choices.push_back(candidates(request, around));
    }
    // Each tag in turn takes its best place given the others', until nothing moves.
    for (int pass = 0; pass < kPasses; ++pass) {
        const auto before = places;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            double lowest = std::numeric_limits<double>::infinity();
            QRectF best;
            for (auto& candidate : choices[i]) {
                if (candidate.cost >= lowest) {
                    break;
                }
                const QRectF clear = candidate.clear();
                double cost = candidate.cost;
                for (std::size_t other = 0; other < places.size(); ++other) {
                    cost += other != i && overlap(places[other], clear) ? kForbidden : 0;
                }
                if (cost >= lowest) {
                    continue;
                }
                if (!candidate.crossings) {
                    candidate.crossings = crossingsOf(candidate, requests[i], chains);
                }
                cost += *candidate.crossings;
                if (cost < lowest) {
                    lowest = cost;
                    best = candidate.rect;
                }
            }
            places[i] = best;
        }
        if (places == before) {
            break;
        }
    }
    return places;
}

}  // namespace glassnet::ui
