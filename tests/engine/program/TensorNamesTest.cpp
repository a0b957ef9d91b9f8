#include "engine/program/TensorNames.h"

#include <set>

#include "engine/program/Compiler.h"
#include "engine/program/Optimizers.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class TensorNamesTest : public test::TestCase {
    Q_OBJECT
private slots:
    void weightsAndBiasesAreToldApart();
    void noTwoAreCalledTheSame();
};

void TensorNamesTest::weightsAndBiasesAreToldApart() {
    CompileOptions options;
    options.optimizer = OptimizerKind::Adam;
    options.penalty = Penalty::L2;
    options.clipping = Clipping::Norm;
    const auto program = compile(test::lesson(), options).value();
    std::set<std::string> names;
    for (const auto& info : program.tensors()) {
        names.insert(tensorKey(program, info));
    }
    for (const char* name : {"W1", "B1", "dL/dW1", "momentum(W1)", "momentum(B1)", "squareMean(W2)", "squareMean(B2)", "steps(B1)",
                             "penalized(W2)", "clipped(W2)", "clipped(B2)", "norm", "normPart1"}) {
        QVERIFY2(names.contains(name), name);
    }
    QVERIFY(!names.contains("momentum1") && !names.contains("clipped2"));
}

/// Over random networks and all optimizers: two tensors of one name are never shown.
void TensorNamesTest::noTwoAreCalledTheSame() {
    Generator generator(7);
    int kept = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CompileOptions options;
        options.batchSize = 3;
        options.optimizer = static_cast<OptimizerKind>(seed % kOptimizerKinds);
        options.penalty = static_cast<Penalty>(seed % 3);
        options.clipping = static_cast<Clipping>(seed / 3 % 3);
        const auto program = compile(test::randomNetwork(generator), options);
        if (!program) {
            continue;
        }
        std::set<std::string> names;
        for (const auto& info : program->tensors()) {
            if (const auto of = parameterLetter(*program, info)) {
                ++kept;
                QVERIFY2(names.insert(tensorKey(*program, info)).second, tensorKey(*program, info).c_str());
            }
        }
    }
    QVERIFY(kept > 200);
}

}  // namespace

GLASSNET_TEST(TensorNamesTest);

}  // namespace glassnet

#include "TensorNamesTest.moc"
