#include <algorithm>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/training/Metrics.h"
#include "resources/examples/Examples.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr int kSeeds = 10;

/// The shipped example with another seed for everything that is drawn: weights, order and split, and the set where a formula makes it.
Project seeded(Project project, std::uint64_t seed) {
    project.training.seeds.fill(seed);
    project.plan.split.seed = seed;
    if (auto* spec = std::get_if<SyntheticSpec>(&project.data)) {
        spec->seed = seed;
    }
    return project;
}

/// The share of the test part that is right after so many epochs.
double accuracyAfter(const Project& project, std::int64_t epochs) {
    auto start = drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
    auto data = splitData(project, start).value();
    CompileOptions options;
    options.batchSize = project.training.batches.batchSize;
    options.optimizer = project.training.optimizer;
    const CpuBackend backend;
    Trainer trainer(std::make_shared<const Program>(compile(project.network, options).value()), backend, data.training,
                    project.training.batches, start.state);
    const auto batches = (data.training.rows() + options.batchSize - 1) / options.batchSize;
    trainer.train(epochs * batches, {});
    auto evaluator = Evaluator::create(project.network, backend).value();
    evaluator.setState(trainer.stepStart());
    return *measure(evaluator, project.network, data.test)->score();
}

class AccuracyTest final : public TestCase {
    Q_OBJECT
private slots:
    void median_data();
    void median();
};

void AccuracyTest::median_data() {
    QTest::addColumn<int>("epochs");
    QTest::addColumn<double>("least");
    QTest::newRow("digits.glassnet") << 30 << 0.97;
    QTest::newRow("iris.glassnet") << 100 << 0.93;
    QTest::newRow("two-arms.glassnet") << 300 << 0.98;
}

void AccuracyTest::median() {
    QFETCH(int, epochs);
    QFETCH(double, least);
    for (const auto& [file, project] : trainingExamples(GLASSNET_SOURCE "/resources/datasets")) {
        if (file != QTest::currentDataTag()) {
            continue;
        }
        std::vector<double> found;
        for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
            found.push_back(accuracyAfter(seeded(project, seed), epochs));
        }
        std::ranges::sort(found);
        const double median = (found[kSeeds / 2 - 1] + found[kSeeds / 2]) / 2;
        QVERIFY2(median >= least, qPrintable(QStringLiteral("median %1, least %2, most %3").arg(median).arg(found.front()).arg(found.back())));
        if (qEnvironmentVariableIsSet("GLASSNET_LONG")) {
            qInfo("%s: median %.4f, from %.4f to %.4f", QTest::currentDataTag(), median, found.front(), found.back());
        }
        return;
    }
    QFAIL("there is no such example");
}

}  // namespace

GLASSNET_TEST(AccuracyTest);

}  // namespace glassnet::test

#include "AccuracyTest.moc"
