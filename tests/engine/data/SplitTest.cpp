#include "engine/data/Split.h"

#include <limits>
#include <set>

#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class SplitTest final : public TestCase {
    Q_OBJECT
private slots:
    void counts_data();
    void counts();
    void splitsAsTorchDoes();
    void splitsAsTheyStand();
    void takesRows();
    void refuses();
};

void SplitTest::counts_data() {
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<double>("share");
    QTest::addColumn<qint64>("test");
    const auto row = [](const char* name, qint64 rows, double share, qint64 test) { QTest::newRow(name) << rows << share << test; };
    row("none", 100, 0.0, 0);
    row("a fifth", 150, 0.2, 30);
    row("half up", 5, 0.5, 3);
    row("rounded down", 7, 0.2, 1);
    row("rounded to none", 4, 0.1, 0);
    row("one is left", 3, 0.95, 2);
    row("one row", 1, 0.95, 0);
    row("no row", 0, 0.5, 0);
    row("Playground", 500, 1.0 - 30.0 / 100.0, 350);
    row("Playground's numbers", 1200, 1.0 - 90.0 / 100.0, 120);
}

void SplitTest::counts() {
    QFETCH(qint64, rows);
    QFETCH(double, share);
    QFETCH(qint64, test);
    const SplitPlan plan{share, 3, true};
    QCOMPARE(testRowCount(rows, plan), test);
    const auto split = splitRows(rows, plan);
    QVERIFY(split.training.shape() == (Shape{rows - test}) && split.test.shape() == (Shape{test}));
    std::set<double> seen;
    for (const Tensor* part : {&split.training, &split.test}) {
        for (std::int64_t i = 0; i < part->elements(); ++i) {
            QVERIFY(part->at(i) >= 0.0 && part->at(i) < static_cast<double>(rows) && seen.insert(part->at(i)).second);
        }
    }
    QCOMPARE(seen.size(), static_cast<std::size_t>(rows));
}

void SplitTest::splitsAsTorchDoes() {
    // torch.utils.data.random_split(range(10), [7, 3], torch.Generator().manual_seed(42)): randperm(10), cut behind the seventh. These
    // are the numbers of torch.randperm(10) after torch.manual_seed(42).
    const auto split = splitRows(10, {0.3, 42, true});
    QVERIFY(bitEqual(split.training.contiguous(), Tensor::from<std::int64_t>({2, 6, 1, 8, 4, 5, 0}, {7})));
    QVERIFY(bitEqual(split.test.contiguous(), Tensor::from<std::int64_t>({9, 3, 7}, {3})));
    // Without a test part nothing is drawn.
    QVERIFY(bitEqual(splitRows(4, {0.0, 42, true}).training.contiguous(), Tensor::arange(4)));
}

void SplitTest::splitsAsTheyStand() {
    const auto split = splitRows(5, {0.4, 42, false});
    QVERIFY(bitEqual(split.training.contiguous(), Tensor::arange(3)));
    QVERIFY(bitEqual(split.test.contiguous(), Tensor::from<std::int64_t>({3, 4}, {2})));
}

void SplitTest::takesRows() {
    const Tensor values = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {3, 2});
    const Tensor order = Tensor::from<std::int64_t>({2, 0, 2}, {3});
    QVERIFY(bitEqual(takeRows(values, order), Tensor::from<float>({5, 6, 1, 2, 5, 6}, {3, 2})));
    QVERIFY(bitEqual(takeRows(values.t(), Tensor::from<std::int64_t>({1}, {1})), Tensor::from<float>({2, 4, 6}, {1, 3})));
    QVERIFY(bitEqual(takeRows(Tensor::from<std::int64_t>({7, 8, 9}, {3}), order), Tensor::from<std::int64_t>({9, 7, 9}, {3})));
    QVERIFY(takeRows(values, Tensor::zeros({0}, DType::Int64)).shape() == (Shape{0, 2}));
    for (const std::int64_t bad : {std::int64_t{-1}, std::int64_t{3}}) {
        QVERIFY_THROWS_EXCEPTION(ErrorException,
                                 static_cast<void>(takeRows(values, Tensor::full({1}, static_cast<double>(bad), DType::Int64))));
    }
}

void SplitTest::refuses() {
    for (const double share : {-0.01, 0.951, std::numeric_limits<double>::quiet_NaN()}) {
        QVERIFY(checkSplit({share, 0, true}).error().code == ErrorCode::TestShare);
    }
    QVERIFY(checkSplit({0.95, 0, true}).has_value() && checkSplit({}).has_value());
}

GLASSNET_TEST(SplitTest);

}  // namespace glassnet::test

#include "SplitTest.moc"
