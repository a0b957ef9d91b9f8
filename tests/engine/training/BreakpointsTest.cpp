#include "engine/training/Breakpoints.h"

#include <limits>

#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// The epoch at which training stops when these are the losses of epochs 1, 2, 3, ...; 0 for never.
struct Stop {
    std::int64_t epoch = 0;
    StopReason reason = StopReason::None;
    friend bool operator==(const Stop&, const Stop&) = default;
};

Stop stopOf(const Breakpoints& breakpoints, const std::vector<double>& losses, const std::vector<double>& scores = {},
            const std::optional<EpochFacts>& before = std::nullopt) {
    BreakpointWatch watch(breakpoints, before);
    const auto first = before.has_value() ? before->epoch : 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const auto epoch = first + static_cast<std::int64_t>(i) + 1;
        const auto reason = watch.look({epoch, losses[i], i < scores.size() ? std::optional(scores[i]) : std::nullopt});
        if (reason != StopReason::None) {
            return {epoch, reason};
        }
    }
    return {};
}

class BreakpointsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void each();
    void whatWasReachedBefore();
    void plateaus();
};

void BreakpointsTest::each() {
    const std::vector<double> losses{0.5, 0.3, 0.2, 0.1};
    QVERIFY(stopOf({}, losses) == Stop());
    Breakpoints epoch;
    epoch.epoch = 3;
    QVERIFY(stopOf(epoch, losses) == (Stop{3, StopReason::Epoch}));
    Breakpoints loss;
    loss.loss = 0.2;
    QVERIFY(stopOf(loss, losses) == (Stop{3, StopReason::Loss}));
    Breakpoints score;
    score.score = 0.9;
    QVERIFY(score.needsScore());
    QVERIFY(stopOf(score, losses, {0.5, 0.9, 0.8}) == (Stop{2, StopReason::Score}));
    QVERIFY(stopOf(score, losses) == Stop());
    QVERIFY(stopOf({}, {0.5, std::numeric_limits<double>::quiet_NaN()}) == (Stop{2, StopReason::NotFinite}));
    QVERIFY(stopOf({}, {std::numeric_limits<double>::infinity()}) == (Stop{1, StopReason::NotFinite}));
}

void BreakpointsTest::whatWasReachedBefore() {
    Breakpoints all;
    all.epoch = 10;
    all.loss = 0.2;
    all.score = 0.9;
    const EpochFacts reached{10, 0.1, 0.95};
    QVERIFY(stopOf(all, {0.1, 0.1}, {0.95, 0.96}, reached) == Stop());
    // It was left and is reached anew.
    QVERIFY(stopOf(all, {0.1, 0.3, 0.2}, {}, reached) == (Stop{13, StopReason::Loss}));
    QVERIFY(stopOf(all, {0.1, 0.1, 0.1}, {0.95, 0.8, 0.9}, reached) == (Stop{13, StopReason::Score}));
    QVERIFY(stopOf(all, {0.5, 0.5}, {}, EpochFacts{8, 0.5, {}}) == (Stop{10, StopReason::Epoch}));
}

void BreakpointsTest::plateaus() {
    Breakpoints plateau;
    plateau.plateau = Plateau{2, 0.1};
    // 0.95 is less than a tenth better than 1, 0.85 is more.
    QVERIFY(stopOf(plateau, {1.0, 0.95, 0.96}) == (Stop{3, StopReason::Plateau}));
    QVERIFY(stopOf(plateau, {1.0, 0.95, 0.85, 0.84, 0.84}) == (Stop{5, StopReason::Plateau}));
}

}  // namespace

GLASSNET_TEST(BreakpointsTest);

}  // namespace glassnet

#include "BreakpointsTest.moc"
