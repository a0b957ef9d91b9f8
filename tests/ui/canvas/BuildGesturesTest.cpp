#include <QDrag>
#include <QHelpEvent>
#include <QToolTip>
#include <cmath>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/BuildScene.h"
#include "ui/canvas/tools/Bundles.h"
#include "ui/canvas/tools/Grab.h"
#include "ui/support/MimeTypes.h"

using glassnet::LayerId;
using glassnet::test::BuildScene;
using glassnet::ui::CanvasSelection;
using glassnet::ui::kDataMime;
using glassnet::ui::kLayerMime;
using glassnet::ui::ViewChange;

class BuildGesturesTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static QPointF header(const glassnet::ui::LayerGeometry& layer) { return layer.card.topLeft() + QPointF(40, 8); }
    static QPointF outEdge(const glassnet::ui::LayerGeometry& layer) { return {layer.card.right() - 3, layer.card.top() + 30}; }
    static QPointF inEdge(const glassnet::ui::LayerGeometry& layer) { return {layer.card.left() + 3, layer.card.top() + 30}; }

private slots:
    void aLayerDropsOnALink() {
        BuildScene scene({4, 8, 3});
        const QPointF gap(136, 20);
        QVERIFY(scene.dragIn(kLayerMime, "dense", gap, false));
        const auto& preview = scene.view->preview();
        QVERIFY(preview.ghost.has_value());
        QCOMPARE(preview.ghost->caption, QStringLiteral("drop to insert between"));
        QVERIFY(!preview.wires.empty());
        QVERIFY(scene.dropped.empty());
        QVERIFY(scene.dragIn(kLayerMime, "dense", gap, true, Qt::AltModifier));
        QVERIFY(!scene.view->preview().ghost);
        QCOMPARE(scene.dropped.size(), std::size_t{1});
        QCOMPARE(scene.dropped[0].kind, QStringLiteral("dense"));
        QCOMPARE(scene.dropped[0].onLink, std::optional(scene.links[0]));
        QVERIFY(std::abs(scene.dropped[0].place.x() - gap.x()) < 2);
        // Without Alt it snaps to the middle of the gap and to level.
        QVERIFY(scene.dragIn(kLayerMime, "dense", QPointF(139, 4), true));
        QCOMPARE(scene.dropped[1].place, QPointF(136, 0));
    }

    void otherDragsPassBy() {
        BuildScene scene({4, 8, 3});
        QVERIFY(!scene.dragIn("text/uri-list", "file:///a.glass", {0, 0}, true));
        QVERIFY(!scene.dragIn(kLayerMime, "teapot", {0, 0}, true));
        QVERIFY(scene.dragIn(kDataMime, "xor", {300, 300}, false));
        QCOMPARE(scene.view->preview().lit, std::set<LayerId>{scene.layers[0]});
        QDragLeaveEvent leave;
        QApplication::sendEvent(scene.view->viewport(), &leave);
        QVERIFY(scene.view->preview().lit.empty());
        QVERIFY(scene.dragIn(kDataMime, "xor", {300, 300}, true));
        QCOMPARE(scene.data, std::vector<QString>{QStringLiteral("xor")});
        scene.view->setBuilding(false);
        QVERIFY(!scene.dragIn(kLayerMime, "dense", {136, 0}, true));
        QVERIFY(scene.dropped.empty());
    }

    void anEmptyCanvasTakesTheFirstLayer() {
        BuildScene scene({4, 8, 3});
        scene.view->setNetwork(nullptr, {});
        QVERIFY(!scene.view->grab().isNull());
        QVERIFY(scene.dragIn(kLayerMime, "input", {10, 10}, true));
        QCOMPARE(scene.dropped.size(), std::size_t{1});
        QVERIFY(scene.dragIn(kDataMime, "xor", {10, 10}, false));
    }

    void aWireLinksTwoLayers() {
        BuildScene scene({4, 8, 3});
        scene.view->setConnectRule([&](LayerId from, LayerId) {
            return from == scene.layers[1] ? std::optional(QStringLiteral("That would be a circle.")) : std::nullopt;
        });
        scene.drag(outEdge(scene.layer(0)), header(scene.layer(2)), {}, true);
        QVERIFY(scene.view->preview().link.has_value());
        QVERIFY(scene.view->preview().link->allowed);
        QCOMPARE(scene.view->preview().lit, std::set<LayerId>{scene.layers[2]});
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at(header(scene.layer(2))));
        QCOMPARE(scene.drawn, (std::vector<std::pair<LayerId, LayerId>>{{scene.layers[0], scene.layers[2]}}));
        QVERIFY(!scene.view->preview().link);
        // Backward, from the left edge of the target.
        scene.drag(inEdge(scene.layer(2)), header(scene.layer(0)));
        QCOMPARE(scene.drawn.size(), std::size_t{2});
        QCOMPARE(scene.drawn[1], scene.drawn[0]);
        // Refused: dimmed, with the sentence.
        scene.drag(outEdge(scene.layer(1)), header(scene.layer(0)), {}, true);
        QVERIFY(scene.view->preview().dimmed.contains(scene.layers[0]));
        QVERIFY(scene.view->preview().words.has_value());
        QCOMPARE(scene.view->preview().words->text, QStringLiteral("That would be a circle."));
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at(header(scene.layer(0))));
        QCOMPARE(scene.drawn.size(), std::size_t{2});
        // On the ground it ends in nothing.
        scene.drag(outEdge(scene.layer(0)), {136, 500});
        QCOMPARE(scene.drawn.size(), std::size_t{2});
    }

    void layersMoveTogether() {
        BuildScene scene({4, 8, 3});
        scene.select({scene.layers[0], scene.layers[1]});
        const QPointF from = header(scene.layer(1));
        scene.drag(from, from + QPointF(40, 130), Qt::AltModifier, true);
        // Seen while it moves, told once at the end.
        QVERIFY(std::abs(scene.layer(1).card.center().y() - 130) < 2);
        QVERIFY(std::abs(scene.layer(0).card.center().y() - 130) < 2);
        QCOMPARE(scene.layer(2).card.center(), QPointF(544, 0));
        QVERIFY(scene.moved.empty());
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, Qt::AltModifier, scene.at(from + QPointF(40, 130)));
        QCOMPARE(scene.moved.size(), std::size_t{1});
        QCOMPARE(scene.moved[0].size(), std::size_t{2});
        QVERIFY(std::abs(scene.moved[0].at(scene.layers[0]).x - 40) < 2);
        // Nobody took it over: everything is back.
        QCOMPARE(scene.layer(0).card.center(), QPointF(0, 0));
        // A card that is not selected is selected and moves alone; 4 off level it snaps, with Escape it goes back.
        scene.drag(header(scene.layer(2)), header(scene.layer(2)) + QPointF(120, 4), {}, true);
        QCOMPARE(scene.selections.back(), (CanvasSelection{{scene.layers[2]}, {}}));
        QCOMPARE(scene.layer(2).card.center().y(), 0.0);
        QVERIFY(!scene.view->preview().guides.empty());
        QTest::keyClick(scene.view.get(), Qt::Key_Escape);
        QCOMPARE(scene.layer(2).card.center(), QPointF(544, 0));
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, QPoint(500, 300));
        QCOMPARE(scene.moved.size(), std::size_t{1});
    }

    void layersWithoutAPlaceStayWhereTheyAre() {
        BuildScene scene({4, 8, 3});
        scene.positions.clear();
        scene.show();
        const QPointF before = scene.layer(2).card.center();
        const QPointF from = header(scene.layer(1));
        scene.drag(from, from + QPointF(0, 90));
        QCOMPARE(scene.moved.size(), std::size_t{1});
        QCOMPARE(scene.moved[0].size(), std::size_t{3});
        scene.positions = scene.moved[0];
        scene.show();
        QCOMPARE(scene.layer(2).card.center(), before);
    }

    void theLowerEdgeCountsUnits() {
        BuildScene scene({4, 8, 3});
        const auto& card = scene.layer(1).card;
        const QPointF edge(card.center().x() - 30, card.bottom() - 1);
        const double step = 16 / scene.view->zoom();
        scene.drag(edge, edge + QPointF(0, 3 * step), {}, true);
        QCOMPARE(scene.units.back(), (std::pair<qint64, bool>{11, false}));
        QVERIFY(scene.view->preview().ghost.has_value());
        QCOMPARE(scene.view->preview().ghost->layer.units, std::int64_t{11});
        QCOMPARE(scene.view->preview().words->text, QStringLiteral("11 units"));
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at(edge + QPointF(0, 3 * step)));
        QCOMPARE(scene.units.back(), (std::pair<qint64, bool>{11, true}));
        QCOMPARE(std::count_if(scene.units.begin(), scene.units.end(), [](const auto& told) { return told.second; }), 1);
        scene.drag(edge, edge - QPointF(0, 2 * step), {}, true);
        QTest::keyClick(scene.view.get(), Qt::Key_Escape);
        QCOMPARE(scene.units.back(), (std::pair<qint64, bool>{8, true}));
    }

    void buttonsCountUnits() {
        BuildScene scene({4, 8, 1});
        scene.select({scene.layers[1]});
        const auto steppers = glassnet::ui::steppersOf(scene.layer(1), scene.view->zoom());
        QVERIFY(steppers.has_value());
        scene.click(steppers->more.center());
        scene.click(steppers->fewer.center());
        QCOMPARE(scene.requested, (std::vector<std::pair<LayerId, qint64>>{{scene.layers[1], 9}, {scene.layers[1], 7}}));
        // Never fewer than one; not shown for several layers.
        scene.select({scene.layers[2]});
        scene.click(glassnet::ui::steppersOf(scene.layer(2), scene.view->zoom())->fewer.center());
        scene.select({scene.layers[1], scene.layers[2]});
        scene.click(steppers->more.center());
        QCOMPARE(scene.requested.size(), std::size_t{2});
    }

    void unitsTravel() {
        BuildScene scene({4, 8, 5, 3});
        const auto& first = scene.layer(1);
        const auto& second = scene.layer(2);
        scene.drag(first.shown[1].center, first.shown[5].center - QPointF(0, 10));
        QCOMPARE(scene.unitMoves.back(), (std::array<qint64, 4>{scene.layers[1].value, 1, scene.layers[1].value, 4}));
        scene.drag(first.shown[1].center, second.shown[0].center - QPointF(0, 20), {}, true);
        QVERIFY(scene.view->preview().mark.has_value());
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at(second.shown[0].center - QPointF(0, 20)));
        QCOMPARE(scene.unitMoves.back(), (std::array<qint64, 4>{scene.layers[1].value, 1, scene.layers[2].value, 0}));
        // Where it is, onto the ground, into an output: nothing.
        scene.drag(first.shown[1].center, first.shown[1].center + QPointF(0, 14));
        scene.drag(first.shown[1].center, {136, 600});
        scene.drag(first.shown[1].center, scene.layer(3).card.center(), {}, true);
        QVERIFY(scene.view->preview().words && scene.view->preview().words->warning);
        QTest::keyClick(scene.view.get(), Qt::Key_Escape);
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at(scene.layer(3).card.center()));
        QCOMPARE(scene.unitMoves.size(), std::size_t{2});
        QCOMPARE(scene.unitClicks.size(), std::size_t{0});
    }

    void clicksSelect() {
        BuildScene scene({4, 8, 3});
        scene.click(header(scene.layer(0)));
        QCOMPARE(scene.selections.back(), (CanvasSelection{{scene.layers[0]}, {}}));
        scene.click(header(scene.layer(1)), Qt::ShiftModifier);
        QCOMPARE(scene.selections.back(), (CanvasSelection{{scene.layers[0], scene.layers[1]}, {}}));
        scene.click(header(scene.layer(0)), Qt::ControlModifier);
        QCOMPARE(scene.selections.back(), (CanvasSelection{{scene.layers[1]}, {}}));
        scene.click(scene.layer(1).shown[2].center);
        QCOMPARE(scene.unitClicks, (std::vector<std::pair<LayerId, qint64>>{{scene.layers[1], 2}}));
        // A single connection, then its whole bundle.
        const auto& curve = scene.view->frame().geometry.links[0].connections[0].curve;
        scene.click(curve.at(0.3));
        QCOMPARE(scene.connections.size(), std::size_t{1});
        QVERIFY(scene.linkClicks.empty());
        QTest::mouseDClick(scene.view->viewport(), Qt::LeftButton, {}, scene.at(curve.at(0.3)));
        QCOMPARE(scene.selections.back(), (CanvasSelection{{}, {scene.links[0]}}));
        QCOMPARE(scene.linkClicks.back(), scene.links[0]);
        const auto& other = scene.view->frame().geometry.links[1].connections[0].curve;
        scene.click(other.at(0.3), Qt::ShiftModifier);
        QCOMPARE(scene.selections.back(), (CanvasSelection{{}, {scene.links[0], scene.links[1]}}));
        scene.click({-300, 0});
        QCOMPARE(scene.selections.back(), CanvasSelection{});
    }

    void theBundleItselfIsClicked() {
        BuildScene scene({2, 2});
        // Between two units' curves there is room that belongs to the bundle alone.
        const auto& geometry = scene.view->frame().geometry;
        QPointF place;
        for (double y = -90; y < 90; y += 2) {
            for (double x = 64; x < 208; x += 2) {
                const bool onBundle = glassnet::ui::bundleAt(geometry, {x, y}, 0).has_value();
                if (onBundle && hitTest(geometry, {x, y}, 16, 1).thing == glassnet::ui::CanvasThing::Ground) {
                    place = {x, y};
                }
            }
        }
        QVERIFY(!place.isNull());
        scene.click(place);
        QCOMPARE(scene.linkClicks, std::vector<glassnet::LinkId>{scene.links[0]});
        QCOMPARE(scene.selections.back(), (CanvasSelection{{}, {scene.links[0]}}));
        QVERIFY(scene.connections.empty());
    }

    void theRubberBandSelects() {
        BuildScene scene({4, 8, 3});
        const QRectF first = scene.layer(0).card;
        scene.drag(first.topLeft() - QPointF(60, 80), {290, first.top() + 4}, {}, true);
        QCOMPARE(scene.view->preview().lit.size(), std::size_t{2});
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, scene.at({290, first.top() + 4}));
        QCOMPARE(scene.selections.back().layers, (std::set<LayerId>{scene.layers[0], scene.layers[1]}));
        QVERIFY(!scene.view->preview().band);
        const QRectF last = scene.layer(2).card;
        scene.drag(last.bottomRight() + QPointF(30, 30), last.bottomRight() - QPointF(10, 10), Qt::ShiftModifier);
        QCOMPARE(scene.selections.back().layers.size(), std::size_t{3});
    }

    void titlesAreRenamed() {
        BuildScene scene({4, 8, 3});
        QTest::mouseDClick(scene.view->viewport(), Qt::LeftButton, {}, scene.at(scene.layer(1).title.center()));
        QCOMPARE(scene.renames, std::vector<LayerId>{scene.layers[1]});
    }

    void problemsAreSaid() {
        BuildScene scene({4, 8, 3});
        scene.view->setProblems({{scene.layers[1], QStringLiteral("Dense 1 has no input.")}, {LayerId{999}, QString()}});
        const QPoint place = scene.at(header(scene.layer(1)));
        QHelpEvent help(QEvent::ToolTip, place, scene.view->viewport()->mapToGlobal(place));
        QApplication::sendEvent(scene.view->viewport(), &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("Dense 1 has no input."));
        QToolTip::hideText();
    }

    // An edit leaves the view where it is; another project is fitted.
    void editsKeepTheView() {
        BuildScene scene({4, 8, 3});
        const auto visible = scene.view->visiblePart();
        scene.network->find(scene.layers[1])->dense()->units = 12;
        const auto added = scene.network->addLayer("Dense 9", glassnet::DenseSettings{});
        scene.positions[added] = {2000, 900};
        scene.show();
        QCOMPARE(scene.view->visiblePart(), visible);
        scene.view->setTheme(glassnet::ui::Theme::dark());
        QCOMPARE(scene.view->visiblePart(), visible);
        scene.view->resize(1010, 700);
        QCOMPARE(scene.view->visiblePart().topLeft(), visible.topLeft());
        scene.view->setNetwork(scene.network, scene.positions, ViewChange::Fit);
        QVERIFY(scene.view->visiblePart().contains(QPointF(2000, 900)));
        // The first network of all is fitted too.
        glassnet::ui::CanvasView fresh;
        fresh.resize(600, 400);
        fresh.setNetwork(scene.network, scene.positions);
        QVERIFY(fresh.visiblePart().contains(QPointF(2000, 900)));
    }

    // The app may take the layer away or leave Build mode while it is dragged.
    void theGroundMayVanish() {
        BuildScene scene({4, 8, 3});
        const QPointF from = header(scene.layer(1));
        scene.drag(from, from + QPointF(50, 50), {}, true);
        scene.network->removeLayer(scene.layers[1]);
        scene.show();
        QTest::mouseMove(scene.view->viewport(), QPoint(300, 300));
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, QPoint(300, 300));
        QVERIFY(scene.moved.empty());
        scene.drag(header(scene.layer(0)), header(scene.layer(0)) + QPointF(50, 50), {}, true);
        scene.view->setBuilding(false);
        QTest::mouseRelease(scene.view->viewport(), Qt::LeftButton, {}, QPoint(300, 300));
        QVERIFY(scene.moved.empty());
        scene.view->setNetwork(nullptr, {});
        scene.view->setBuilding(true);
        scene.drag({0, 0}, {100, 100});
        QVERIFY(!scene.view->grab().isNull());
    }
};

GLASSNET_TEST(BuildGesturesTest);
#include "BuildGesturesTest.moc"
