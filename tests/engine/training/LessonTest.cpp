#include <QLocale>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/training/Trainer.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace {

using namespace glassnet;

/// The start of a lesson's network with seed 7 and target 1, ready to run.
std::unique_ptr<Trainer> trainerOfLesson(const NetworkSpec& network) {
    const auto start = drawStart(network, {7, 0, 0}, Knobs{}, OptimizerKind::Sgd);
    TrainingData data;
    data.inputs = start.samples;
    data.targets[network.layers().back().id] = Tensor::ones(Shape{1, 1});
    auto program = std::make_shared<const Program>(compile(network).value());
    return std::make_unique<Trainer>(std::move(program), CpuBackend(), std::move(data), BatchPlan{}, start.state);
}

QString fourDecimals(double number) { return QLocale::c().toString(number, 'f', 4); }

}  // namespace

/// The numbers the "introduction to PyTorch" lesson prints.
class LessonTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void neuron() {
        const auto network = glassnet::test::lesson({5, 1});
        const auto trainer = trainerOfLesson(network);
        trainer->moveTo(2);
        const auto output = trainer->program().outputOf(network.layers().back().id);
        QCOMPARE(fourDecimals(trainer->executable().read(output).item()), QStringLiteral("0.1595"));
    }

    void network() {
        const auto network = glassnet::test::lesson();
        const auto trainer = trainerOfLesson(network);
        trainer->moveTo(5);
        const auto& program = trainer->program();
        const auto hidden = trainer->executable().read(program.outputOf(network.layers()[1].id));
        QCOMPARE(fourDecimals(hidden.at(0)), QStringLiteral("0.6813"));
        QCOMPARE(fourDecimals(hidden.at(1)), QStringLiteral("0.4355"));
        QCOMPARE(fourDecimals(trainer->executable().read(program.outputOf(network.layers()[2].id)).item()), QStringLiteral("0.3171"));
        QCOMPARE(fourDecimals(trainer->executable().read(program.loss()).item()), QStringLiteral("0.4664"));
    }
};

GLASSNET_TEST(LessonTest);
#include "LessonTest.moc"
