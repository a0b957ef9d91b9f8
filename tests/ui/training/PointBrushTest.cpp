#include "ui/training/PointBrush.h"

#include <cmath>

#include "tests/support/TestCase.h"
#include "tests/ui/training/MapScene.h"

namespace glassnet::ui {

namespace {

class PointBrushTest : public test::TestCase {
    Q_OBJECT
private slots:
    void aPressAddsOnePoint() {
        PointBrush brush;
        brush.begin({{1, 1, 0, true}}, {2, 3}, 1, {12, 12});
        QVERIFY(brush.isDrawing());
        QCOMPARE(brush.points(), (std::vector<MapPoint>{{1, 1, 0, true}, {2, 3, 1, false}}));
        QCOMPARE(brush.finish().size(), std::size_t{2});
        QVERIFY(!brush.isDrawing());
    }

    void aWaySprays() {
        const auto map = test::mapOf(4, 1, [](double, double, int) { return 0.0; });
        PointBrush brush;
        brush.begin({}, {-3, 0}, 1, {12, 12});
        QVERIFY(!brush.moveTo({-2.9, 0}, *map));
        QVERIFY(brush.moveTo({3, 0}, *map));
        // 6 of the edge's 12, a point every 0.03 of the edge: 16, and the first.
        QCOMPARE(brush.points().size(), std::size_t{17});
        double spread = 0;
        for (const MapPoint& point : brush.points()) {
            QCOMPARE(point.target, 1.0);
            QVERIFY(point.x >= -3 - 0.48 && point.x <= 3.48 && std::abs(point.y) <= 0.48);
            spread = std::max(spread, std::abs(point.y));
        }
        QVERIFY(spread > 0.1);
        // Nothing falls outside of the map.
        brush.moveTo({30, 0}, *map);
        for (const MapPoint& point : brush.points()) {
            QVERIFY(point.x <= 6);
        }
    }

    void aStrokeIsTakenBack() {
        const auto map = test::mapOf(4, 1, [](double, double, int) { return 0.0; });
        PointBrush brush;
        brush.begin({{1, 1, 0, false}}, {-3, 0}, 1, {12, 12});
        brush.moveTo({3, 0}, *map);
        QCOMPARE(brush.cancel(), (std::vector<MapPoint>{{1, 1, 0, false}}));
        QVERIFY(!brush.isDrawing());
        QVERIFY(!brush.moveTo({5, 5}, *map));
    }

    void findsTheNearest() {
        const std::vector<MapPoint> points{{0, 0, 0, false}, {1, 0, 0, false}, {5, 5, 0, false}};
        QCOMPARE(PointBrush::nearest(points, {0.8, 0}, {12, 12}, 0.1), std::optional<std::size_t>(1));
        QCOMPARE(PointBrush::nearest(points, {3, 3}, {12, 12}, 0.1), std::nullopt);
        // Far in one direction where the map is narrow in it.
        QCOMPARE(PointBrush::nearest(points, {0.4, 0}, {2, 12}, 0.1), std::nullopt);
    }
};

GLASSNET_TEST(PointBrushTest);

}  // namespace

}  // namespace glassnet::ui

#include "PointBrushTest.moc"
