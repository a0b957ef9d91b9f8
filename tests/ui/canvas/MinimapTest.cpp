#include "ui/canvas/Minimap.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::Minimap;
using ui::MinimapLayer;

namespace {

// The network of the look: 4-8-6-3, in a scene of 700 x 460.
std::vector<MinimapLayer> network() {
    return {{QRectF(0, 115, 90, 230), 4, false},
            {QRectF(200, 0, 90, 460), 8, true},
            {QRectF(400, 60, 90, 345), 6, false},
            {QRectF(610, 140, 90, 180), 3, false}};
}

bool isClose(const QPointF& a, const QPointF& b) { return (a - b).manhattanLength() < 1e-6; }

}  // namespace

class MinimapTest final : public TestCase {
    Q_OBJECT
private slots:
    void mapsTheScene();
    void draggingTheFramePans();
    void aPressBesideTheFrameGoesThere();
    void theMiddleStaysOnTheNetwork();
    void arrowsPan();
    void anEmptySceneIsHarmless();
    void looks();
};

void MinimapTest::mapsTheScene() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers(network());
    map.setVisiblePart(QRectF(100, 100, 300, 200));
    // One scale for both directions, the content in the middle.
    QVERIFY(isClose(map.toMap(QPointF(350, 230)), QRectF(map.rect()).center()));
    const QRectF frame = map.frameRect();
    QVERIFY(std::abs(frame.width() / frame.height() - 1.5) < 1e-9);
    QVERIFY(QRectF(map.rect()).contains(frame));
    for (const auto& layer : network()) {
        QVERIFY(QRectF(map.rect()).contains(map.toMap(layer.rect.topLeft())));
        QVERIFY(QRectF(map.rect()).contains(map.toMap(layer.rect.bottomRight())));
    }
    // What is seen beyond the network belongs to the map too.
    map.setVisiblePart(QRectF(-1000, -1000, 3000, 3000));
    QVERIFY(QRectF(map.rect()).contains(map.frameRect()));
}

void MinimapTest::draggingTheFramePans() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers(network());
    // Partly beside the network: what the map covers would change on the way.
    map.setVisiblePart(QRectF(-100, -50, 300, 200));
    const QPointF start = map.frameRect().center();
    QSignalSpy asked(&map, &Minimap::panRequested);
    const QPoint grip = map.toMap(QPointF(100, 80)).toPoint();
    const QPoint to = map.toMap(QPointF(400, 250)).toPoint();
    QTest::mousePress(&map, Qt::LeftButton, {}, grip);
    QCOMPARE(asked.size(), 0);
    // As a view would: it goes where it was asked to.
    connect(&map, &Minimap::panRequested, &map,
            [&map](const QPointF& center) { map.setVisiblePart(QRectF(center - QPointF(150, 100), QSizeF(300, 200))); });
    QTest::mouseMove(&map, (grip + to) / 2);
    QTest::mouseMove(&map, to);
    QVERIFY(asked.size() >= 1);
    QVERIFY(isClose(map.frameRect().center() - start, QPointF(to - grip)));
    QTest::mouseRelease(&map, Qt::LeftButton, {}, to);
    const auto before = asked.size();
    QTest::mouseMove(&map, grip);
    QCOMPARE(asked.size(), before);
}

void MinimapTest::aPressBesideTheFrameGoesThere() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers(network());
    map.setVisiblePart(QRectF(0, 0, 200, 100));
    QSignalSpy asked(&map, &Minimap::panRequested);
    const QPoint place = map.toMap(QPointF(500, 300)).toPoint();
    QTest::mouseClick(&map, Qt::LeftButton, {}, place);
    QCOMPARE(asked.size(), 1);
    QVERIFY((map.toMap(asked.first().first().toPointF()) - place).manhattanLength() < 1e-6);
    QTest::mouseClick(&map, Qt::RightButton, {}, place);
    QCOMPARE(asked.size(), 1);
}

void MinimapTest::theMiddleStaysOnTheNetwork() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers(network());
    map.setVisiblePart(QRectF(600, 400, 200, 100));
    QSignalSpy asked(&map, &Minimap::panRequested);
    QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(1, 1));
    QCOMPARE(asked.first().first().toPointF(), QPointF(0, 0));
    QTest::keyClick(&map, Qt::Key_Right);
    QTest::keyClick(&map, Qt::Key_Down);
    QVERIFY(QRectF(0, 0, 700, 460).adjusted(0, 0, 1, 1).contains(asked.last().first().toPointF()));
}

void MinimapTest::arrowsPan() {
    Minimap map;
    map.setLayers(network());
    map.setVisiblePart(QRectF(200, 100, 200, 100));
    QSignalSpy asked(&map, &Minimap::panRequested);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(asked.last().first().toPointF(), QPointF(350, 150));
    QTest::keyClick(&map, Qt::Key_Up);
    QCOMPARE(asked.last().first().toPointF(), QPointF(300, 125));
    QVERIFY(!map.accessibleName().isEmpty());
}

void MinimapTest::anEmptySceneIsHarmless() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers({});
    map.setVisiblePart({});
    QVERIFY(!map.grab().isNull());
    map.setLayers({{QRectF(0, 0, 90, 1e7), 1'000'000'000'000, false}});
    QVERIFY(!map.grab().isNull());
}

void MinimapTest::looks() {
    Minimap map;
    map.resize(map.sizeHint());
    map.setLayers(network());
    map.setVisiblePart(QRectF(-40, -40, 560, 420));
    QCOMPARE(lookAt(map, QStringLiteral("minimap")), QStringList());
    auto wide = network();
    wide[1].units = 512;
    map.setLayers(wide);
    QCOMPARE(lookAt(map, QStringLiteral("minimap_bars")), QStringList());
}

GLASSNET_TEST(MinimapTest);

}  // namespace glassnet::test

#include "MinimapTest.moc"
