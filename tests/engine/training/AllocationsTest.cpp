#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/training/Timeline.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// What training asks for memory: for a slice and for an epoch, not for a step.
class AllocationsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void aSliceOfAnyLengthAllocatesTheSame_data();
    void aSliceOfAnyLengthAllocatesTheSame();
    void aSpanOfTheTimelineAllocatesTheSame();
};

constexpr std::int64_t kRows = 40'000;

/// A trainer for 2-4-1 on so many rows, one a step: an epoch is longer than any slice here.
Trainer trainerOf(OptimizerKind optimizer, bool shuffle) {
    const auto network = test::chain({2, 4, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    CompileOptions options;
    options.optimizer = optimizer;
    options.clipping = Clipping::Norm;
    Knobs knobs;
    knobs.momentum = 0.9;
    knobs.schedule.kind = ScheduleKind::Cosine;
    const auto start = drawStart(network, {1, 2, 3}, knobs, optimizer);
    TrainingData data;
    data.inputs.emplace(network.layers().front().id, Tensor::full({kRows, 2}, 0.5));
    data.targets.emplace(network.layers().back().id, Tensor::full({kRows, 1}, 1.0));
    return {std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data, {1, shuffle}, start.state};
}

std::size_t allocationsOf(Trainer& trainer, std::int64_t steps) {
    const test::AllocationCounter counter;
    const auto report = trainer.train(steps, {});
    return report.steps == steps ? counter.times() : 0;
}

void AllocationsTest::aSliceOfAnyLengthAllocatesTheSame_data() {
    QTest::addColumn<int>("optimizer");
    QTest::addColumn<bool>("shuffle");
    for (int optimizer = 0; optimizer < static_cast<int>(kOptimizerKinds); ++optimizer) {
        QTest::addRow("optimizer %d", optimizer) << optimizer << (optimizer % 2 == 1);
    }
}

void AllocationsTest::aSliceOfAnyLengthAllocatesTheSame() {
    QFETCH(int, optimizer);
    QFETCH(bool, shuffle);
    auto trainer = trainerOf(static_cast<OptimizerKind>(optimizer), shuffle);
    const auto first = allocationsOf(trainer, 100);
    const auto hundred = allocationsOf(trainer, 100);
    const auto tenThousand = allocationsOf(trainer, 10'000);
    QVERIFY(first > 0 && hundred > 0);
    // Only the list of losses is longer: it doubles a few times more.
    const auto doublings = static_cast<std::size_t>(std::ceil(std::log2(10'000.0 / 100.0)));
    QVERIFY2(tenThousand <= hundred + 2 * doublings,
             (std::to_string(hundred) + " for 100 steps, " + std::to_string(tenThousand) + " for 10,000").c_str());
}

/// In spans of 64 steps each keeps at most one checkpoint: what a span asks for does not grow with the spans before it.
void AllocationsTest::aSpanOfTheTimelineAllocatesTheSame() {
    auto trainer = trainerOf(OptimizerKind::Adam, true);
    Timeline timeline(trainer.stepStart());
    const auto spans = [&](std::int64_t count) {
        const test::AllocationCounter counter;
        const auto report = timeline.advance(trainer, count * Timeline::kLongestSpan, {});
        return report.steps == count * Timeline::kLongestSpan ? counter.times() : 0;
    };
    static_cast<void>(spans(10));
    const auto early = spans(100);
    const auto late = spans(400);
    QVERIFY(early > 0 && late > 0);
    QVERIFY2(late <= 4 * early + 100, (std::to_string(early) + " for 100 spans, " + std::to_string(late) + " for 400").c_str());
    // None of them is for a step: a span has 64.
    QVERIFY2(early <= 100 * (Timeline::kLongestSpan - 1) + 100, std::to_string(early).c_str());
}

}  // namespace

GLASSNET_TEST(AllocationsTest);

}  // namespace glassnet

#include "AllocationsTest.moc"
