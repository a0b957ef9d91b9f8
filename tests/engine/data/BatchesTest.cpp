#include "engine/data/Batches.h"

#include "engine/base/Error.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class BatchesTest final : public TestCase {
    Q_OBJECT
private slots:
    void shufflesAsTorch();
    void coversAnEpoch_data();
    void coversAnEpoch();
    void refuses();
};

void BatchesTest::shufflesAsTorch() {
    // torch.manual_seed(0); torch.randperm(10)
    Generator generator(0);
    QVERIFY(bitEqual(shuffledOrder(generator, 10), Tensor::from<std::int64_t>({4, 1, 7, 5, 3, 9, 0, 8, 6, 2}, {10})));
    // The generator goes on: another epoch has another order.
    QVERIFY(!bitEqual(shuffledOrder(generator, 10), Tensor::from<std::int64_t>({4, 1, 7, 5, 3, 9, 0, 8, 6, 2}, {10})));
}

void BatchesTest::coversAnEpoch_data() {
    QTest::addColumn<qint64>("samples");
    QTest::addColumn<qint64>("batchSize");
    QTest::addColumn<qint64>("kept");
    QTest::addColumn<qint64>("dropped");
    QTest::newRow("nothing") << qint64{0} << qint64{4} << qint64{0} << qint64{0};
    QTest::newRow("divides") << qint64{12} << qint64{4} << qint64{3} << qint64{3};
    QTest::newRow("short last") << qint64{10} << qint64{4} << qint64{3} << qint64{2};
    QTest::newRow("larger than the set") << qint64{3} << qint64{4} << qint64{1} << qint64{0};
    QTest::newRow("ones") << qint64{3} << qint64{1} << qint64{3} << qint64{3};
    QTest::newRow("largest batch size") << qint64{3} << std::numeric_limits<qint64>::max() << qint64{1} << qint64{0};
}

void BatchesTest::coversAnEpoch() {
    QFETCH(qint64, samples);
    QFETCH(qint64, batchSize);
    QFETCH(qint64, kept);
    QFETCH(qint64, dropped);
    QCOMPARE(batchCount(samples, batchSize), std::int64_t{kept});
    QCOMPARE(batchCount(samples, batchSize, LastBatch::Drop), std::int64_t{dropped});
    std::int64_t expected = 0;
    for (std::int64_t k = 0; k < kept; ++k) {
        const BatchRange range = batchRange(k, samples, batchSize);
        QCOMPARE(range.begin, expected);
        QVERIFY(range.samples() == batchSize || (k == kept - 1 && range.end == samples && range.samples() > 0));
        if (k < dropped) {
            QVERIFY(batchRange(k, samples, batchSize, LastBatch::Drop) == range);
        }
        expected = range.end;
    }
    QCOMPARE(expected, std::int64_t{samples});
}

void BatchesTest::refuses() {
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(batchCount(10, 0)));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(batchCount(-1, 1)));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(batchRange(3, 10, 4)));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(batchRange(2, 10, 4, LastBatch::Drop)));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(batchRange(-1, 10, 4)));
}

GLASSNET_TEST(BatchesTest);

}  // namespace glassnet::test

#include "BatchesTest.moc"
