#include "engine/program/Explanation.h"

#include <cmath>
#include <set>

#include "engine/program/Optimizers.h"

#include "tests/engine/tensor/Thrown.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr int kExplanationNetworks = 120;
constexpr int kElementsOfEach = 3;

/// Operations whose sums an explanation repeats bit for bit.
bool repeatsEveryBit(const Program& program, const Entry& entry) {
    static const std::set ops{Op::Affine, Op::WeightGradient, Op::InputGradient, Op::BiasGradient, Op::Accumulate};
    return ops.contains(entry.op) && program.tensor(entry.outputs[0]).role != TensorRole::Parameter;
}

/// Terms that are formulas of their factors, not products.
bool isProduct(const Entry& entry, ExplanationForm form) {
    if (entry.op == Op::Loss) {
        return entry.attributes.loss.kind == Loss::MeanSquaredError;
    }
    return form == ExplanationForm::Sum || form == ExplanationForm::Product || form == ExplanationForm::Copy;
}

class ExplanationTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyNumberIsExplained_data();
    void everyNumberIsExplained();
    void refusesWhatIsNotThere();

private:
    void checkFactors(const Explanation& explanation, const Trainer& trainer);
    void checkTerms(const Explanation& explanation, const Trainer& trainer);

    std::set<Op> m_seen;
};

ExplanationSource sourceOf(const Trainer& trainer) {
    const auto read = [&trainer](TensorId id) { return trainer.executable().read(id); };
    const auto readBefore = [&trainer](TensorId id) {
        const auto& info = trainer.program().tensor(id);
        return trainer.stepStart().tensors.at(info.key).to(info.dtype);
    };
    return {read, readBefore, trainer.executable().rows(), trainer.knobs()};
}

/// A factor that names an element has that element's number, now or (what the entry changes in place) before.
void ExplanationTest::checkFactors(const Explanation& explanation, const Trainer& trainer) {
    const auto source = sourceOf(trainer);
    for (const auto& term : explanation.terms) {
        for (const auto& factor : term.factors) {
            if (factor.role == FactorRole::Value) {
                const bool old = factor.tensor == explanation.tensor;
                const auto values = old ? source.readBefore(factor.tensor) : source.read(factor.tensor);
                QCOMPARE(factor.value, values.at(factor.element));
            } else if (factor.role == FactorRole::Difference) {
                const double a = source.read(factor.tensor).at(factor.element);
                const auto [row, column] = std::div(factor.element, trainer.program().tensor(factor.tensor).shape[1]);
                const auto target = trainer.program().find(trainer.program().tensor(factor.tensor).layer, SymbolLetter::Target);
                const double hit = source.read(factor.other.valid() ? factor.other : target)
                                       .at(factor.other.valid() ? factor.otherElement : static_cast<std::int64_t>(row));
                const double y = factor.other.valid() ? hit : (hit == static_cast<double>(column) ? 1.0 : 0.0);
                QVERIFY(std::abs(factor.value - (a - y)) <= 1e-6 * (std::abs(a) + std::abs(y)));
            }
        }
    }
}

/// The result comes out of the terms.
void ExplanationTest::checkTerms(const Explanation& explanation, const Trainer& trainer) {
    const auto& program = trainer.program();
    const auto& entry = program.entries()[explanation.entry];
    const double tolerance = program.options().dtype == DType::Float32 ? 1e-5 : 1e-13;
    double sum = 0.0;
    double size = 0.0;
    for (const auto& term : explanation.terms) {
        double product = 1.0;
        for (const auto& factor : term.factors) {
            product *= factor.value;
        }
        if (isProduct(entry, explanation.form)) {
            QVERIFY(std::abs(product - term.value) <= tolerance * std::abs(product));
        }
        sum += term.value;
        size += std::abs(term.value);
        if (entry.op == Op::ActivateGradient && explanation.form == ExplanationForm::Sum) {
            // Softmax: the program takes the mean of da from da first; where a is nearly 1 that rounds by the size of da, not of the term.
            size += std::abs(term.factors.at(0).value);
        }
    }
    switch (explanation.form) {
        case ExplanationForm::Root:
            sum = std::sqrt(sum);
            size = std::abs(sum);
            break;
        case ExplanationForm::Draw:
            QVERIFY(explanation.terms.empty());
            return;
        case ExplanationForm::Share:
            sum = explanation.terms.at(explanation.chosen).value / sum;
            size = std::abs(sum);
            break;
        case ExplanationForm::Copy:
        case ExplanationForm::Product:
        case ExplanationForm::Function:
            QCOMPARE(explanation.terms.size(), std::size_t{1});
            break;
        case ExplanationForm::Sum:
            break;
    }
    QVERIFY2(std::abs(sum - explanation.result) <= tolerance * size + 1e-38,
             (std::string(entry.formula) + " " + std::string(activationInfo(entry.attributes.activation.kind).key) + ": " +
              std::to_string(sum) + " is not " + std::to_string(explanation.result))
                 .c_str());
    if (repeatsEveryBit(program, entry)) {
        QCOMPARE(explanation.terms.empty() ? 0.0 : explanation.terms.back().runningSum, explanation.result);
    }
}

void ExplanationTest::everyNumberIsExplained_data() {
    QTest::addColumn<DType>("dtype");
    QTest::addColumn<OptimizerKind>("optimizer");
    QTest::addColumn<Knobs>("knobs");
    constexpr auto kSgd = OptimizerKind::Sgd;
    QTest::newRow("float32") << DType::Float32 << kSgd << Knobs{};
    QTest::newRow("float64") << DType::Float64 << kSgd << Knobs{};
    QTest::newRow("momentum and decay") << DType::Float64 << kSgd << Knobs{0.1, 0.9, 0.1, 0.01, false};
    QTest::newRow("Nesterov") << DType::Float32 << kSgd << Knobs{0.1, 0.9, 0.0, 0.01, true};
    QTest::newRow("decay") << DType::Float64 << kSgd << Knobs{0.1, 0.0, 0.0, 0.01, false};
    Knobs centered{0.01, 0.5, 0.0, 0.01, false};
    centered.centered = true;
    centered.rateDecay = 0.1;
    for (const auto& info : optimizers()) {
        const auto dtype = info.kind == OptimizerKind::RmsProp ? DType::Float64 : DType::Float32;
        QTest::addRow("%s", info.torchName.data()) << dtype << info.kind << Knobs{0.01};
        QTest::addRow("%s, all knobs", info.torchName.data()) << dtype << info.kind << centered;
    }
}

void ExplanationTest::everyNumberIsExplained() {
    QFETCH(DType, dtype);
    QFETCH(OptimizerKind, optimizer);
    QFETCH(Knobs, knobs);
    knobs.clipLimit = 0.05;
    m_seen.clear();
    for (int seed = 0; seed < kExplanationNetworks; ++seed) {
        Generator generator(static_cast<std::uint64_t>(seed));
        const auto network = test::randomNetwork(generator);
        const auto penalty = static_cast<Penalty>(seed % 3);
        const auto clipping = static_cast<Clipping>(seed / 3 % 3);
        const auto trainer = test::trainerFor(network, {5, 3, dtype, knobs, true, optimizer, penalty, clipping}, generator);
        // The second step has momentum behind it, and a short batch.
        static_cast<void>(trainer->train(seed % 2, {}));
        const auto before = stateHash(trainer->stepStart());
        const auto& program = trainer->program();
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            trainer->moveTo(entry + 1);
            m_seen.insert(program.entries()[entry].op);
            for (const auto tensor : program.entries()[entry].outputs) {
                const auto values = trainer->executable().read(tensor);
                for (int i = 0; i < kElementsOfEach; ++i) {
                    const auto element = static_cast<std::int64_t>(generator.next32()) % values.elements();
                    const auto explanation = explain(program, entry, tensor, element, sourceOf(*trainer));
                    QCOMPARE(explanation.result, values.at(element));
                    checkFactors(explanation, *trainer);
                    checkTerms(explanation, *trainer);
                    if (QTest::currentTestFailed()) {
                        qInfo("network %d, entry %zu, %s", seed, entry, symbolKey(program.tensor(tensor).symbol).c_str());
                        return;
                    }
                }
            }
        }
        // Looking changes nothing.
        QCOMPARE(stateHash(trainer->stepStart()), before);
    }
    QCOMPARE(m_seen.size(), static_cast<std::size_t>(Op::Count_));
}

void ExplanationTest::refusesWhatIsNotThere() {
    Generator generator(1);
    const auto network = test::lesson();
    const auto trainer = test::trainerFor(network, {1, 1, DType::Float32, {}, false}, generator);
    trainer->moveTo(trainer->program().size());
    const auto& program = trainer->program();
    const auto source = sourceOf(*trainer);
    const auto z = program.entries()[0].outputs[0];
    QCOMPARE(test::thrown([&] { return explain(program, program.size(), z, 0, source); }).value().code, ErrorCode::EntryRange);
    QCOMPARE(test::thrown([&] { return explain(program, 0, z, 2, source); }).value().code, ErrorCode::IndexRange);
}

GLASSNET_TEST(ExplanationTest);

}  // namespace

}  // namespace glassnet

#include "ExplanationTest.moc"
