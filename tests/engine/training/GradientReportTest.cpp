#include "engine/training/GradientReport.h"

#include <algorithm>
#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

std::unique_ptr<Trainer> reportTrainer(const NetworkSpec& network, const TrainingData& data, DType dtype) {
    CompileOptions options;
    options.dtype = dtype;
    const auto start = drawStart(network, {7, 0, 0}, Knobs{}, OptimizerKind::Sgd);
    auto all = data;
    for (const auto& [layer, samples] : start.samples) {
        all.inputs[layer] = samples;
    }
    return std::make_unique<Trainer>(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), all, BatchPlan{},
                                     start.state);
}

std::unique_ptr<Trainer> reportedLesson(DType dtype) {
    const auto network = test::lesson();
    TrainingData data;
    data.targets[network.layers().back().id] = Tensor::ones(Shape{1, 1});
    return reportTrainer(network, data, dtype);
}

class GradientReportTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyElementOfTheLesson();
    void saysWhatIsNotThereYet();
    void aKinkDiffers();
    void roundingIsTold();
    void randomNetworksAgree();
    void lookingChangesNothing();
    void canBeCancelled();
};

void GradientReportTest::everyElementOfTheLesson() {
    for (const auto dtype : {DType::Float64, DType::Float32}) {
        const auto trainer = reportedLesson(dtype);
        for (const auto position : {trainer->program().phaseBegin(Phase::Update), trainer->program().size()}) {
            trainer->moveTo(position);
            std::int64_t told = 0;
            std::int64_t total = 0;
            LookControl control;
            control.progress = [&](std::int64_t done, std::int64_t all) {
                told = done;
                total = all;
            };
            const auto report = checkAllGradients(*trainer, ReferenceBackend(), control);
            QCOMPARE(report.outcome, LookOutcome::Done);
            // 3 x 2 + 2 x 1 weights and 2 + 1 biases.
            QCOMPARE(report.elements, std::int64_t{11});
            QCOMPARE(told, std::int64_t{11});
            QCOMPARE(total, std::int64_t{11});
            QCOMPARE(report.differing, std::int64_t{0});
            double worst = 0.0;
            for (const auto& checked : report.checked) {
                QCOMPARE(checked.items.size(), static_cast<std::size_t>(checked.shape.elements()));
                for (std::size_t i = 0; i < checked.items.size(); ++i) {
                    const auto& item = checked.items[i];
                    // A larger floor can only make it smaller; these gradients stand well above it.
                    const double error = std::abs(item.analytic - item.numeric) / std::max(std::abs(item.analytic), std::abs(item.numeric));
                    QCOMPARE(checked.errors[i], error);
                    QCOMPARE(item.agrees, error <= report.tolerance);
                    worst = std::max(worst, error);
                }
            }
            QCOMPARE(report.worst->error, worst);
            QVERIFY(worst > 0.0);
        }
    }
}

void GradientReportTest::saysWhatIsNotThereYet() {
    const auto trainer = reportedLesson(DType::Float32);
    const auto& program = trainer->program();
    trainer->moveTo(program.phaseBegin(Phase::Backward));
    auto report = checkAllGradients(*trainer, ReferenceBackend());
    QCOMPARE(report.outcome, LookOutcome::NoGradientsYet);
    QCOMPARE(report.notYet.size(), std::size_t{4});
    QVERIFY(!report.worst.has_value());
    // Once the output's weights have their gradient, those are checked and the rest is named.
    const auto output = program.find(program.targets().front().layer, SymbolLetter::Weight);
    trainer->moveTo(program.producer(program.gradientOf(output)).value() + 1);
    report = checkAllGradients(*trainer, ReferenceBackend());
    QCOMPARE(report.outcome, LookOutcome::Done);
    QVERIFY(report.checked.size() < 4);
    QCOMPARE(report.checked.size() + report.notYet.size(), std::size_t{4});
    QCOMPARE(report.differing, std::int64_t{0});
}

/// relu at z = 0: the program's slope is 0, a nudge both ways sees half of the right side's.
void GradientReportTest::aKinkDiffers() {
    const auto network = test::chain({1, 1, 1}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::ones(Shape{1, 1});
    data.targets[network.layers().back().id] = Tensor::ones(Shape{1, 1});
    const auto trainer = reportTrainer(network, data, DType::Float64);
    const auto hidden = network.layers()[1].id;
    trainer->setTensor({hidden, StateRole::Weight, 0}, Tensor::zeros(Shape{1, 1}));
    trainer->setTensor({hidden, StateRole::Bias, 0},
                       Tensor::zeros(trainer->program().tensor(trainer->program().find(StateKey{hidden, StateRole::Bias, 0})).shape));
    trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
    const auto report = checkAllGradients(*trainer, ReferenceBackend());
    QCOMPARE(report.differing, std::int64_t{2});
    QCOMPARE(report.worst->error, 1.0);
    // Double precision does not help.
    QCOMPARE(report.rounded, std::int64_t{0});
    QCOMPARE(trainer->program().tensor(report.worst->at.parameter).layer, hidden);
}

/// (a - y) of an output near its target: in float32 almost all digits of the difference are lost.
void GradientReportTest::roundingIsTold() {
    const auto network = test::chain({1, 1}, {Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::full(Shape{1, 1}, 0.1, DType::Float32);
    data.targets[network.layers().back().id] = Tensor::full(Shape{1, 1}, 1000.0, DType::Float32);
    const auto trainer = reportTrainer(network, data, DType::Float32);
    const auto output = network.layers().back().id;
    trainer->setTensor({output, StateRole::Weight, 0}, Tensor::full(Shape{1, 1}, 10000.003, DType::Float32));
    const auto& program = trainer->program();
    const auto bias = program.tensor(program.find(StateKey{output, StateRole::Bias, 0})).shape;
    trainer->setTensor({output, StateRole::Bias, 0}, Tensor::zeros(bias));
    trainer->moveTo(program.phaseBegin(Phase::Update));
    const auto report = checkAllGradients(*trainer, ReferenceBackend());
    QCOMPARE(report.differing, std::int64_t{2});
    QCOMPARE(report.rounded, std::int64_t{2});
}

void GradientReportTest::randomNetworksAgree() {
    std::int64_t elements = 0;
    std::int64_t differing = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Generator generator(seed);
        test::RandomRun run;
        run.dtype = DType::Float64;
        const auto trainer = test::trainerFor(test::randomNetwork(generator), run, generator);
        trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
        const auto report = checkAllGradients(*trainer, ReferenceBackend());
        const auto& parameters = trainer->program().parameters();
        const bool allFrozen = std::none_of(parameters.begin(), parameters.end(), [](const auto& each) { return each.gradient.valid(); });
        QCOMPARE(report.outcome, allFrozen ? LookOutcome::NothingTrains : LookOutcome::Done);
        elements += report.elements;
        differing += report.differing;
    }
    QVERIFY(elements > 500);
    // Kinks and steps that a nudge crosses, and gradients too small to measure.
    QVERIFY2(differing * 20 < elements, qPrintable(QStringLiteral("%1 of %2").arg(differing).arg(elements)));
}

void GradientReportTest::lookingChangesNothing() {
    for (std::uint64_t seed = 20; seed < 30; ++seed) {
        Generator generator(seed);
        const auto trainer = test::trainerFor(test::randomNetwork(generator), {}, generator);
        trainer->train(1, {});
        trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
        const auto before = stateHash(trainer->stepStart());
        const auto dropout = trainer->executable().dropoutGenerator();
        std::vector<Tensor> values;
        for (const auto& tensor : trainer->program().tensors()) {
            values.push_back(trainer->executable().read(tensor.id));
        }
        static_cast<void>(checkAllGradients(*trainer, ReferenceBackend()));
        QCOMPARE(stateHash(trainer->stepStart()), before);
        QVERIFY(trainer->executable().dropoutGenerator() == dropout);
        for (const auto& tensor : trainer->program().tensors()) {
            QVERIFY(bitEqual(trainer->executable().read(tensor.id), values.at(tensor.id.value - 1)));
        }
    }
}

void GradientReportTest::canBeCancelled() {
    const auto trainer = reportedLesson(DType::Float32);
    trainer->moveTo(trainer->program().size());
    int asked = 0;
    LookControl control;
    control.cancelled = [&asked] { return ++asked > 30; };
    QCOMPARE(checkAllGradients(*trainer, ReferenceBackend(), control).outcome, LookOutcome::Cancelled);
    // Nothing more runs once it was said.
    QCOMPARE(asked, 31);
}

GLASSNET_TEST(GradientReportTest);

}  // namespace

}  // namespace glassnet

#include "GradientReportTest.moc"
