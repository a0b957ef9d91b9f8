#include "ui/canvas/tools/Guides.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace glassnet::ui {

namespace {

constexpr double kOverhang = 16;
constexpr double kSame = 0.01;

/// A rectangle seen along one axis: x, or y after `turned`.
struct Box {
    double low = 0;
    double high = 0;
    double crossLow = 0;
    double crossHigh = 0;

    [[nodiscard]] double at(std::size_t role) const { return role == 0 ? (low + high) / 2 : role == 1 ? low : high; }
    [[nodiscard]] bool besides(const Box& other) const { return crossLow < other.crossHigh && other.crossLow < crossHigh; }
};

constexpr std::size_t kRoles = 3;  // middle, low edge, high edge: the middle wins a tie

Box boxOf(const QRectF& rect, bool turned) {
    return turned ? Box{rect.top(), rect.bottom(), rect.left(), rect.right()} : Box{rect.left(), rect.right(), rect.top(), rect.bottom()};
}

QLineF lineOf(double x1, double y1, double x2, double y2, bool turned) { return turned ? QLineF(y1, x1, y2, x2) : QLineF(x1, y1, x2, y2); }

/// The shift of the smallest size seen so far.
class Nearest {
public:
    explicit Nearest(double tolerance) : m_limit(tolerance) {}
    void offer(double shift) {
        if (std::abs(shift) <= m_limit && (!m_best || std::abs(shift) < std::abs(*m_best) - kSame)) {
            m_best = shift;
        }
    }
    [[nodiscard]] std::optional<double> best() const { return m_best; }

private:
    double m_limit;
    std::optional<double> m_best;
};

/// Two cards side by side with `gap` between them.
struct Pair {
    Box first;
    Box second;
    [[nodiscard]] double gap() const { return second.low - first.high; }
};

std::vector<Pair> neighbors(std::vector<Box> boxes) {
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.low < b.low; });
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto next = std::find_if(boxes.begin() + static_cast<std::ptrdiff_t>(i) + 1, boxes.end(),
                                       [&](const Box& other) { return other.low > boxes[i].high && other.besides(boxes[i]); });
        if (next != boxes.end()) {
            pairs.push_back({boxes[i], *next});
        }
    }
    return pairs;
}

void offerGaps(Nearest& nearest, const std::vector<Pair>& pairs, const Box& moving) {
    for (const auto& pair : pairs) {
        if (!moving.besides(pair.first) && !moving.besides(pair.second)) {
            continue;
        }
        nearest.offer(pair.second.high + pair.gap() - moving.low);
        nearest.offer(pair.first.low - pair.gap() - moving.high);
        if (moving.high - moving.low < pair.gap()) {
            nearest.offer((pair.first.high + pair.second.low) / 2 - moving.at(0));
        }
    }
}

void addGap(std::vector<Guide>& guides, const Box& first, const Box& second, bool turned) {
    const double cross = (std::max(first.crossLow, second.crossLow) + std::min(first.crossHigh, second.crossHigh)) / 2;
    const Guide guide{GuideKind::Gap, lineOf(first.high, cross, second.low, cross, turned)};
    if (std::find(guides.begin(), guides.end(), guide) == guides.end()) {
        guides.push_back(guide);
    }
}

void addGuides(std::vector<Guide>& guides, const std::vector<Box>& still, const std::vector<Box>& moving, const std::vector<Pair>& pairs,
               const Box& all, bool turned) {
    for (std::size_t role = 0; role < kRoles; ++role) {
        for (const auto& box : moving) {
            std::optional<Box> line;
            for (const auto& other : still) {
                if (std::abs(other.at(role) - box.at(role)) < kSame) {
                    const Box& known = line ? *line : box;
                    line = Box{0, 0, std::min(known.crossLow, other.crossLow), std::max(known.crossHigh, other.crossHigh)};
                }
            }
            if (line) {
                const double place = box.at(role);
                guides.push_back({GuideKind::Line, lineOf(place, line->crossLow - kOverhang, place, line->crossHigh + kOverhang, turned)});
            }
        }
        // All cards are of one width: where the middles align, so do the edges.
        if (!guides.empty() && role == 0) {
            break;
        }
    }
    for (const auto& pair : pairs) {
        if (std::abs(all.low - pair.second.high - pair.gap()) < kSame && all.besides(pair.second)) {
            addGap(guides, pair.first, pair.second, turned);
            addGap(guides, pair.second, all, turned);
        } else if (std::abs(pair.first.low - all.high - pair.gap()) < kSame && all.besides(pair.first)) {
            addGap(guides, all, pair.first, turned);
            addGap(guides, pair.first, pair.second, turned);
        } else if (all.low > pair.first.high && std::abs(all.low - pair.first.high - (pair.second.low - all.high)) < kSame &&
                   all.besides(pair.first) && all.besides(pair.second)) {
            addGap(guides, pair.first, all, turned);
            addGap(guides, all, pair.second, turned);
        }
    }
}

}  // namespace

Snap alignmentGuides(const CanvasGeometry& geometry, const std::set<LayerId>& moving, std::span<const QRectF> rects, double tolerance) {
    Snap snap;
    if (rects.empty() || tolerance <= 0) {
        return snap;
    }
    QRectF united;
    for (const auto& rect : rects) {
        united = united.united(rect);
    }
    for (const bool turned : {false, true}) {
        std::vector<Box> still;
        for (const auto& [id, layer] : geometry.layers) {
            if (!moving.contains(id)) {
                still.push_back(boxOf(layer.card, turned));
            }
        }
        std::vector<Box> boxes;
        for (const auto& rect : rects) {
            boxes.push_back(boxOf(rect, turned));
        }
        const auto pairs = neighbors(still);
        Box all = boxOf(united, turned);
        Nearest nearest(tolerance);
        for (std::size_t role = 0; role < kRoles; ++role) {
            for (const auto& box : boxes) {
                for (const auto& other : still) {
                    nearest.offer(other.at(role) - box.at(role));
                }
            }
        }
        offerGaps(nearest, pairs, all);
        if (const auto shift = nearest.best()) {
            (turned ? snap.offset.ry() : snap.offset.rx()) = *shift;
            for (auto& box : boxes) {
                box.low += *shift;
                box.high += *shift;
            }
            all.low += *shift;
            all.high += *shift;
            std::vector<Guide> guides;
            addGuides(guides, still, boxes, pairs, all, turned);
            snap.guides.insert(snap.guides.end(), guides.begin(), guides.end());
        }
    }
    return snap;
}

}  // namespace glassnet::ui
