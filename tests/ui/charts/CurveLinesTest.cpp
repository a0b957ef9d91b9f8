#include "ui/charts/CurveLines.h"

#include <cmath>
#include <limits>
#include <map>

#include "engine/random/Generator.h"
#include "tests/support/TestCase.h"
#include "ui/charts/AxisTicks.h"

namespace glassnet::ui {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

CurvePoint pointAt(std::int64_t step, double value) {
    return {step, static_cast<double>(step) / 10, step * 32, 0.5 * static_cast<double>(step), value};
}

class CurveLinesTest : public test::TestCase {
    Q_OBJECT
private slots:
    void keepsEveryPointWhereThereIsRoom();
    void keepsExtremesInTwoPointsAColumn();
    void goesOnBeyondTheEdges();
    void leavesOutWhatHasNoLogarithm();
    void averages_data();
    void averages();
    void marksOddPlaces();
    void findsTheNearestBucket();
    void ticks_data();
    void ticks();
    void logarithmicTicks_data();
    void logarithmicTicks();
};

void CurveLinesTest::keepsEveryPointWhereThereIsRoom() {
    Curve curve;
    for (int i = 0; i < 50; ++i) {
        curve.add(pointAt(i, i * i));
    }
    const auto line = curveLine(curve, {CurveAxis::Step, 0, 49, 500, false});
    QCOMPARE(line.size(), 50);
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(line.at(i), QPointF(i, i * i));
    }
    QCOMPARE(curveLine(curve, {CurveAxis::Sample, 0, 49 * 32, 500, false}).at(3), QPointF(96, 9));
    QCOMPARE(curveLine(curve, {CurveAxis::Second, 0, 25, 500, false}).at(3), QPointF(1.5, 9));
    QCOMPARE(curveLine(curve, {CurveAxis::Epoch, 0, 4.9, 500, false}).at(3).x(), 0.3);
}

void CurveLinesTest::keepsExtremesInTwoPointsAColumn() {
    constexpr int kPoints = 3000;
    constexpr int kColumns = 100;
    Generator generator(3);
    Curve curve;
    std::map<int, std::pair<double, double>> plain;
    for (int i = 0; i < kPoints; ++i) {
        const double value = static_cast<double>(generator.nextFloat());
        curve.add(pointAt(i, value));
        const int column = std::min(kColumns - 1, static_cast<int>(i * static_cast<double>(kColumns) / (kPoints - 1)));
        auto& [low, high] = plain.try_emplace(column, value, value).first->second;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    const auto line = curveLine(curve, {CurveAxis::Step, 0, kPoints - 1, kColumns, false});
    QCOMPARE(line.size(), 2 * kColumns);
    for (int column = 0; column < kColumns; ++column) {
        const auto& [low, high] = plain.at(column);
        const double a = line.at(2 * column).y();
        const double b = line.at(2 * column + 1).y();
        QCOMPARE(std::min(a, b), low);
        QCOMPARE(std::max(a, b), high);
    }
}

void CurveLinesTest::goesOnBeyondTheEdges() {
    Curve curve;
    for (int i = 0; i <= 100; ++i) {
        curve.add(pointAt(i, i));
    }
    const auto line = curveLine(curve, {CurveAxis::Step, 40.5, 42.5, 100, false});
    QCOMPARE(line, QList<QPointF>({{40, 40}, {41, 41}, {42, 42}, {43, 43}}));
    QCOMPARE(valuesInView(curve, {CurveAxis::Step, 40.5, 42.5, 100, false}), std::pair(41.0, 42.0));
}

void CurveLinesTest::leavesOutWhatHasNoLogarithm() {
    Curve curve;
    for (const double value : {100.0, 0.0, -3.0, kNan, 0.01}) {
        curve.add(pointAt(curve.isEmpty() ? 0 : curve.last()->step + 1, value));
    }
    const CurveView view{CurveAxis::Step, 0, 4, 100, true};
    const auto line = curveLine(curve, view);
    QCOMPARE(line.size(), 2);
    QCOMPARE(line.at(0), QPointF(0, 2));
    QCOMPARE(line.at(1), QPointF(4, -2));
    QCOMPARE(valuesInView(curve, view), std::pair(0.01, 100.0));
    Curve none;
    none.add(pointAt(0, -1));
    QVERIFY(curveLine(none, view).isEmpty());
    QVERIFY(valuesInView(none, view).first > valuesInView(none, view).second);
}

void CurveLinesTest::averages_data() {
    QTest::addColumn<double>("weight");
    QTest::newRow("little") << 0.3;
    QTest::newRow("much") << 0.95;
}

void CurveLinesTest::averages() {
    QFETCH(double, weight);
    Generator generator(5);
    Curve curve;
    std::vector<double> values;
    for (int i = 0; i < 200; ++i) {
        values.push_back(static_cast<double>(generator.nextFloat()));
        curve.add(pointAt(i, values.back()));
    }
    const auto line = smoothLine(curve, {CurveAxis::Step, 0, 199, 1000, false}, weight);
    QCOMPARE(line.size(), 200);
    for (std::size_t i = 0; i < 200; ++i) {
        // Written out: the weighted mean of all values so far.
        double sum = 0;
        double share = 0;
        for (std::size_t j = 0; j <= i; ++j) {
            const double part = std::pow(weight, static_cast<double>(i - j));
            sum += part * values[j];
            share += part;
        }
        QVERIFY(std::abs(line.at(static_cast<qsizetype>(i)).y() - sum / share) < 1e-12);
    }
    // Of a constant the average is the constant, also where neighbors share a bucket.
    Curve constant(4);
    for (int i = 0; i < 1000; ++i) {
        constant.add(pointAt(i, 0.25));
    }
    for (const QPointF& point : smoothLine(constant, {CurveAxis::Step, 0, 999, 1000, false}, weight)) {
        QVERIFY(std::abs(point.y() - 0.25) < 1e-12);
    }
    // No more than a point a column, and one beyond each edge.
    QVERIFY(smoothLine(curve, {CurveAxis::Step, 50, 149, 20, false}, weight).size() <= 22);
    QVERIFY(smoothLine(curve, {CurveAxis::Step, 50, 149, 20, false}, weight).size() >= 20);
}

void CurveLinesTest::marksOddPlaces() {
    Curve curve;
    for (int i = 0; i < 10; ++i) {
        curve.add(pointAt(i, i == 4 || i == 5 || i == 7 ? kNan : 1.0));
    }
    QCOMPARE(oddPlaces(curve, {CurveAxis::Step, 0, 9, 100, false}), (std::vector<double>{4, 7}));
    QCOMPARE(oddPlaces(curve, {CurveAxis::Sample, 0, 5 * 32, 100, false}), (std::vector<double>{128}));
}

void CurveLinesTest::findsTheNearestBucket() {
    Curve curve;
    QVERIFY(bucketNear(curve, CurveAxis::Step, 0) == nullptr);
    for (int i = 0; i < 10; ++i) {
        curve.add(pointAt(10 * i, i));
    }
    const auto nearest = [&](double place) { return bucketNear(curve, CurveAxis::Step, place)->first.value; };
    QCOMPARE(nearest(-50), 0.0);
    QCOMPARE(nearest(14), 1.0);
    QCOMPARE(nearest(16), 2.0);
    QCOMPARE(nearest(1000), 9.0);
}

void CurveLinesTest::ticks_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("loss") << 0.0 << 0.79 << QList<double>{0, 0.2, 0.4, 0.6, 0.8};
    QTest::newRow("exact") << 0.0 << 0.8 << QList<double>{0, 0.2, 0.4, 0.6, 0.8};
    QTest::newRow("negative") << -1.0 << 1.0 << QList<double>{-1, -0.5, 0, 0.5, 1};
    QTest::newRow("small") << 1.02e-7 << 1.3e-7 << QList<double>{1e-7, 1.1e-7, 1.2e-7, 1.3e-7};
    QTest::newRow("large") << 0.0 << 41300.0 << QList<double>{0, 20000, 40000, 60000};
    QTest::newRow("one value") << 5.0 << 5.0 << QList<double>{4.5, 5, 5.5};
}

void CurveLinesTest::ticks() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QList<double>, values);
    const AxisTicks ticks = AxisTicks::linear(low, high, 5);
    // Exactly: they are written with few digits.
    QCOMPARE(QList<double>(ticks.values.begin(), ticks.values.end()), values);
    for (qsizetype i = 0; i < values.size(); ++i) {
        QVERIFY(ticks.values[static_cast<std::size_t>(i)] == values.at(i));
    }
    QVERIFY(ticks.low <= low && ticks.high >= high);
    const AxisTicks inner = AxisTicks::within(0.3, 7.9, 5);
    QCOMPARE(inner.values, (std::vector<double>{2, 4, 6}));
    QCOMPARE(inner.low, 0.3);
}

void CurveLinesTest::logarithmicTicks_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("decades") << 3e-4 << 0.7 << QList<double>{1e-4, 1e-3, 1e-2, 0.1, 1};
    QTest::newRow("many") << 1e-9 << 10.0 << QList<double>{1e-9, 1e-6, 1e-3, 1, 1000};
    QTest::newRow("one decade") << 0.12 << 0.7 << QList<double>{0.1, 0.2, 0.5, 1};
    QTest::newRow("one value") << 0.3 << 0.3 << QList<double>{0.2, 0.5};
    QTest::newRow("a power") << 0.1 << 0.1 << QList<double>{0.1, 0.2};
}

void CurveLinesTest::logarithmicTicks() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QList<double>, values);
    const AxisTicks ticks = AxisTicks::logarithmic(low, high, 5);
    QCOMPARE(QList<double>(ticks.values.begin(), ticks.values.end()), values);
    QVERIFY(ticks.low <= low * 1.000001 && ticks.high >= high * 0.999999);
}

GLASSNET_TEST(CurveLinesTest);

}  // namespace

}  // namespace glassnet::ui

#include "CurveLinesTest.moc"
