#include "engine/backend/Stoppable.h"

#include <memory>

#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/TestCase.h"

using namespace glassnet;

namespace {

constexpr std::int64_t kInputs = 300;
constexpr std::int64_t kHidden = 120;
constexpr std::int64_t kStoppableRows = 16;
/// Of the two operations of the first layer and of the way back through the second, each.
constexpr std::int64_t kMultiplications = kInputs * kHidden * kStoppableRows;
/// What a look may be apart.
constexpr std::int64_t kApart = std::int64_t{1} << 17;

NetworkSpec network() {
    NetworkSpec network;
    DenseSettings hidden;
    hidden.units = kHidden;
    OutputSettings output;
    output.dense.units = kInputs;
    const auto from = network.addLayer("input", InputSettings{kInputs, 0, {}});
    const auto middle = network.addLayer("hidden", hidden);
    network.addLink(from, middle);
    network.addLink(middle, network.addLayer("output", output));
    return network;
}

}  // namespace

/// Long entries of the reference backend, which can be ended on the way.
class StoppableTest : public test::TestCase {
    Q_OBJECT
private slots:
    void longEntriesAreLookedAtOften();
    void endsWhereItIsTold();
    void sameNumbersAsRun();

private:
    std::shared_ptr<const Program> program() const {
        CompileOptions options;
        options.batchSize = kStoppableRows;
        return std::make_shared<const Program>(compile(network(), options).value());
    }
    static std::unique_ptr<Executable> prepared(const std::shared_ptr<const Program>& program) {
        auto executable = ReferenceBackend().prepare(program, Observed{});
        double value = 0;
        for (const auto& tensor : program->tensors()) {
            const bool isGiven =
                tensor.role == TensorRole::Parameter || tensor.role == TensorRole::Input || tensor.role == TensorRole::Target;
            auto values = Tensor::zeros(tensor.shapeFor(kStoppableRows), DType::Float64);
            for (std::int64_t i = 0; isGiven && i < values.elements(); ++i) {
                values.set(i, value = value > 0.9 ? -1 : value + 0.137);
            }
            if (isGiven) {
                executable->write(tensor.id, values);
            }
        }
        return executable;
    }
};

void StoppableTest::longEntriesAreLookedAtOften() {
    const auto program = this->program();
    const auto executable = prepared(program);
    auto* stoppable = dynamic_cast<Stoppable*>(executable.get());
    QVERIFY(stoppable != nullptr);
    int longOnes = 0;
    for (std::size_t i = 0; i < program->size(); ++i) {
        std::int64_t looks = 0;
        QVERIFY(stoppable->runUntil(i, i + 1, [&looks] {
            ++looks;
            return false;
        }));
        const auto op = program->entries()[i].op;
        if (op == Op::Affine || op == Op::WeightGradient || op == Op::InputGradient) {
            QVERIFY2(looks >= kMultiplications / kApart, qPrintable(QString::number(looks)));
            ++longOnes;
        }
        QVERIFY(looks >= 1);
    }
    QCOMPARE(longOnes, 5);
}

void StoppableTest::endsWhereItIsTold() {
    const auto program = this->program();
    const auto executable = prepared(program);
    auto* stoppable = dynamic_cast<Stoppable*>(executable.get());
    QVERIFY(stoppable != nullptr);
    // In the middle of the first entry; nothing after it runs, and nobody is asked again.
    int looks = 0;
    QVERIFY(!stoppable->runUntil(0, program->size(), [&looks] { return ++looks == 3; }));
    QCOMPARE(looks, 3);
    const auto z = executable->read(program->entries()[0].outputs[0]);
    QCOMPARE(z.at(z.elements() - 1), 0.0);
    QCOMPARE(executable->read(program->loss()).item(), 0.0);
    // And before anything.
    QVERIFY(!stoppable->runUntil(0, 1, [] { return true; }));
}

void StoppableTest::sameNumbersAsRun() {
    const auto program = this->program();
    const auto looked = prepared(program);
    auto* stoppable = dynamic_cast<Stoppable*>(looked.get());
    QVERIFY(stoppable != nullptr);
    QVERIFY(!stoppable->runUntil(0, program->size(), [count = 0]() mutable { return ++count == 9; }));
    QVERIFY(stoppable->runUntil(0, program->phaseBegin(Phase::Update), [] { return false; }));
    const auto fresh = prepared(program);
    fresh->run(0, program->phaseBegin(Phase::Update));
    for (const auto& tensor : program->tensors()) {
        QVERIFY(bitEqual(looked->read(tensor.id), fresh->read(tensor.id)));
    }
}

GLASSNET_TEST(StoppableTest);
#include "StoppableTest.moc"
