#include <QLineF>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/tools/Bundles.h"
#include "ui/canvas/tools/DropPlan.h"
#include "ui/canvas/tools/Grab.h"
#include "ui/canvas/tools/Guides.h"
#include "ui/canvas/tools/UnitPlaces.h"

using glassnet::LayerId;
using glassnet::LinkId;
using glassnet::NetworkSpec;
using glassnet::Position;
using glassnet::test::denseOf;
using glassnet::ui::alignmentGuides;
using glassnet::ui::bundleAt;
using glassnet::ui::CanvasGeometry;
using glassnet::ui::cutConnections;
using glassnet::ui::draggedUnits;
using glassnet::ui::dropPreview;
using glassnet::ui::geometryOf;
using glassnet::ui::grabAt;
using glassnet::ui::GrabKind;
using glassnet::ui::GrabScene;
using glassnet::ui::GuideKind;
using glassnet::ui::LinkGeometry;
using glassnet::ui::steppersOf;
using glassnet::ui::thingAt;
using glassnet::ui::unitPlaceAt;

namespace {

/// Input of 4 at x = 0, Dense of 8 at 272, Output of 3 at 544, all level.
struct Chain {
    NetworkSpec network;
    LayerId input = network.addLayer("Input", glassnet::InputSettings{4, 0, {}});
    LayerId dense = network.addLayer("Dense", denseOf(8));
    LayerId output = network.addLayer("Output", glassnet::OutputSettings{denseOf(3), {}, 1});
    LinkId first = network.addLink(input, dense);
    LinkId second = network.addLink(dense, output);
    std::map<LayerId, Position> positions{{input, {0, 0}}, {dense, {272, 0}}, {output, {544, 0}}};

    [[nodiscard]] CanvasGeometry geometry() const { return geometryOf(network, positions, false); }
};

}  // namespace

class BuildPlansTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void grabs() {
        const Chain chain;
        const auto geometry = chain.geometry();
        const std::vector<LinkGeometry> cuts;
        const GrabScene scene{geometry, chain.network, cuts, chain.dense, 1};
        const auto& dense = geometry.layers.at(chain.dense);
        const auto kind = [&](double x, double y) { return grabAt(scene, {x, y}).kind; };
        const QRectF card = dense.card;
        // Right below the title's words, above the first unit.
        QCOMPARE(kind(card.center().x(), card.top() + 12), GrabKind::Layer);
        QCOMPARE(kind(card.center().x(), card.top() - 20), GrabKind::Title);
        QCOMPARE(kind(dense.shown[3].center.x(), dense.shown[3].center.y()), GrabKind::Unit);
        QCOMPARE(kind(card.right() - 2, card.center().y()), GrabKind::OutEdge);
        QCOMPARE(kind(card.right() + 6, card.center().y()), GrabKind::OutEdge);
        QCOMPARE(kind(card.left() + 2, card.center().y()), GrabKind::InEdge);
        QCOMPARE(kind(card.center().x() - 30, card.bottom() - 1), GrabKind::LowerEdge);
        QCOMPARE(kind(card.center().x() - 30, card.bottom() + 3), GrabKind::LowerEdge);
        const auto steppers = steppersOf(dense, 1);
        QVERIFY(steppers.has_value());
        QCOMPARE(grabAt(scene, steppers->more.center()).kind, GrabKind::More);
        QCOMPARE(grabAt(scene, steppers->fewer.center()).kind, GrabKind::Fewer);
        QCOMPARE(kind(card.center().x(), card.bottom() + 200), GrabKind::Ground);
        // Nothing leads into an input or out of an output.
        const auto& input = geometry.layers.at(chain.input).card;
        QCOMPARE(kind(input.left() + 2, input.center().y() + 40), GrabKind::Layer);
        const auto& output = geometry.layers.at(chain.output).card;
        QCOMPARE(kind(output.right() - 2, output.top() + 12), GrabKind::Layer);
        // A click on an edge means what lies there, not the edge.
        QCOMPARE(thingAt(scene, {card.right() - 2, card.top() + 6}).kind, GrabKind::Layer);
        // Edges keep their size on the screen: twice as far at half the zoom, but never over the units.
        QVERIFY(grabAt({geometry, chain.network, cuts, {}, 0.5}, {card.right() + 16, card.center().y()}).kind == GrabKind::OutEdge);
        QVERIFY(grabAt({geometry, chain.network, cuts, {}, 0.1}, dense.shown[0].center).kind == GrabKind::Unit);
    }

    void bundlesAreFoundBetweenTheirCurves() {
        const Chain chain;
        const auto geometry = chain.geometry();
        const double x = 136;
        QCOMPARE(bundleAt(geometry, {x, 0}, 4), std::optional(chain.first));
        QCOMPARE(bundleAt(geometry, {x + 272, 0}, 4), std::optional(chain.second));
        const auto& dense = geometry.layers.at(chain.dense).card;
        QCOMPARE(bundleAt(geometry, {x, dense.bottom() + 60}, 4), std::nullopt);
    }

    void cutConnectionsKeepTheirCurves() {
        Chain chain;
        QVERIFY(cutConnections(chain.network, chain.positions).empty());
        const auto whole = chain.geometry();
        chain.network.find(chain.first)->cut.insert({2, 5});
        const auto cuts = cutConnections(chain.network, chain.positions);
        QCOMPARE(cuts.size(), std::size_t{1});
        QCOMPARE(cuts[0].connections.size(), std::size_t{1});
        const auto same = std::find_if(whole.links[0].connections.begin(), whole.links[0].connections.end(),
                                       [](const auto& each) { return each.from == 2 && each.to == 5; });
        QCOMPARE(cuts[0].connections[0].curve.at(0.3), same->curve.at(0.3));
        const auto geometry = chain.geometry();
        QCOMPARE(thingAt({geometry, chain.network, cuts, {}, 1}, same->curve.at(0.02)).to, std::int64_t{5});
    }

    void cardsSnapToOthers() {
        const Chain chain;
        const auto geometry = chain.geometry();
        const QRectF card(QPointF(544 + 272 - 60, -100), QSizeF(120, 200));
        // 4 to the right of where the gap equals the one before, 3 below level.
        auto snap = alignmentGuides(geometry, {}, std::array{card.translated(4, 3)}, 6);
        QCOMPARE(snap.offset, QPointF(-4, -3));
        QVERIFY(std::any_of(snap.guides.begin(), snap.guides.end(), [](const auto& guide) { return guide.kind == GuideKind::Gap; }));
        const auto level = std::find_if(snap.guides.begin(), snap.guides.end(),
                                        [](const auto& guide) { return guide.kind == GuideKind::Line && guide.line.dy() == 0; });
        QVERIFY(level != snap.guides.end());
        QCOMPARE(level->line.y1(), 0.0);
        QVERIFY(level->line.x1() < -60 && level->line.x2() > 544 + 272 + 60);
        // Too far away, or suspended.
        snap = alignmentGuides(geometry, {}, std::array{card.translated(40, 17)}, 6);
        QVERIFY(snap.offset.isNull() && snap.guides.empty());
        snap = alignmentGuides(geometry, {}, std::array{card.translated(4, 3)}, 0);
        QVERIFY(snap.offset.isNull());
        // Edges: its top with the output's.
        const QRectF output = geometry.layers.at(chain.output).card;
        snap = alignmentGuides(geometry, {}, std::array{QRectF(760, output.top() + 5, 120, 90)}, 6);
        QCOMPARE(snap.offset.y(), -5.0);
        // In the middle between two.
        snap = alignmentGuides(geometry, {chain.dense}, std::array{geometry.layers.at(chain.dense).card.translated(5, 0)}, 6);
        QCOMPARE(snap.offset.x(), -5.0);
        // A layer does not snap to itself.
        snap = alignmentGuides(geometry, {chain.input, chain.dense, chain.output}, std::array{card}, 6);
        QVERIFY(snap.guides.empty());
    }

    void dropsFindTheirLinks_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<int>("onLink");
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("before");
        // Layers and links by their place in the chain, -1: none.
        QTest::newRow("between the first two") << "dense" << QPointF(136, 10) << 0 << -1 << -1;
        QTest::newRow("between the last two") << "dropout" << QPointF(410, -30) << 1 << -1 << -1;
        QTest::newRow("in the gap above the curves") << "batch_norm" << QPointF(136, -200) << 0 << -1 << -1;
        QTest::newRow("an input inserts itself nowhere") << "input" << QPointF(136, 10) << -1 << -1 << -1;
        QTest::newRow("an output neither") << "output" << QPointF(410, 10) << -1 << -1 << -1;
        QTest::newRow("far below") << "dense" << QPointF(136, 900) << -1 << -1 << -1;
        QTest::newRow("behind an output") << "dense" << QPointF(800, 0) << -1 << -1 << -1;
    }
    void dropsFindTheirLinks() {
        QFETCH(QString, kind);
        QFETCH(QPointF, point);
        QFETCH(int, onLink);
        QFETCH(int, after);
        QFETCH(int, before);
        const Chain chain;
        const auto plan = dropPreview(chain.geometry(), chain.network, kind.toStdString(), point, 0);
        QVERIFY(plan.has_value());
        const std::array links{chain.first, chain.second};
        const std::array layers{chain.input, chain.dense, chain.output};
        QCOMPARE(plan->onLink, onLink < 0 ? std::nullopt : std::optional(links.at(static_cast<std::size_t>(onLink))));
        QCOMPARE(plan->after, after < 0 ? std::nullopt : std::optional(layers.at(static_cast<std::size_t>(after))));
        QCOMPARE(plan->before, before < 0 ? std::nullopt : std::optional(layers.at(static_cast<std::size_t>(before))));
        QCOMPARE(plan->place(), point);
        QCOMPARE(plan->wires.empty(), onLink < 0);
    }

    void dropsLinkWhatIsLoose() {
        NetworkSpec network;
        const auto input = network.addLayer("Input", glassnet::InputSettings{2, 0, {}});
        const auto output = network.addLayer("Output", glassnet::OutputSettings{denseOf(1), {}, 1});
        const auto geometry = geometryOf(network, {{input, {0, 0}}, {output, {800, 0}}}, false);
        auto plan = dropPreview(geometry, network, "dense", {400, 0}, 0);
        QCOMPARE(plan->after, std::optional(input));
        QCOMPARE(plan->before, std::optional(output));
        QCOMPARE(plan->wires.size(), std::size_t{3});
        plan = dropPreview(geometry, network, "input", {400, 0}, 0);
        QCOMPARE(plan->after, std::nullopt);
        QCOMPARE(plan->before, std::optional(output));
        plan = dropPreview(geometry, network, "dense", {-300, 0}, 0);
        QCOMPARE(plan->after, std::nullopt);
        plan = dropPreview(geometry, network, "dropout", {300, 0}, 0);
        // A layer without units of its own shows its source's.
        QCOMPARE(plan->ghost.units, std::int64_t{2});
        QVERIFY(!dropPreview(geometry, network, "teapot", {0, 0}, 0));
        QVERIFY(dropPreview({}, {}, "dense", {0, 0}, 6).has_value());
        // It snaps: 5 above level.
        QCOMPARE(dropPreview(geometry, network, "input", {500, -5}, 6)->place().y(), 0.0);
    }

    void unitsFindTheirPlace() {
        Chain chain;
        const auto other = chain.network.addLayer("Dense 2", denseOf(5));
        chain.positions[other] = {272, 700};
        const auto geometry = chain.geometry();
        const auto& dense = geometry.layers.at(chain.dense);
        const auto placeAt = [&](LayerId from, std::int64_t unit, const QPointF& point) {
            return unitPlaceAt(geometry, chain.network, from, unit, point);
        };
        // Just above unit 5: taken from above, what lies between moves up.
        const QPointF above = dense.shown[5].center - QPointF(0, 4);
        QCOMPARE(placeAt(chain.dense, 1, above)->place, std::int64_t{4});
        QCOMPARE(placeAt(chain.dense, 7, above)->place, std::int64_t{5});
        // Where it stands already, on both sides.
        QCOMPARE(placeAt(chain.dense, 5, above)->place, std::int64_t{5});
        QCOMPARE(placeAt(chain.dense, 5, dense.shown[5].center + QPointF(0, 4))->place, std::int64_t{5});
        QCOMPARE(placeAt(chain.dense, 0, dense.card.center() + QPointF(0, dense.card.height() / 2 - 3))->place, std::int64_t{7});
        const auto& second = geometry.layers.at(other);
        const auto across = placeAt(chain.dense, 1, second.shown[4].center + QPointF(0, 10));
        QCOMPARE(across->layer, other);
        QCOMPARE(across->place, std::int64_t{5});
        QVERIFY(second.card.contains(across->mark.p1()));
        QVERIFY(!placeAt(chain.dense, 1, geometry.layers.at(chain.output).card.center()));
        QVERIFY(!placeAt(chain.input, 1, dense.card.center()));
        QVERIFY(placeAt(chain.input, 1, geometry.layers.at(chain.input).card.center()).has_value());
        QVERIFY(!placeAt(chain.dense, 1, {272, 3000}));
    }

    void lowerEdgeCounts_data() {
        QTest::addColumn<qint64>("start");
        QTest::addColumn<double>("pixels");
        QTest::addColumn<qint64>("units");
        QTest::newRow("still") << qint64{8} << 3.0 << qint64{8};
        QTest::newRow("two more") << qint64{8} << 32.0 << qint64{10};
        QTest::newRow("three fewer") << qint64{8} << -48.0 << qint64{5};
        QTest::newRow("never none") << qint64{3} << -900.0 << qint64{1};
        QTest::newRow("wide") << qint64{130} << 16.0 << qint64{136};
        QTest::newRow("wide, still") << qint64{130} << 0.0 << qint64{130};
        QTest::newRow("not beyond") << qint64{4} << 1e6 << qint64{1000};
    }
    void lowerEdgeCounts() {
        QFETCH(qint64, start);
        QFETCH(double, pixels);
        QFETCH(qint64, units);
        QCOMPARE(qint64{draggedUnits(start, pixels, 1000)}, units);
    }
};

GLASSNET_TEST(BuildPlansTest);
#include "BuildPlansTest.moc"
