#include "engine/network/NetworkSpec.h"

#include <algorithm>
#include <set>

#include "tests/engine/tensor/Thrown.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class NetworkSpecTest : public test::TestCase {
    Q_OBJECT
private slots:
    void linksPointForwardInTheOrder();
    void layersOnACircleAreLeftOut();
    void idsAreNeverUsedAgain();
    void whatIsRemovedTakesItsLinksAndDraws();
    void whatIsPutBackIsTheSame();
    void unknownAndTakenIds();
    void drawOrders();
    void incomingIsTheOrderOfConcatenation();
};

using Places = std::vector<std::uint32_t>;

Places placesOf(const std::vector<LayerId>& ids) {
    Places places;
    std::ranges::transform(ids, std::back_inserter(places), &LayerId::value);
    return places;
}

void NetworkSpecTest::linksPointForwardInTheOrder() {
    NetworkSpec network;
    const auto late = network.addLayer("late", OutputSettings{});
    const auto second = network.addLayer("second", DenseSettings{});
    const auto first = network.addLayer("first", InputSettings{});
    const auto other = network.addLayer("other", InputSettings{});
    network.addLink(second, late);
    network.addLink(first, second);
    network.addLink(first, late);
    network.addLink(other, late);
    // Ready at the same time: in the order they are listed in.
    QCOMPARE(placesOf(network.topologicalOrder()), (Places{first.value, second.value, other.value, late.value}));
}

void NetworkSpecTest::layersOnACircleAreLeftOut() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{});
    const auto a = network.addLayer("a", DenseSettings{});
    const auto b = network.addLayer("b", DenseSettings{});
    network.addLink(x, a);
    network.addLink(a, b);
    network.addLink(b, a);
    QCOMPARE(placesOf(network.topologicalOrder()), (Places{x.value}));
}

void NetworkSpecTest::idsAreNeverUsedAgain() {
    NetworkSpec network;
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 5; ++i) {
        const auto a = network.addLayer("a", DenseSettings{});
        const auto b = network.addLayer("b", DenseSettings{});
        const auto link = network.addLink(a, b);
        for (const auto id : {a.value, b.value, link.value}) {
            QVERIFY(id != 0);
            QVERIFY(seen.insert(id).second);
        }
        network.removeLink(link);
        network.removeLayer(b);
        network.removeLayer(a);
    }
    network.insertLayer({LayerId{100}, "from a file", DenseSettings{}, {}}, 0);
    QVERIFY(network.addLayer("c", DenseSettings{}).value > 100);
}

void NetworkSpecTest::whatIsRemovedTakesItsLinksAndDraws() {
    auto network = test::lesson();
    const auto hidden = network.layers()[1].id;
    network.removeLayer(hidden);
    QCOMPARE(network.layers().size(), std::size_t{2});
    QVERIFY(network.links().empty());
    QVERIFY(std::ranges::none_of(network.drawOrder(), [&](const DrawItem& item) { return item.layer == hidden; }));
    QCOMPARE(network.drawOrder().size(), std::size_t{3});
    const auto before = network;
    network.removeLayer(hidden);
    network.removeLink(LinkId{99});
    QVERIFY(network == before);
}

void NetworkSpecTest::whatIsPutBackIsTheSame() {
    const auto before = test::lesson();
    auto network = before;
    const auto layer = network.layers()[1];
    const auto links = network.links();
    network.removeLayer(layer.id);
    QVERIFY(!(network == before));
    network.insertLayer(layer, 1);
    network.insertLink(links[0], 0);
    network.insertLink(links[1], 1);
    network.setDrawOrder(before.drawOrder());
    QVERIFY(network == before);
    // A layer that came and went leaves no trace.
    network.removeLayer(network.addLayer("more", DenseSettings{}));
    QVERIFY(network == before);
}

void NetworkSpecTest::unknownAndTakenIds() {
    auto network = test::lesson();
    QCOMPARE(network.find(LayerId{99}), nullptr);
    QCOMPARE(network.find(LinkId{99}), nullptr);
    QCOMPARE(test::thrown([&] { return network.layer(LayerId{99}); }).value().code, ErrorCode::UnknownLayer);
    const auto layer = network.layers()[0];
    const auto link = network.links()[0];
    QCOMPARE(test::thrown([&] { return network.insertLayer(layer, 0), 0; }).value().code, ErrorCode::DuplicateName);
    QCOMPARE(test::thrown([&] { return network.insertLink(link, 0), 0; }).value().code, ErrorCode::DuplicateName);
}

void NetworkSpecTest::drawOrders() {
    const auto network = test::lesson({3, 2, 2, 1});
    const auto& layers = network.layers();
    const auto x = layers[0].id;
    const auto a = layers[1].id;
    const auto b = layers[2].id;
    const auto y = layers[3].id;
    using Order = std::vector<DrawItem>;
    const Order module{{x, DrawRole::Samples}, {a, DrawRole::Weight}, {a, DrawRole::Bias}, {b, DrawRole::Weight},
                       {b, DrawRole::Bias},    {y, DrawRole::Weight}, {y, DrawRole::Bias}};
    const Order lesson{{x, DrawRole::Samples}, {a, DrawRole::Weight}, {b, DrawRole::Weight}, {y, DrawRole::Weight},
                       {a, DrawRole::Bias},    {b, DrawRole::Bias},   {y, DrawRole::Bias}};
    QVERIFY(moduleDrawOrder(network) == module);
    QVERIFY(lessonDrawOrder(network) == lesson);
    QVERIFY(network.drawOrder() == lesson);
    // A network that is not told otherwise draws as nn.Module.
    const auto plain = test::chain({3, 2, 1}, {Activation::Tanh, Activation::Tanh}, Loss::L1);
    QVERIFY(plain.drawOrder() == moduleDrawOrder(plain));
}

void NetworkSpecTest::incomingIsTheOrderOfConcatenation() {
    NetworkSpec network;
    const auto a = network.addLayer("a", InputSettings{});
    const auto b = network.addLayer("b", InputSettings{});
    const auto y = network.addLayer("y", OutputSettings{});
    network.addLink(b, y);
    const auto first = network.addLink(a, y);
    QCOMPARE(network.incoming(y).at(0)->from, b);
    const auto link = *network.find(first);
    network.removeLink(first);
    network.insertLink(link, 0);
    QCOMPARE(network.incoming(y).at(0)->from, a);
    QCOMPARE(network.outgoing(a).size(), std::size_t{1});
    QVERIFY(network.incoming(a).empty());
}

GLASSNET_TEST(NetworkSpecTest);

}  // namespace

}  // namespace glassnet

#include "NetworkSpecTest.moc"
