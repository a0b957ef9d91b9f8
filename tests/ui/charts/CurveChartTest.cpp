#include "ui/charts/CurveChart.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <cmath>
#include <limits>

#include "engine/random/Generator.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/charts/CurveRanges.h"
#include "ui/theme/ClassPalette.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

using test::lookAt;
using test::paintedTexts;

/// A loss as training makes it: falling, noisy, with a spike.
std::shared_ptr<const Curve> lossCurve(double end, double noise, int steps = 5880, double oddFrom = 2) {
    Generator generator(7);
    auto curve = std::make_shared<Curve>();
    for (int i = 1; i <= steps; ++i) {
        const double part = static_cast<double>(i) / steps;
        const double spike = part > 0.9 && part < 0.91 ? 0.25 : 0;
        const double value = end + (0.69 - end) * std::exp(-3 * part) + noise * (static_cast<double>(generator.nextFloat()) - 0.5) + spike;
        curve->add({i, i / 14.0, i * 20, i * 0.0002, part > oddFrom ? std::numeric_limits<double>::quiet_NaN() : value});
    }
    return curve;
}

std::vector<ChartCurve> trainAndTest() {
    return {{QStringLiteral("train"), CurveRole::Train, {}, lossCurve(0.1, 0.05)},
            {QStringLiteral("test"), CurveRole::Test, {}, lossCurve(0.4, 0.15)}};
}

std::shared_ptr<const Curve> listed(const std::vector<double>& values) {
    auto curve = std::make_shared<Curve>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        curve->add({static_cast<std::int64_t>(i), static_cast<double>(i), static_cast<std::int64_t>(i) * 10, 0, values[i]});
    }
    return curve;
}

QPoint inPlot(const CurveChart& chart, double x, double y) {
    const QRectF& plot = chart.frame().plot;
    return QPointF(plot.left() + x * plot.width(), plot.top() + y * plot.height()).toPoint();
}

QImage pictureOf(CurveChart& chart) {
    QImage image(chart.size(), QImage::Format_RGB32);
    image.fill(Theme::current().color(Token::Panel));
    QPainter painter(&image);
    static_cast<QWidget&>(chart).render(&painter, {}, {}, QWidget::DrawChildren);
    return image;
}

int pixelsNear(const QImage& image, const QColor& color, const QRect& within, int most = 40) {
    int count = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) + std::abs(pixel.blue() - color.blue()) <
                     most;
        }
    }
    return count;
}

class CurveChartTest : public test::TestCase {
    Q_OBJECT
private slots:
    void looks_data();
    void looks();
    void batchesAreFaintAndRaw();
    void saysValuesAndTicks();
    void linesAreWhereTheNumbersAre();
    void keepsItsSeries();
    void zoomsAndGoesBack();
    void zoomsByKeys();
    void followsTheRun();
    void tellsTheValuesAtThePointer();
    void marksWhatHappened();
    void otherRunsHaveTheirColor();
    void isEmptyAtFirst();
};

void CurveChartTest::looks_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"plain", "log", "smooth", "runs", "markers", "odd", "empty", "narrow", "seconds"}) {
        QTest::newRow(kind) << kind;
    }
}

void CurveChartTest::looks() {
    QFETCH(QString, kind);
    CurveChart chart;
    chart.setTitle(QStringLiteral("Loss"));
    chart.resize(kind == QLatin1String("narrow") ? 220 : 380, 200);
    auto curves = kind == QLatin1String("empty") ? std::vector<ChartCurve>() : trainAndTest();
    if (kind == QLatin1String("runs")) {
        for (int run = 0; run < 4; ++run) {
            curves.push_back({QStringLiteral("run %1").arg(run + 1), CurveRole::Test, run, lossCurve(0.1 + 0.1 * run, 0.01, 4000)});
        }
        chart.resize(380, 260);
    }
    if (kind == QLatin1String("odd")) {
        curves[0].points = lossCurve(0.1, 0.05, 5880, 0.7);
    }
    chart.setLogarithmic(kind == QLatin1String("log"));
    chart.setSmoothing(kind == QLatin1String("smooth") ? 0.98 : 0);
    chart.setAxis(kind == QLatin1String("seconds") ? CurveAxis::Second : CurveAxis::Epoch);
    chart.setCurves(curves);
    if (kind == QLatin1String("markers")) {
        chart.setMarkers({{{1400, 100, 28000, 0.3, 0}, QStringLiteral("learning rate 0.01"), false},
                          {{1680, 120, 33600, 0.35, 0}, QStringLiteral("batch 40"), false},
                          {{5700, 407, 114000, 1.2, 0}, QStringLiteral("loss rose"), true}});
        QTest::mouseMove(&chart);
        QMouseEvent move(QEvent::MouseMove, inPlot(chart, 0.6, 0.5), inPlot(chart, 0.6, 0.5), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(chart.viewport(), &move);
    }
    QCOMPARE(lookAt(chart, QStringLiteral("curves_%1").arg(kind)), QStringList());
}

void CurveChartTest::saysValuesAndTicks() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setTitle(QStringLiteral("Loss"));
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({0.79, 0.4, 0.126})},
                     {QStringLiteral("test"), CurveRole::Test, {}, listed({0.7, 0.5, 0.442})}});
    const QStringList texts = paintedTexts(chart);
    for (const char* text : {"Loss", "train 0.126", "test 0.442", "0.0", "0.2", "0.8", "0", "1", "epoch 2"}) {
        QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    QCOMPARE(chart.accessibleDescription(), QStringLiteral("From epoch 0 to epoch 2: train 0.126, test 0.442."));
    chart.setAxis(CurveAxis::Sample);
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("sample 20")));
    chart.setLogarithmic(true);
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("0.5")));
}

/// Every batch: a thin faint line behind the others, never smoothed, last in the legend.
void CurveChartTest::batchesAreFaintAndRaw() {
    CurveChart chart;
    chart.resize(380, 200);
    const auto batches = listed({0.9, 0.1, 0.8, 0.2});
    chart.setCurves({{QStringLiteral("batch"), CurveRole::Train, {}, batches, CurveOf::Batches},
                     {QStringLiteral("train"), CurveRole::Train, {}, listed({0.5, 0.4, 0.3, 0.2})},
                     {QStringLiteral("train of y"), CurveRole::Train, {}, listed({0.4, 0.3, 0.2, 0.1}), CurveOf::Output}});
    const auto raw = chart.line(0);
    chart.setSmoothing(0.9);
    QVERIFY(chart.line(0) == raw);
    QVERIFY(chart.line(1).size() > 1);
    const QStringList texts = paintedTexts(chart);
    QVERIFY(texts.indexOf(QStringLiteral("train 0.200")) >= 0);
    QVERIFY(texts.indexOf(QStringLiteral("batch 0.200")) > texts.indexOf(QStringLiteral("train of y 0.100")));
    QVERIFY(curvePen({{}, CurveRole::Train, {}, batches, CurveOf::Batches}).color().alpha() < 255);
    QVERIFY(curvePen({{}, CurveRole::Train, {}, batches, CurveOf::Output}).style() == Qt::CustomDashLine);
    QVERIFY(curvePen({{}, CurveRole::Train, {}, batches}).style() == Qt::SolidLine);
    QCOMPARE(lookAt(chart, QStringLiteral("curves_batches")), QStringList());
}

void CurveChartTest::linesAreWhereTheNumbersAre() {
    CurveChart chart;
    chart.resize(400, 240);
    // A level line: its pixels are found at the height that the frame says.
    for (const bool logarithmic : {false, true}) {
        chart.setLogarithmic(logarithmic);
        chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({0.3, 0.3, 0.3})},
                         {QStringLiteral("test"), CurveRole::Test, {}, listed({0.01, 0.9, 0.01})}});
        const QImage image = pictureOf(chart);
        const CurveFrame& frame = chart.frame();
        const int y = static_cast<int>(frame.yOf(0.3));
        const QRect around(QPoint(static_cast<int>(frame.plot.left()) + 4, y - 2), QPoint(static_cast<int>(frame.plot.right()) - 4, y + 2));
        const QColor ink = Theme::current().color(Token::Ink);
        // Smoothed edges: at least near to the ink.
        QVERIFY(pixelsNear(image, ink, around, 300) > 0.8 * frame.plot.width());
        QVERIFY(pixelsNear(image, ink, around.translated(0, -20), 300) < 0.1 * frame.plot.width());
        // The peak of the other in the middle.
        const QPoint peak(static_cast<int>(frame.xOf(1)), static_cast<int>(frame.yOf(0.9)));
        QVERIFY(pixelsNear(image, Theme::current().color(Token::Accent), QRect(peak - QPoint(2, 1), peak + QPoint(2, 6))) > 0);
    }
}

void CurveChartTest::keepsItsSeries() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves(trainAndTest());
    const auto before = chart.chart()->series();
    for (int i = 0; i < 5; ++i) {
        chart.setCurves(trainAndTest());
    }
    chart.setCurves({});
    chart.setCurves(trainAndTest());
    QCOMPARE(chart.chart()->series(), before);
    QVERIFY(chart.line(0).size() <= 2 * chart.frame().view.columns + 4);
}

void CurveChartTest::zoomsAndGoesBack() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves(trainAndTest());
    const auto whole = chart.frame();
    QSignalSpy spy(&chart, &CurveChart::zoomChanged);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, inPlot(chart, 0.25, 0.25));
    const auto drag = [&](const QPoint& to) {
        QMouseEvent move(QEvent::MouseMove, to, to, Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(chart.viewport(), &move);
    };
    drag(inPlot(chart, 0.5, 0.75));
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, inPlot(chart, 0.5, 0.75));
    QVERIFY(chart.isZoomed());
    QVERIFY(std::abs(chart.frame().view.left - 105) < 2);
    QVERIFY(std::abs(chart.frame().view.right - 210) < 2);
    QVERIFY(std::abs(chart.frame().y.high - (whole.y.low + 0.75 * (whole.y.high - whole.y.low))) < 0.02);
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, inPlot(chart, 0.5, 0.5));
    QVERIFY(!chart.isZoomed());
    QCOMPARE(chart.frame().view.right, whole.view.right);
    QCOMPARE(spy.size(), 2);
    // The place under the wheel stays where it is.
    const QPoint at = inPlot(chart, 0.3, 0.5);
    const double place = chart.frame().placeAt(at.x());
    QWheelEvent wheel(at, at, {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(chart.viewport(), &wheel);
    QVERIFY(chart.isZoomed());
    QVERIFY(std::abs(chart.frame().placeAt(at.x()) - place) < 1e-6);
    QVERIFY(std::abs((chart.frame().view.right - chart.frame().view.left) * 1.5625 - 420) < 1e-6);
    // A click alone zooms nowhere.
    chart.resetZoom();
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, inPlot(chart, 0.5, 0.5));
    QVERIFY(!chart.isZoomed());
}

void CurveChartTest::zoomsByKeys() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves(trainAndTest());
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.isZoomed());
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(!chart.isZoomed());
    QTest::keyClick(&chart, Qt::Key_Plus);
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(!chart.isZoomed());
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({5, 6, 7})}});
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.accessibleDescription(), QStringLiteral("epoch 0, train 5.0000"));
}

void CurveChartTest::followsTheRun() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({1, 2})}});
    QCOMPARE(chart.frame().view.right, 1.0);
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({1, 2, 3, 4, 50})}});
    QCOMPARE(chart.frame().view.right, 4.0);
    QVERIFY(chart.frame().y.high >= 50);
    QTest::keyClick(&chart, Qt::Key_Plus);
    const double right = chart.frame().view.right;
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({1, 2, 3, 4, 50, 60, 70})}});
    QCOMPARE(chart.frame().view.right, right);
}

void CurveChartTest::tellsTheValuesAtThePointer() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({0.25, 0.5, 0.75})}});
    QMouseEvent move(QEvent::MouseMove, inPlot(chart, 0.52, 0.5), inPlot(chart, 0.52, 0.5), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(chart.viewport(), &move);
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("train 0.5000")));
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("epoch 1")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&chart, &leave);
    QVERIFY(!paintedTexts(chart).contains(QStringLiteral("train 0.5000")));
    // Where neighbors share a bucket it says from where to where they go.
    auto merged = std::make_shared<Curve>(2);
    for (int i = 0; i < 4; ++i) {
        merged->add({i, static_cast<double>(i), i, 0, 0.1 * i});
    }
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, merged}});
    QCoreApplication::sendEvent(chart.viewport(), &move);
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("train 0.2000 to 0.3000")));
}

void CurveChartTest::marksWhatHappened() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({0.25, 0.5, std::nan(""), 0.75})}});
    chart.setMarkers({{{1, 1, 10, 0, 0}, QStringLiteral("learning rate 0.01"), false}, {{9, 9, 90, 0, 0}, QStringLiteral("later"), true}});
    const QStringList texts = paintedTexts(chart);
    QVERIFY(texts.contains(QStringLiteral("learning rate 0.01")));
    QVERIFY(!texts.contains(QStringLiteral("later")));
    QVERIFY(texts.contains(QStringLiteral("not a finite number")));
}

void CurveChartTest::otherRunsHaveTheirColor() {
    CurveChart chart;
    chart.resize(380, 200);
    chart.setCurves({{QStringLiteral("run 3"), CurveRole::Test, 2, listed({0.5, 0.5, 0.5})}});
    const CurveFrame& frame = chart.frame();
    const int y = static_cast<int>(frame.yOf(0.5));
    const QRect around(QPoint(static_cast<int>(frame.plot.left()), y - 2), QPoint(static_cast<int>(frame.plot.right()), y + 2));
    const int count = pixelsNear(pictureOf(chart), ClassPalette::color(2, 10, Theme::current()), around);
    // Dotted: neither nothing nor all of it.
    QVERIFY(count > 0.2 * frame.plot.width() && count < 0.9 * frame.plot.width());
}

void CurveChartTest::isEmptyAtFirst() {
    CurveChart chart;
    chart.resize(380, 200);
    QVERIFY(paintedTexts(chart).contains(QStringLiteral("The curve is drawn while the network trains.")));
    QCOMPARE(chart.accessibleDescription(), QStringLiteral("The curve is drawn while the network trains."));
    chart.setLogarithmic(true);
    chart.setCurves({{QStringLiteral("train"), CurveRole::Train, {}, listed({-1, 0})}});
    QVERIFY(!paintedTexts(chart).isEmpty());
}

GLASSNET_TEST(CurveChartTest);

}  // namespace

}  // namespace glassnet::ui

#include "CurveChartTest.moc"
