#include "engine/training/Curve.h"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/random/Generator.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

CurvePoint pointAt(std::int64_t step, double value) {
    return {step, static_cast<double>(step) / 14.0, step * 20, static_cast<double>(step) * 0.001, value};
}

/// Walks through a list of all points beside the buckets: each bucket must say what its part of the list says.
QString difference(const Curve& curve, const std::vector<CurvePoint>& list) {
    std::size_t next = 0;
    for (const auto& bucket : curve.buckets()) {
        if (bucket.points() < 1 || bucket.points() > curve.pointsPerBucket() ||
            next + static_cast<std::size_t>(bucket.points()) > list.size()) {
            return QStringLiteral("%1 points in the bucket at %2").arg(bucket.points()).arg(next);
        }
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        double sum = 0;
        std::int64_t odd = 0;
        std::int64_t oddStep = 0;
        const auto from = next;
        for (; next < from + static_cast<std::size_t>(bucket.points()); ++next) {
            const double value = list[next].value;
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
                sum += value;
            } else if (odd++ == 0) {
                oddStep = list[next].step;
            }
        }
        const bool sameEnds = bucket.first.step == list[from].step && bucket.last.step == list[next - 1].step &&
                              bucket.first.samples == list[from].samples && bucket.last.seconds == list[next - 1].seconds;
        const bool anyFinite = odd < bucket.points();
        const bool sameValues = anyFinite ? bucket.low == low && bucket.high == high : std::isnan(bucket.low) && std::isnan(bucket.high);
        const double mean = sum / static_cast<double>(bucket.points() - odd);
        const bool sameMean = anyFinite ? std::abs(bucket.mean() - mean) <= 1e-12 * (1 + std::abs(mean)) : std::isnan(bucket.mean());
        if (!sameEnds || !sameValues || !sameMean || bucket.odd != odd || (odd > 0 && bucket.oddStep != oddStep)) {
            return QStringLiteral("the bucket at %1").arg(from);
        }
    }
    return next == list.size() ? QString() : QStringLiteral("%1 of %2 points").arg(next).arg(list.size());
}

class CurveTest : public test::TestCase {
    Q_OBJECT
private slots:
    void agreesWithAList_data();
    void agreesWithAList();
    void staysBounded();
    void goesBackInTime();
    void replacesWhatItMeetsAgain();
    void marksWhatIsNotFinite();
    void isMadeOfBuckets();
    void refusesOtherBuckets_data();
    void refusesOtherBuckets();
    void decimates();
};

void CurveTest::agreesWithAList_data() {
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("points");
    QTest::newRow("none") << 8 << 0;
    QTest::newRow("one") << 8 << 1;
    QTest::newRow("full") << 8 << 8;
    QTest::newRow("one more") << 8 << 9;
    QTest::newRow("odd") << 7 << 1003;
    QTest::newRow("least") << 0 << 100;
    QTest::newRow("long") << 4096 << 100000;
}

void CurveTest::agreesWithAList() {
    QFETCH(int, most);
    QFETCH(int, points);
    Generator generator(7);
    Curve curve(static_cast<std::size_t>(most));
    std::vector<CurvePoint> list;
    for (int i = 0; i < points; ++i) {
        const double value = generator.next32() % 50 == 0 ? kNan : static_cast<double>(generator.next32()) / 1e9 - 2;
        list.push_back(pointAt(3 * i, value));
        curve.add(list.back());
    }
    QCOMPARE(difference(curve, list), QString());
    QCOMPARE(curve.last().has_value(), points > 0);
    QCOMPARE(curve.last().value_or(CurvePoint{}).step, list.empty() ? 0 : list.back().step);
}

void CurveTest::staysBounded() {
    Curve curve(64);
    for (int i = 0; i < 1'000'000; ++i) {
        curve.add(pointAt(i, std::sin(i * 0.001)));
        QVERIFY(curve.buckets().size() <= 64);
    }
    // Not fewer than needed either: half of them are always in use.
    QVERIFY(curve.buckets().size() > 32);
    QCOMPARE(curve.pointsPerBucket(), std::int64_t{16384});
}

void CurveTest::goesBackInTime() {
    Curve curve(16);
    std::vector<CurvePoint> list;
    for (int i = 0; i < 1000; ++i) {
        list.push_back(pointAt(i, 1000.0 - i));
        curve.add(list.back());
    }
    QCOMPARE(curve.pointsPerBucket(), std::int64_t{64});
    // Step 500 is within the bucket of 448 to 511: what stays of it is its first point.
    curve.truncateAfter(500);
    list.resize(449);
    QCOMPARE(difference(curve, list), QString());
    QCOMPARE(curve.last()->step, std::int64_t{448});
    // At the end of a bucket nothing is lost.
    curve.truncateAfter(447);
    list.resize(448);
    QCOMPARE(difference(curve, list), QString());
    for (int i = 448; i < 700; ++i) {
        list.push_back(pointAt(i, 5));
        curve.add(list.back());
    }
    QCOMPARE(difference(curve, list), QString());
    curve.truncateAfter(-1);
    QVERIFY(curve.isEmpty());
    QVERIFY(!curve.last().has_value());
    QCOMPARE(curve.pointsPerBucket(), std::int64_t{1});
}

void CurveTest::replacesWhatItMeetsAgain() {
    Curve curve(16);
    for (int i = 0; i < 10; ++i) {
        curve.add(pointAt(i, i));
    }
    curve.add(pointAt(4, 40));
    QCOMPARE(difference(curve, {pointAt(0, 0), pointAt(1, 1), pointAt(2, 2), pointAt(3, 3), pointAt(4, 40)}), QString());
    curve.clear();
    QVERIFY(curve.isEmpty());
}

void CurveTest::marksWhatIsNotFinite() {
    Curve curve(2);
    for (int i = 0; i < 8; ++i) {
        curve.add(pointAt(i, i == 2 ? std::numeric_limits<double>::infinity() : i == 3 ? kNan : i));
    }
    QCOMPARE(curve.buckets().size(), std::size_t{2});
    const auto& bucket = curve.buckets().front();
    QCOMPARE(bucket.low, 0.0);
    QCOMPARE(bucket.high, 1.0);
    QCOMPARE(bucket.mean(), 0.5);
    QCOMPARE(bucket.odd, std::int64_t{2});
    QCOMPARE(bucket.oddStep, std::int64_t{2});
}

namespace {

/// Two buckets of two points each.
std::vector<CurveBucket> fourPoints() {
    Curve curve(2);
    for (std::int64_t step = 1; step <= 4; ++step) {
        curve.add({step, 0.5 * static_cast<double>(step), 10 * step, 0.1 * static_cast<double>(step), 1.0 / static_cast<double>(step)});
    }
    return {curve.buckets().begin(), curve.buckets().end()};
}

}  // namespace

void CurveTest::isMadeOfBuckets() {
    auto curve = Curve::fromBuckets(fourPoints(), 2);
    QVERIFY(curve.has_value());
    QCOMPARE(curve->pointsPerBucket(), std::int64_t{2});
    // It grows on like the one it came from, up to the usual room.
    curve->add({5, 2.5, 50, 0.5, 7.0});
    QVERIFY(curve->buckets().size() == 3 && curve->last()->value == 7.0);
    const auto none = Curve::fromBuckets({}, 1);
    QVERIFY(none.has_value() && none->isEmpty());
}

void CurveTest::refusesOtherBuckets_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("perBucket");
    QTest::newRow("no power of two") << 0 << 3;
    QTest::newRow("none at all") << 0 << 0;
    QTest::newRow("fewer than there are") << 0 << 1;
    QTest::newRow("steps that fall") << 1 << 2;
    QTest::newRow("no points") << 2 << 2;
    QTest::newRow("a count below zero") << 3 << 2;
    QTest::newRow("lowest above highest") << 4 << 2;
    QTest::newRow("no range for its values") << 5 << 2;
    QTest::newRow("an odd value before the first") << 6 << 2;
    QTest::newRow("time that is no number") << 7 << 2;
    QTest::newRow("too many") << 8 << 2;
    QTest::newRow("no buckets but many points in each") << 9 << 2;
}

void CurveTest::refusesOtherBuckets() {
    QFETCH(int, what);
    QFETCH(int, perBucket);
    auto buckets = fourPoints();
    auto& second = buckets[1];
    switch (what) {
        case 1:
            second.first.step = 2;
            break;
        case 2:
            second.finite = 0;
            second.low = second.high = std::numeric_limits<double>::quiet_NaN();
            break;
        case 3:
            second.odd = -1;
            break;
        case 4:
            second.low = 2.0;
            break;
        case 5:
            second.high = std::numeric_limits<double>::infinity();
            break;
        case 6:
            second.finite = 1;
            second.odd = 1;
            second.oddStep = 1;
            break;
        case 7:
            second.last.seconds = std::numeric_limits<double>::quiet_NaN();
            break;
        case 8:
            buckets.resize(Curve::kMostBuckets + 1, second);
            for (std::size_t i = 0; i < buckets.size(); ++i) {
                buckets[i].first.step = buckets[i].last.step = static_cast<std::int64_t>(i);
            }
            break;
        case 9:
            buckets.clear();
            break;
        default:
            break;
    }
    QVERIFY(!Curve::fromBuckets(std::move(buckets), perBucket).has_value());
}

void CurveTest::decimates() {
    Curve curve(64);
    for (std::int64_t step = 1; step <= 61; ++step) {
        curve.add({step, 0.0, step, 0.0, step == 30 ? 100.0 : static_cast<double>(step % 7)});
    }
    const auto fewer = curve.decimated(10);
    QVERIFY(fewer.buckets().size() <= 10 && fewer.pointsPerBucket() == 8);
    std::int64_t points = 0;
    double highest = 0.0;
    for (const auto& bucket : fewer.buckets()) {
        points += bucket.points();
        highest = std::max(highest, bucket.high);
    }
    QVERIFY(points == 61 && highest == 100.0);
    QVERIFY(fewer.buckets().front().first.step == 1 && fewer.last()->step == 61);
    // What is short enough stays as it is.
    QCOMPARE(curve.decimated(61).buckets().size(), std::size_t{61});
}

GLASSNET_TEST(CurveTest);

}  // namespace

}  // namespace glassnet

#include "CurveTest.moc"
