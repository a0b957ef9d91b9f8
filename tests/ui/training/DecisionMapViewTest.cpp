#include "ui/training/DecisionMapView.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/training/MapScene.h"
#include "ui/theme/Theme.h"
#include "ui/training/MapColors.h"

namespace glassnet::ui {

namespace {

using test::lookAt;
using test::mapOf;
using test::paintedTexts;

std::shared_ptr<const MapImage> spiralMap() {
    return mapOf(100, 1, [](double x, double y, int) { return test::spiral(x, y); });
}

void moveMouse(QWidget& widget, const QPointF& to, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent move(QEvent::MouseMove, to, to, Qt::NoButton, buttons, {});
    QCoreApplication::sendEvent(&widget, &move);
}

class DecisionMapViewTest : public test::TestCase {
    Q_OBJECT
private slots:
    void looks_data();
    void looks();
    void placesGoBothWays();
    void tellsThePlacePointedAt();
    void hidesTheTestPoints();
    void drawsPoints();
    void takesAStrokeBack();
    void worksByKeys();
    void waitsForItsMap();
};

void DecisionMapViewTest::looks_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"spiral", "discrete", "classes", "regression", "empty", "small"}) {
        QTest::newRow(kind) << kind;
    }
}

void DecisionMapViewTest::looks() {
    QFETCH(QString, kind);
    DecisionMapView view;
    view.setClassNames({QStringLiteral("class 0"), QStringLiteral("class 1")});
    view.setPoints(test::spiralPoints(300));
    view.setMap(spiralMap());
    view.setDiscrete(kind == QLatin1String("discrete"));
    if (kind == QLatin1String("classes")) {
        view.setMap(mapOf(60, 10, [](double x, double y, int i) { return test::sector(x, y, i, 10); }));
        QStringList names;
        std::vector<MapPoint> points;
        for (int i = 0; i < 10; ++i) {
            names.append(QStringLiteral("class %1").arg(i));
            for (int k = 0; k < 12; ++k) {
                const double angle = 2 * 3.14159 * (i + 0.5 * std::sin(k * 7.0)) / 10;
                points.push_back(
                    {(1.5 + 0.3 * k) * std::cos(angle), (1.5 + 0.3 * k) * std::sin(angle), static_cast<double>(i), k % 3 == 0});
            }
        }
        view.setClassNames(names);
        view.setPoints(points);
    } else if (kind == QLatin1String("regression")) {
        auto map = mapOf(60, 1, [](double x, double y, int) { return std::sin(x) + y / 3; });
        map->low = -3;
        map->neutral = 0;
        map->high = 3;
        view.setMap(map);
        view.setClassNames({});
        auto points = test::spiralPoints(200);
        for (MapPoint& point : points) {
            point.target = std::sin(point.x) + point.y / 3;
        }
        view.setPoints(points);
    } else if (kind == QLatin1String("empty")) {
        view.setMap(nullptr);
        view.setPoints({});
    }
    const int width = kind == QLatin1String("small") ? 200 : 366;
    view.resize(width, view.heightForWidth(width));
    if (kind == QLatin1String("spiral") || kind == QLatin1String("classes")) {
        moveMouse(view, view.at(2, -1));
    }
    QCOMPARE(lookAt(view, QStringLiteral("map_%1").arg(kind)), QStringList());
}

void DecisionMapViewTest::placesGoBothWays() {
    DecisionMapView view;
    view.setMap(spiralMap());
    view.resize(366, view.heightForWidth(366));
    QCOMPARE(view.at(-6, 6), view.mapRect().topLeft());
    QVERIFY(QLineF(view.placeAt(view.at(1.5, -2.5)), QPointF(1.5, -2.5)).length() < 1e-9);
    QCOMPARE(view.mapRect().width(), view.mapRect().height());
    // The color at a place is that of the value there.
    QImage image(view.size(), QImage::Format_RGB32);
    view.setPoints({});
    view.render(&image);
    const auto map = spiralMap();
    const MapColors colors(*map, Theme::current(), kMapStrength, false);
    for (const QPointF& place : {QPointF(3, 4), QPointF(-2, -4.4), QPointF(-5, 3)}) {
        const QColor there = image.pixelColor(view.at(place.x(), place.y()).toPoint());
        const QColor wanted = QColor::fromRgb(colors.color(map->at(place.x(), place.y())));
        QVERIFY(std::abs(there.red() - wanted.red()) < 24 && std::abs(there.blue() - wanted.blue()) < 24);
    }
}

void DecisionMapViewTest::tellsThePlacePointedAt() {
    DecisionMapView view;
    view.setMap(mapOf(3, 1, [](double x, double, int) { return x > 0 ? 0.8731 : 0.25; }));
    view.resize(366, view.heightForWidth(366));
    QSignalSpy spy(&view, &DecisionMapView::hovered);
    moveMouse(view, view.at(3, -2));
    QCOMPARE(spy.size(), 1);
    QVERIFY(view.accessibleDescription().startsWith(QStringLiteral(u"x₁ 3.0")));
    QVERIFY(view.accessibleDescription().endsWith(QStringLiteral(": 0.8731")));
    QVERIFY(paintedTexts(view).join(QString()).contains(QStringLiteral("0.8731")));
    view.setClassNames({QStringLiteral("no"), QStringLiteral("yes")});
    QVERIFY(view.words({-3, 0}).endsWith(QStringLiteral("0.2500, no")));
    QVERIFY(view.words({3, 0}).endsWith(QStringLiteral("0.8731, yes")));
    QCOMPARE(view.words({30, 0}), QStringLiteral(u"x₁ 30.00, x₂ 0.00"));
    view.setMap(mapOf(3, 2, [](double, double, int i) { return i == 0 ? 0.2 : 0.8; }));
    QVERIFY(view.words({3, 0}).endsWith(QStringLiteral("yes with 0.8000")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    QCOMPARE(view.accessibleDescription(), QStringLiteral(u"The output over x₁ from −6 to 6 and x₂ from −6 to 6."));
}

void DecisionMapViewTest::hidesTheTestPoints() {
    DecisionMapView view;
    view.setMap(mapOf(3, 1, [](double, double, int) { return 0.5; }));
    view.setClassNames({QStringLiteral("no"), QStringLiteral("yes")});
    view.resize(366, view.heightForWidth(366));
    view.setPoints({{0, 0, 1, true}, {3, 3, 1, false}});
    const auto colorAt = [&](double x, double y) {
        QImage image(view.size(), QImage::Format_RGB32);
        view.render(&image);
        return image.pixelColor(view.at(x, y).toPoint());
    };
    const Theme& theme = Theme::current();
    // A ring is open, a training point is filled.
    QCOMPARE(colorAt(0, 0), theme.color(Token::Panel));
    QCOMPARE(colorAt(3, 3), theme.color(Token::Positive));
    view.setTestShown(false);
    QCOMPARE(colorAt(0, 0), theme.color(Token::Zero));
    QCOMPARE(colorAt(3, 3), theme.color(Token::Positive));
}

void DecisionMapViewTest::drawsPoints() {
    DecisionMapView view;
    view.setMap(spiralMap());
    view.resize(366, view.heightForWidth(366));
    std::vector<MapPoint> told;
    int times = 0;
    connect(&view, &DecisionMapView::pointsEdited, &view, [&](const std::vector<MapPoint>& points) {
        told = points;
        ++times;
    });
    const auto click = [&](Qt::MouseButton button, double x, double y) { QTest::mouseClick(&view, button, {}, view.at(x, y).toPoint()); };
    click(Qt::LeftButton, 2, 2);
    QCOMPARE(times, 0);
    view.setDrawing(1);
    click(Qt::LeftButton, 2, 2);
    QCOMPARE(times, 1);
    QCOMPARE(told.size(), std::size_t{1});
    QVERIFY(std::abs(told[0].x - 2) < 0.05 && std::abs(told[0].y - 2) < 0.05);
    view.setDrawing(0);
    QTest::mousePress(&view, Qt::LeftButton, {}, view.at(-3, -3).toPoint());
    moveMouse(view, view.at(3, -3), Qt::LeftButton);
    QCOMPARE(times, 1);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, view.at(3, -3).toPoint());
    QCOMPARE(times, 2);
    QCOMPARE(told.size(), std::size_t{18});
    QCOMPARE(told.back().target, 0.0);
    click(Qt::RightButton, 2, 2);
    QCOMPARE(told.size(), std::size_t{17});
    click(Qt::RightButton, 2, 2);
    QCOMPARE(times, 3);
    // Beside the map nothing is drawn.
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(view.width() - 2, 40));
    QCOMPARE(times, 3);
    QCOMPARE(view.points(), told);
}

void DecisionMapViewTest::takesAStrokeBack() {
    DecisionMapView view;
    view.setMap(spiralMap());
    view.resize(366, view.heightForWidth(366));
    view.setDrawing(1);
    view.setPoints({{0, 0, 0, false}});
    int times = 0;
    connect(&view, &DecisionMapView::pointsEdited, &view, [&] { ++times; });
    QTest::mousePress(&view, Qt::LeftButton, {}, view.at(-3, -3).toPoint());
    moveMouse(view, view.at(3, -3), Qt::LeftButton);
    QVERIFY(view.points().size() > 10);
    QTest::keyClick(&view, Qt::Key_Escape);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, view.at(3, -3).toPoint());
    QCOMPARE(view.points().size(), std::size_t{1});
    QCOMPARE(times, 0);
}

void DecisionMapViewTest::worksByKeys() {
    DecisionMapView view;
    view.setMap(spiralMap());
    view.resize(366, view.heightForWidth(366));
    view.setDrawing(1);
    std::vector<MapPoint> told;
    connect(&view, &DecisionMapView::pointsEdited, &view, [&](const std::vector<MapPoint>& points) { told = points; });
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Up);
    QTest::keyClick(&view, Qt::Key_Up);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(told.size(), std::size_t{1});
    QVERIFY(std::abs(told[0].x - 0.3) < 1e-9 && std::abs(told[0].y - 0.6) < 1e-9);
    QTest::keyClick(&view, Qt::Key_Delete);
    QVERIFY(told.empty());
}

void DecisionMapViewTest::waitsForItsMap() {
    DecisionMapView view;
    view.resize(366, view.heightForWidth(366));
    QVERIFY(paintedTexts(view).contains(QStringLiteral("?")));
    QCOMPARE(view.accessibleDescription(), QStringLiteral("The map is not computed yet."));
    view.setMap(spiralMap());
    QVERIFY(!paintedTexts(view).contains(QStringLiteral("?")));
    view.setMap(nullptr);
    QVERIFY(paintedTexts(view).contains(QStringLiteral("?")));
    QVERIFY(paintedTexts(view).contains(QStringLiteral(u"−6")));
}

GLASSNET_TEST(DecisionMapViewTest);

}  // namespace

}  // namespace glassnet::ui

#include "DecisionMapViewTest.moc"
