#include "engine/project/DrawingEdits.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using Names = std::vector<std::string>;

void remove(Project& project, const Names& names) {
    std::set<LayerId> layers;
    for (const auto& name : names) {
        layers.insert(layerNamed(project, name));
    }
    QVERIFY(removeFromDrawing(project, layers, {}).has_value());
}

LayerId add(Project& project, const std::string& name, LayerSettings settings) {
    return addLayer(project, name, std::move(settings), {}).value();
}

void link(Project& project, const std::string& from, const std::string& to) {
    QVERIFY(connectLayers(project, layerNamed(project, from), layerNamed(project, to)).has_value());
}

}  // namespace

class DrawingRemovalTest final : public TestCase {
    Q_OBJECT
private slots:
    void bridgeTheMiddle();
    void bridgeInPlace();
    void bridgeWholeChains();
    void bridgeNoForks();
    void bridgeNothingTwice();
    void bridgeOnlyWhatLeadsThrough();
    void keepCutsAcrossDropout();
    void removeLinks();
    void removeEverything();
    void refuse();
};

void DrawingRemovalTest::bridgeTheMiddle() {
    Project project = drawnChain({2, 3, 4, 1});
    project.colors[layerNamed(project, "Dense")] = 3;
    remove(project, {"Dense"});
    QCOMPARE(sourcesOf(project, "Dense 2"), Names{"Input"});
    QVERIFY(project.colors.empty());
    QCOMPARE(project.positions.size(), std::size_t{3});
    QVERIFY(isReady(project));
    // At the ends there is nothing to bridge.
    remove(project, {"Input"});
    QVERIFY(sourcesOf(project, "Dense 2").empty());
    QCOMPARE(targetOf(project, "Output").shape(), (Shape{1, 1}));
    remove(project, {"Output"});
    QVERIFY(std::get<StoredRows>(project.data).targets.empty());
    QCOMPARE(project.network.layers().size(), std::size_t{1});
    QVERIFY(project.network.drawOrder() == moduleDrawOrder(project.network));
}

void DrawingRemovalTest::bridgeInPlace() {
    Project project = drawnChain({2, 3, 4, 1});
    link(project, "Dense", "Output");
    QCOMPARE(sourcesOf(project, "Output"), (Names{"Dense 2", "Dense"}));
    add(project, "Other", InputSettings{});
    QVERIFY(removeFromDrawing(project, {}, {linkBetween(project, "Dense", "Dense 2")}).has_value());
    link(project, "Other", "Dense 2");
    remove(project, {"Dense 2"});
    QCOMPARE(sourcesOf(project, "Output"), (Names{"Other", "Dense"}));
}

void DrawingRemovalTest::bridgeWholeChains() {
    Project project = drawnChain({2, 3, 4, 5, 6, 1});
    remove(project, {"Dense 3", "Dense", "Dense 4"});
    QCOMPARE(sourcesOf(project, "Dense 2"), Names{"Input"});
    QCOMPARE(sourcesOf(project, "Output"), Names{"Dense 2"});
    QVERIFY(isReady(project));
}

void DrawingRemovalTest::bridgeNoForks() {
    Project project = drawnChain({2, 3, 4, 1});
    link(project, "Dense", "Output");
    remove(project, {"Dense"});
    QVERIFY(sourcesOf(project, "Output") == Names{"Dense 2"});
    QVERIFY(sourcesOf(project, "Dense 2").empty());

    // What is removed with it does not count: only one link in and one out are left among what is kept.
    Project forked = drawnChain({2, 3, 4, 1});
    const LayerId side = add(forked, "Side", DenseSettings{});
    link(forked, "Dense", "Side");
    QVERIFY(removeFromDrawing(forked, {layerNamed(forked, "Dense"), side}, {}).has_value());
    QCOMPARE(sourcesOf(forked, "Dense 2"), Names{"Input"});
}

void DrawingRemovalTest::bridgeNothingTwice() {
    Project project = drawnChain({2, 3, 1});
    link(project, "Input", "Output");
    remove(project, {"Dense"});
    QCOMPARE(sourcesOf(project, "Output"), Names{"Input"});

    // Two ways that would become the same link.
    Project twice = drawnChain({2, 3, 1});
    add(twice, "Side", DenseSettings{});
    link(twice, "Input", "Side");
    link(twice, "Side", "Output");
    remove(twice, {"Dense", "Side"});
    QCOMPARE(sourcesOf(twice, "Output"), Names{"Input"});

    // Two units cannot be added to three.
    Project sizes = drawnChain({2, 3, 3, 1});
    add(sizes, "Join", JoinSettings{JoinMode::Add});
    link(sizes, "Dense", "Join");
    link(sizes, "Dense 2", "Join");
    remove(sizes, {"Output"});
    remove(sizes, {"Dense"});
    QCOMPARE(sourcesOf(sizes, "Join"), Names{"Dense 2"});
}

void DrawingRemovalTest::bridgeOnlyWhatLeadsThrough() {
    // Input -> Dense -> End (removed), Second (removed) -> End and -> Output: nothing leads from Dense to Output.
    Project project = drawnChain({2, 3, 1});
    add(project, "Second", InputSettings{});
    add(project, "End", OutputSettings{});
    link(project, "Second", "End");
    link(project, "Dense", "End");
    link(project, "Second", "Output");
    QVERIFY(removeFromDrawing(project, {}, {linkBetween(project, "Dense", "Output")}).has_value());
    remove(project, {"End", "Second"});
    QVERIFY(sourcesOf(project, "Output").empty());
}

void DrawingRemovalTest::keepCutsAcrossDropout() {
    Project project = drawnChain({2, 3, 1});
    QVERIFY(insertOnLink(project, linkBetween(project, "Dense", "Output"), "Dropout", DropoutSettings{}, {}).has_value());
    QVERIFY(setCut(project, linkBetween(project, "Dropout", "Output"), {1, 0}, true).has_value());
    remove(project, {"Dropout"});
    QVERIFY((project.network.find(linkBetween(project, "Dense", "Output"))->cut == std::set<UnitPair>{{1, 0}}));
    remove(project, {"Dense"});
    QVERIFY(project.network.find(linkBetween(project, "Input", "Output"))->cut.empty());
}

void DrawingRemovalTest::removeLinks() {
    Project project = drawnChain({2, 3, 4, 1});
    link(project, "Input", "Output");
    // The link that is removed with the layer leaves one out: the layer's ends are linked.
    link(project, "Dense", "Output");
    const LinkId extra = linkBetween(project, "Dense", "Output");
    QVERIFY(removeFromDrawing(project, {layerNamed(project, "Dense")}, {extra}).has_value());
    QCOMPARE(sourcesOf(project, "Dense 2"), Names{"Input"});
    QVERIFY(removeFromDrawing(project, {}, {linkBetween(project, "Input", "Dense 2")}).has_value());
    QVERIFY(sourcesOf(project, "Dense 2").empty());
    QCOMPARE(project.network.layers().size(), std::size_t{3});
}

void DrawingRemovalTest::removeEverything() {
    Project project = drawnChain({2, 3, 4, 1});
    remove(project, {"Input", "Dense", "Dense 2", "Output"});
    QVERIFY(project.network == NetworkSpec());
    QVERIFY(project.positions.empty());
    QVERIFY(std::get<StoredRows>(project.data).targets.empty());
    QVERIFY(removeFromDrawing(project, {}, {}).has_value());
}

void DrawingRemovalTest::refuse() {
    Project project = drawnChain({2, 3, 1});
    const Project before = project;
    const auto noLayer = removeFromDrawing(project, {layerNamed(project, "Dense"), LayerId{99}}, {});
    QVERIFY(!noLayer && noLayer.error().code == ErrorCode::UnknownLayer);
    const auto noLink = removeFromDrawing(project, {layerNamed(project, "Dense")}, {LinkId{99}});
    QVERIFY(!noLink && noLink.error().code == ErrorCode::UnknownLink);
    QVERIFY(sameProject(project, before));
}

GLASSNET_TEST(DrawingRemovalTest);

}  // namespace glassnet::test

#include "DrawingRemovalTest.moc"
