#include <Eigen/Core>
#include <array>
#include <cmath>

#include "engine/random/Distributions.h"
#include "engine/tensor/Matmul.h"
#include "tests/support/TestCase.h"

namespace {

using namespace glassnet;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMajor> asEigen(const Tensor& tensor) {
    return {tensor.values<double>().data(), static_cast<Eigen::Index>(tensor.size(0)), static_cast<Eigen::Index>(tensor.size(1))};
}

}  // namespace

/// Matrix products against Eigen's: a second library with another order of summation.
class EigenTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void product_data() {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("inner");
        QTest::addColumn<qint64>("columns");
        for (const auto& [m, k, n] : {std::array<qint64, 3>{1, 1, 1}, {1, 3, 2}, {7, 5, 9}, {64, 100, 33}, {10, 784, 128}, {3, 2000, 1}}) {
            QTest::addRow("%lldx%lldx%lld", m, k, n) << m << k << n;
        }
    }

    void product() {
        QFETCH(qint64, rows);
        QFETCH(qint64, inner);
        QFETCH(qint64, columns);
        Generator generator(static_cast<std::uint64_t>(rows * 31 + inner));
        const auto a = randn(generator, Shape{rows, inner}, DType::Float64);
        const auto b = randn(generator, Shape{inner, columns}, DType::Float64);
        const RowMajor expected = asEigen(a) * asEigen(b);
        const auto ours = mm(a, b);
        // The same product through a transposed view, which has other strides.
        const auto viewed = mm(a, b.t().clone().t());
        const double tolerance = 1e-13 * static_cast<double>(inner);
        for (qint64 i = 0; i < rows * columns; ++i) {
            QVERIFY(std::abs(ours.at(i) - expected.data()[i]) <= tolerance * (1 + std::abs(expected.data()[i])));
            QCOMPARE(viewed.at(i), ours.at(i));
        }
    }
};

GLASSNET_TEST(EigenTest);
#include "EigenTest.moc"
