#include "ui/canvas/TagPlacement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

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
constexpr double kOnCard = 6;
constexpr double kOffCurve = 8;
constexpr double kAwayFromBest = 20;

struct Candidate {
    QRectF rect;
    double cost = 0;
};

std::vector<Candidate> candidates(const TagRequest& request, const TagSurroundings& around) {
    std::vector<Candidate> found;
    for (double t = kFirst; t <= kLast; t += kStep) {
        for (const double side : kBeside) {
            Candidate candidate;
            candidate.rect = QRectF(QPointF(), request.size);
            candidate.rect.moveCenter(request.curve->at(t) + QPointF(0, side * (request.size.height() / 2 + kClear)));
            candidate.cost = kAwayFromBest * std::abs(t - kBest) + (side != 0 ? kOffCurve : 0);
            const QRectF clear = candidate.rect.adjusted(-kClear, -kClear, kClear, kClear);
            const auto touches = [&](const QRectF& rect) { return rect.intersects(clear); };
            candidate.cost += kForbidden * static_cast<double>(std::count_if(around.never.begin(), around.never.end(), touches));
            candidate.cost += kOnCard * static_cast<double>(std::count_if(around.ratherNot.begin(), around.ratherNot.end(), touches));
            for (const auto* curve : around.strong) {
                candidate.cost += curve != request.curve && curve->crosses(clear) ? kOnOtherCurve : 0;
            }
            found.push_back(candidate);
        }
    }
    return found;
}

}  // namespace

std::vector<QRectF> placeTags(std::span<const TagRequest> requests, const TagSurroundings& around) {
    std::vector<std::vector<Candidate>> choices;
    std::vector<QRectF> places(requests.size());
    for (const auto& request : requests) {
        choices.push_back(candidates(request, around));
    }
    // Each tag in turn takes its best place given the others', until nothing moves.
    for (int pass = 0; pass < kPasses; ++pass) {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            double lowest = std::numeric_limits<double>::infinity();
            QRectF best;
            for (const auto& candidate : choices[i]) {
                double cost = candidate.cost;
                const QRectF clear = candidate.rect.adjusted(-kClear, -kClear, kClear, kClear);
                for (std::size_t other = 0; other < places.size(); ++other) {
                    cost += other != i && places[other].intersects(clear) ? kForbidden : 0;
                }
                if (cost < lowest) {
                    lowest = cost;
                    best = candidate.rect;
                }
            }
            places[i] = best;
        }
    }
    return places;
}

}  // namespace glassnet::ui
