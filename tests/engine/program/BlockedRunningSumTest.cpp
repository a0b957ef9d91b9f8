#include "engine/program/BlockedRunningSum.h"

#include <vector>

#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class BlockedRunningSumTest : public test::TestCase {
    Q_OBJECT
private slots:
    /// Every prefix has the sum that the written order of the program gives it.
    void everyPrefix() {
        Generator generator(5);
        constexpr std::int64_t kCount = 256 * 7 + 100;
        const Tensor values = randn(generator, {kCount});
        std::vector<float> small;
        BlockedRunningSum floats(DType::Float32);
        BlockedRunningSum doubles(DType::Float64);
        QCOMPARE(floats.sum(), 0.0);
        for (std::int64_t i = 0; i < kCount; ++i) {
            small.push_back(static_cast<float>(values.at(i)));
            floats.add(values.at(i));
            doubles.add(values.at(i));
            const auto count = static_cast<std::size_t>(i) + 1;
            QVERIFY(floats.sum() == static_cast<double>(formulas::blockedSum<float>(count, [&](std::size_t k) { return small[k]; })));
            QVERIFY(doubles.sum() == formulas::blockedSum<double>(count, [&](std::size_t k) { return static_cast<double>(small[k]); }));
        }
    }
};

GLASSNET_TEST(BlockedRunningSumTest);

}  // namespace

}  // namespace glassnet

#include "BlockedRunningSumTest.moc"
