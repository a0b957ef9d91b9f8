#include "engine/training/GradientProbe.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class GradientProbeTest : public test::TestCase {
    Q_OBJECT
private slots:
    void theLessonAgrees();
    void aWrongGradientDoesNot();
    void lookingChangesNothing();
};

std::unique_ptr<Trainer> lessonTrainer(DType dtype) {
    const auto network = test::lesson();
    const auto start = drawStart(network, {7, 0, 0}, Knobs{}, OptimizerKind::Sgd);
    TrainingData data;
    data.inputs = start.samples;
    data.targets[network.layers().back().id] = Tensor::ones(Shape{1, 1});
    CompileOptions options;
    options.dtype = dtype;
    auto trainer = std::make_unique<Trainer>(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data,
                                             BatchPlan{}, start.state);
    trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
    return trainer;
}

void GradientProbeTest::theLessonAgrees() {
    for (const auto& [dtype, tolerance] : {std::pair{DType::Float64, 1e-7}, {DType::Float32, 1e-4}}) {
        const auto trainer = lessonTrainer(dtype);
        GradientProbe probe(*trainer, ReferenceBackend());
        for (const auto& parameter : trainer->program().parameters()) {
            const auto items = probe.check(*trainer, parameter.value, 100, tolerance);
            QCOMPARE(static_cast<std::int64_t>(items.size()), trainer->program().tensor(parameter.value).shape.elements());
            for (const auto& item : items) {
                QVERIFY(item.agrees);
                QVERIFY(item.analytic != 0.0);
            }
        }
    }
}

void GradientProbeTest::aWrongGradientDoesNot() {
    const auto trainer = lessonTrainer(DType::Float64);
    GradientProbe probe(*trainer, ReferenceBackend());
    const auto parameter = trainer->program().parameters().at(0).value;
    const auto right = trainer->executable().read(parameter);
    // The gradient of the step in hand belongs to other weights now.
    const auto key = trainer->program().tensor(parameter).key;
    auto values = right.clone();
    values.set(0, right.at(0) + 0.5);
    trainer->setTensor(key, values);
    trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
    QVERIFY(!probe.check(*trainer, parameter, 1, 1e-7).at(0).agrees);
}

void GradientProbeTest::lookingChangesNothing() {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto trainer = test::trainerFor(network, {7, 3, DType::Float32, {}, true}, generator);
        trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
        const auto before = stateHash(trainer->stepStart());
        const auto dropout = trainer->executable().dropoutGenerator();
        std::vector<Tensor> values;
        for (const auto& tensor : trainer->program().tensors()) {
            values.push_back(trainer->executable().read(tensor.id));
        }
        GradientProbe probe(*trainer, ReferenceBackend());
        for (const auto& parameter : trainer->program().parameters()) {
            if (parameter.gradient.valid()) {
                static_cast<void>(probe.check(*trainer, parameter.value, 3, 1e-4));
            }
        }
        QCOMPARE(stateHash(trainer->stepStart()), before);
        QVERIFY(trainer->executable().dropoutGenerator() == dropout);
        for (const auto& tensor : trainer->program().tensors()) {
            QVERIFY(bitEqual(trainer->executable().read(tensor.id), values.at(tensor.id.value - 1)));
        }
    }
}

GLASSNET_TEST(GradientProbeTest);

}  // namespace

}  // namespace glassnet

#include "GradientProbeTest.moc"
