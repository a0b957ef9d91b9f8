#include "engine/training/BinHistory.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class BinHistoryTest : public test::TestCase {
    Q_OBJECT
private slots:
    void countsAsAPlainLoopDoes();
    void wideningKeepsEveryNumber();
    void longRunsStayBounded();
    void goingBackForgets();
    void oddNumbersAreNotCounted();
};

std::int64_t total(const BinHistory& bins, std::size_t column) {
    const auto begin = bins.counts().begin() + static_cast<std::ptrdiff_t>(column * BinHistory::kBins);
    return std::accumulate(begin, begin + BinHistory::kBins, std::int64_t{0});
}

void BinHistoryTest::countsAsAPlainLoopDoes() {
    Generator generator(5);
    const auto values = randn(generator, Shape{500});
    BinHistory bins;
    bins.add(1, values);
    double largest = 0.0;
    for (std::int64_t i = 0; i < values.elements(); ++i) {
        largest = std::max(largest, std::abs(values.at(i)));
    }
    QVERIFY(bins.limit() >= largest && bins.limit() < 2 * largest);
    const double width = 2 * bins.limit() / BinHistory::kBins;
    for (int bin = 0; bin < BinHistory::kBins; ++bin) {
        const double low = -bins.limit() + bin * width;
        std::int64_t count = 0;
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            count += values.at(i) >= low && values.at(i) < low + width ? 1 : 0;
        }
        QCOMPARE(bins.counts()[static_cast<std::size_t>(bin)], count);
    }
}

void BinHistoryTest::wideningKeepsEveryNumber() {
    BinHistory bins;
    bins.add(1, Tensor::from<float>({0.01F, -0.01F, 0.02F}, Shape{3}));
    bins.add(2, Tensor::from<float>({100.0F}, Shape{1}));
    QCOMPARE(total(bins, 0), 3);
    QCOMPARE(total(bins, 1), 1);
    QCOMPARE(bins.limit(), 128.0);
    // The signs are still told apart.
    QCOMPARE(bins.counts()[BinHistory::kBins / 2 - 1], 1);
    QCOMPARE(bins.counts()[BinHistory::kBins / 2], 2);
}

void BinHistoryTest::longRunsStayBounded() {
    BinHistory bins;
    const auto values = Tensor::from<float>({0.5F}, Shape{1});
    for (std::int64_t step = 1; step <= 100'000; ++step) {
        bins.add(step, values);
        QVERIFY(bins.steps().size() <= BinHistory::kMostSteps);
    }
    QCOMPARE(bins.steps().front(), 1);
    QVERIFY(bins.steps().back() > 90'000);
    QVERIFY(bins.steps().size() >= BinHistory::kMostSteps / 2);
    QVERIFY(std::is_sorted(bins.steps().begin(), bins.steps().end()));
    QCOMPARE(bins.counts().size(), bins.steps().size() * BinHistory::kBins);
}

void BinHistoryTest::goingBackForgets() {
    BinHistory bins;
    const auto values = Tensor::from<float>({0.5F}, Shape{1});
    for (std::int64_t step = 1; step <= 10; ++step) {
        bins.add(step, values);
    }
    bins.add(4, values);
    QVERIFY(bins.steps() == (std::vector<std::int64_t>{1, 2, 3, 4}));
}

void BinHistoryTest::oddNumbersAreNotCounted() {
    BinHistory bins;
    const auto infinity = std::numeric_limits<float>::infinity();
    bins.add(1, Tensor::from<float>({infinity, -infinity, std::numeric_limits<float>::quiet_NaN(), 0.25F}, Shape{4}));
    QCOMPARE(total(bins, 0), 1);
    QCOMPARE(bins.limit(), 0.25);
    bins.add(2, Tensor::from<float>({3e38F}, Shape{1}));
    QCOMPARE(total(bins, 1), 1);
}

}  // namespace

GLASSNET_TEST(BinHistoryTest);

}  // namespace glassnet

#include "BinHistoryTest.moc"
