#include "ui/drawing/LayerPlaces.h"

#include "engine/project/ChainProject.h"
#include "tests/support/TestCase.h"
#include "ui/drawing/LayerDefaults.h"

namespace glassnet::test {

using namespace ui;

class LayerPlacesTest final : public TestCase {
    Q_OBJECT
private slots:
    void alignsSidesAndMiddles();
    void distributesWithEqualGaps();
    void arrangesByTheLongestWay();
    void makesRoom();

private:
    const std::map<LayerId, Position> m_places{{LayerId{1}, {0, 0}}, {LayerId{2}, {90, 40}}, {LayerId{3}, {300, -20}}};
    const HalfSizes m_sizes{{LayerId{1}, {10, 30}}, {LayerId{2}, {20, 10}}, {LayerId{3}, {10, 20}}};
};

void LayerPlacesTest::alignsSidesAndMiddles() {
    const auto left = aligned(m_places, m_sizes, Alignment::Left);
    for (const auto& [id, place] : left) {
        QCOMPARE(place.x - m_sizes.at(id).x, -10.0);
        QCOMPARE(place.y, m_places.at(id).y);
    }
    for (const auto& [id, place] : aligned(m_places, m_sizes, Alignment::Bottom)) {
        QCOMPARE(place.y + m_sizes.at(id).y, 50.0);
    }
    for (const auto& [id, place] : aligned(m_places, m_sizes, Alignment::Middle)) {
        QCOMPARE(place.y, (-40.0 + 50.0) / 2);
    }
    QVERIFY(aligned({}, m_sizes, Alignment::Top).empty());
}

void LayerPlacesTest::distributesWithEqualGaps() {
    const auto even = distributed(m_places, m_sizes, true);
    QCOMPARE(even.at(LayerId{1}).x, 0.0);
    QCOMPARE(even.at(LayerId{3}).x, 300.0);
    const double first = (even.at(LayerId{2}).x - 20) - (even.at(LayerId{1}).x + 10);
    const double second = (even.at(LayerId{3}).x - 10) - (even.at(LayerId{2}).x + 20);
    QCOMPARE(first, second);
}

void LayerPlacesTest::arrangesByTheLongestWay() {
    auto project = chainProject(std::vector<std::int64_t>{2, 3, 1}, chainNames(), {1, 1, 1});
    const auto& layers = project.network.layers();
    const auto skip = project.network.addLayer("Join", JoinSettings{});
    project.network.addLink(layers[0].id, skip);
    project.network.addLink(layers[1].id, skip);
    const auto places = arranged(project.network, {});
    QCOMPARE(places.size(), std::size_t{4});
    QVERIFY(places.at(layers[0].id).x < places.at(layers[1].id).x);
    QVERIFY(places.at(layers[1].id).x < places.at(skip).x);
    QCOMPARE(places.at(skip).x, places.at(layers[2].id).x);
    QVERIFY(places.at(skip).y != places.at(layers[2].id).y);
}

void LayerPlacesTest::makesRoom() {
    const auto moved = withRoomAt(m_places, 90, 200);
    QCOMPARE(withRoomAt(m_places, 190, 200).at(LayerId{1}).x, 0.0);
    // Whoever stands nearer than half a step makes room as well.
    QCOMPARE(moved.at(LayerId{1}).x, 200.0);
    QCOMPARE(moved.at(LayerId{2}).x, 290.0);
    QCOMPARE(moved.at(LayerId{3}).x, 500.0);
}

GLASSNET_TEST(LayerPlacesTest);

}  // namespace glassnet::test

#include "LayerPlacesTest.moc"
