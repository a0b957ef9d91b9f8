#include "ui/canvas/CanvasGeometry.h"

#include <QLineF>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasElements.h"

using glassnet::DropoutSettings;
using glassnet::InputSettings;
using glassnet::JoinSettings;
using glassnet::NetworkSpec;
using glassnet::OutputSettings;
using glassnet::Position;
using glassnet::test::denseOf;
using glassnet::ui::arrange;
using glassnet::ui::CanvasGeometry;
using glassnet::ui::CanvasThing;
using glassnet::ui::geometryOf;
using glassnet::ui::LinkCurve;

namespace {

NetworkSpec chain(std::initializer_list<std::int64_t> units) {
    NetworkSpec network;
    glassnet::LayerId before;
    for (const auto* count = units.begin(); count != units.end(); ++count) {
        OutputSettings output;
        output.dense = denseOf(*count);
        const auto id = count == units.begin()     ? network.addLayer("Input", InputSettings{*count, 0, {}})
                        : count + 1 == units.end() ? network.addLayer("Output", output)
                                                   : network.addLayer("Dense", denseOf(*count));
        if (before.valid()) {
            network.addLink(before, id);
        }
        before = id;
    }
    return network;
}

NetworkSpec skip() {
    auto network = chain({2, 4, 4, 1});
    network.addLink(network.layers()[0].id, network.layers()[3].id);
    network.addLink(network.layers()[0].id, network.layers()[2].id);
    return network;
}

NetworkSpec join() {
    NetworkSpec network;
    const auto a = network.addLayer("Input 1", InputSettings{2, 0, {}});
    const auto b = network.addLayer("Input 2", InputSettings{3, 0, {}});
    const auto left = network.addLayer("Dense 1", denseOf(4));
    const auto joined = network.addLayer("Join", JoinSettings{});
    const auto dropped = network.addLayer("Dropout", DropoutSettings{});
    const auto end = network.addLayer("Output", OutputSettings{denseOf(2), {}, 1});
    const auto other = network.addLayer("Output 2", OutputSettings{denseOf(1), {}, 1});
    network.addLink(a, left);
    network.addLink(left, joined);
    network.addLink(b, joined);
    network.addLink(joined, dropped);
    network.addLink(dropped, end);
    network.addLink(left, other);
    return network;
}

NetworkSpec circle() {
    auto network = chain({2, 2, 1});
    network.addLink(network.layers()[2].id, network.layers()[1].id);
    network.addLayer("Alone", denseOf(1));
    return network;
}

NetworkSpec graph(const QString& name) {
    return name == QLatin1String("3-2-1")     ? chain({3, 2, 1})
           : name == QLatin1String("2-8-8-1") ? chain({2, 8, 8, 1})
           : name == QLatin1String("wide")    ? chain({784, 128, 12, 13, 10})
           : name == QLatin1String("skip")    ? skip()
           : name == QLatin1String("join")    ? join()
           : name == QLatin1String("circle")  ? circle()
                                              : NetworkSpec{};
}

}  // namespace

class CanvasGeometryTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void nothingOverlaps_data() {
        QTest::addColumn<QString>("name");
        for (const auto* name : {"3-2-1", "2-8-8-1", "wide", "skip", "join", "circle", "empty"}) {
            QTest::addRow("%s", name) << name;
        }
    }
    void nothingOverlaps() {
        QFETCH(QString, name);
        const auto network = graph(name);
        const auto geometry = geometryOf(network, {}, true);
        QCOMPARE(geometry.layers.size(), network.layers().size());
        QCOMPARE(geometry.links.size(), network.links().size());
        for (const auto& [id, layer] : geometry.layers) {
            QVERIFY(geometry.bounds.contains(layer.card));
            for (const auto& [otherId, other] : geometry.layers) {
                QVERIFY(id == otherId || !layer.card.united(layer.title).intersects(other.card.united(other.title)));
            }
            QVERIFY(!geometry.loss || !geometry.loss->intersects(layer.card));
            for (std::size_t i = 0; i < layer.shown.size(); ++i) {
                const double radius = layer.metrics.radius;
                const QRectF circle(layer.shown[i].center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
                QVERIFY(layer.card.contains(circle));
                QVERIFY(layer.card.contains(layer.tag(layer.shown[i], static_cast<std::size_t>(layer.metrics.tags - 1), 100)));
                for (std::size_t k = 0; k < i; ++k) {
                    QVERIFY(QLineF(layer.shown[i].center, layer.shown[k].center).length() > 2 * radius);
                }
            }
        }
    }

    void curvesGoAroundCards_data() { nothingOverlaps_data(); }
    void curvesGoAroundCards() {
        QFETCH(QString, name);
        const auto geometry = geometryOf(graph(name), {}, true);
        if (name == QLatin1String("circle")) {
            return;
        }
        for (const auto& link : geometry.links) {
            for (const auto& connection : link.connections) {
                for (const auto& [id, layer] : geometry.layers) {
                    QVERIFY(id == link.from || id == link.to || !connection.curve.crosses(layer.card));
                }
            }
        }
    }

    void linksPointRight() {
        const auto network = skip();
        const auto positions = arrange(network);
        for (const auto& link : network.links()) {
            QVERIFY(positions.at(link.from).x < positions.at(link.to).x);
        }
    }

    void longLayersAreSampled() {
        const auto network = chain({12, 13, 128, 1});
        const auto geometry = geometryOf(network, {}, false);
        const auto& twelve = geometry.layers.at(network.layers()[0].id);
        const auto& many = geometry.layers.at(network.layers()[2].id);
        QCOMPARE(twelve.shown.size(), std::size_t{12});
        QVERIFY(!twelve.gap);
        QCOMPARE(many.shown.front().unit, std::int64_t{0});
        QCOMPARE(many.shown.back().unit, std::int64_t{127});
        QVERIFY(many.shown.size() < 12);
        QVERIFY(many.gap && many.card.contains(*many.gap));
        QVERIFY(many.slot(64) == nullptr);
    }

    void givenPositionsAreKept() {
        const auto network = chain({3, 2, 1});
        const auto hidden = network.layers()[1].id;
        const auto output = network.layers()[2].id;
        // The hidden layer is put where the automatic arrangement would put the output.
        const Position there = arrange(network).at(output);
        const auto geometry = geometryOf(network, {{hidden, there}}, false);
        QCOMPARE(geometry.layers.at(hidden).card.center(), QPointF(there.x, there.y));
        QVERIFY(!geometry.layers.at(output).card.intersects(geometry.layers.at(hidden).card));
    }

    void connectionsFollowTheNetwork() {
        const auto network = join();
        const auto geometry = geometryOf(network, {}, false);
        // Dense: all pairs. A concatenation takes the second input behind the four units of the first; dropout is one to one.
        QCOMPARE(geometry.links[0].connections.size(), std::size_t{8});
        QCOMPARE(geometry.links[2].connections.size(), std::size_t{3});
        QCOMPARE(geometry.links[2].connections[0].from, std::int64_t{0});
        QCOMPARE(geometry.links[2].connections[0].to, std::int64_t{4});
        QCOMPARE(geometry.links[3].connections.size(), std::size_t{7});
    }

    void cutConnectionsAreGone() {
        auto network = chain({3, 2, 1});
        network.find(network.links()[0].id)->cut.insert({1, 0});
        const auto geometry = geometryOf(network, {}, false);
        QCOMPARE(geometry.links[0].connections.size(), std::size_t{5});
    }

    void curveDistances() {
        const LinkCurve level(QPointF(0, 0), QPointF(100, 0));
        QCOMPARE(level.at(0), QPointF(0, 0));
        QCOMPARE(level.at(1), QPointF(100, 0));
        QCOMPARE(level.distanceTo({50, 7}), 7.0);
        QCOMPARE(level.directionAt(0.5), QPointF(1, 0));
        QVERIFY(level.crosses(QRectF(40, -5, 20, 10)));
        QVERIFY(!level.crosses(QRectF(40, 5, 20, 10)));
        const LinkCurve around(QPointF(0, 0), QPointF(400, 0), QRectF(100, -50, 200, 100), 70);
        QVERIFY(!around.crosses(QRectF(100, -50, 200, 100)));
        QVERIFY(around.distanceTo({200, 70}) < 1e-9);
    }

    void hits() {
        const auto network = chain({3, 2, 1});
        const auto geometry = geometryOf(network, {}, true);
        const auto& input = geometry.layers.at(network.layers()[0].id);
        auto hit = hitTest(geometry, input.shown[2].center, 5);
        QCOMPARE(hit.thing, CanvasThing::Unit);
        QCOMPARE(hit.to, std::int64_t{2});
        const auto& connection = geometry.links[0].connections[3];
        hit = hitTest(geometry, connection.curve.at(0.1), 5);
        QCOMPARE(hit.thing, CanvasThing::Connection);
        QCOMPARE(hit.link, geometry.links[0].id);
        QCOMPARE(hitTest(geometry, input.card.topLeft() + QPointF(20, 4), 5).thing, CanvasThing::Layer);
        QCOMPARE(hitTest(geometry, geometry.loss->center(), 5).thing, CanvasThing::Loss);
        QCOMPARE(hitTest(geometry, geometry.bounds.topLeft() - QPointF(40, 40), 5).thing, CanvasThing::Ground);
    }
};

GLASSNET_TEST(CanvasGeometryTest);
#include "CanvasGeometryTest.moc"
