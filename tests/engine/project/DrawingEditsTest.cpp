#include "engine/project/DrawingEdits.h"

#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using Names = std::vector<std::string>;

/// Checks that an edit fails with this code and leaves the project as it was, bit for bit.
template <class Edit>
void checkEditRefused(Project& project, ErrorCode code, const Edit& edit) {
    const Project before = project;
    const auto result = edit(project);
    QVERIFY(!result.has_value());
    QCOMPARE(std::string(errorName(result.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(project, before));
}

template <class Result>
void checkDone(const Result& result) {
    QVERIFY2(result.has_value(), result.has_value() ? "" : errorName(result.error().code).data());
}

const LayerId kNobody{99};
const LinkId kNoLink{99};

}  // namespace

class DrawingEditsTest final : public TestCase {
    Q_OBJECT
private slots:
    void drawFromNothing();
    void nameUniquely();
    void refuseToAdd();
    void insert();
    void insertInPlace();
    void refuseToInsert();
    void connect();
    void refuseToConnect();
    void keepDrawOrder();
    void compareProjects();
};

void DrawingEditsTest::drawFromNothing() {
    Project project;
    const auto input = addLayer(project, "Input", InputSettings{.units = 4}, {0, 0});
    const auto dense = addLayer(project, "Dense", denseOf(8), {200, 0});
    const auto output = addLayer(project, "Output", outputOf(3), {400, 50});
    checkDone(input);
    checkDone(dense);
    checkDone(output);
    checkDone(connectLayers(project, *input, *dense));
    checkDone(connectLayers(project, *dense, *output));
    QVERIFY(isReady(project));
    QVERIFY((project.positions.at(*output) == Position{400, 50}));
    QCOMPARE(std::get<InputSettings>(project.network.layer(*input).settings).drawnRows, std::int64_t{1});
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::zeros({1, 3})));

    // A second input draws as many rows as there are.
    checkDone(setLayerProperty(project, {*input}, "drawnRows", std::int64_t{5}));
    const auto second = addLayer(project, "Input", InputSettings{.units = 2, .drawnRows = 3}, {0, 100});
    checkDone(second);
    checkDone(connectLayers(project, *second, *dense));
    QVERIFY(isReady(project));
    QCOMPARE(startOf(project).samples.at(*second).shape(), (Shape{5, 2}));
    QCOMPARE(targetOf(project, "Output").shape(), (Shape{5, 3}));

    // A formula's rows are left alone.
    Project synthetic;
    synthetic.data = SyntheticSpec{};
    const auto reading = addLayer(synthetic, "Input", InputSettings{}, {});
    checkDone(reading);
    QCOMPARE(std::get<InputSettings>(synthetic.network.layer(*reading).settings).drawnRows, std::int64_t{0});
    QVERIFY(std::holds_alternative<SyntheticSpec>(synthetic.data));
}

void DrawingEditsTest::nameUniquely() {
    Project project = drawnChain({2, 3, 3, 1});
    QVERIFY(layerNamed(project, "Dense").valid() && layerNamed(project, "Dense 2").valid());
    QCOMPARE(uniqueLayerName(project.network, "Dense"), std::string("Dense 3"));
    QCOMPARE(uniqueLayerName(project.network, "Dense 2"), std::string("Dense 3"));
    QCOMPARE(uniqueLayerName(project.network, "Dense 7"), std::string("Dense 7"));
    QCOMPARE(uniqueLayerName(project.network, "Join"), std::string("Join"));
    checkDone(addLayer(project, "2", DropoutSettings{}, {}));
    QCOMPARE(uniqueLayerName(project.network, "2"), std::string("2 2"));
}

void DrawingEditsTest::refuseToAdd() {
    Project project = drawnChain({2, 3, 1});
    checkEditRefused(project, ErrorCode::NoName, [](Project& p) { return addLayer(p, "", DenseSettings{}, {}); });
    checkEditRefused(project, ErrorCode::BadProperty, [](Project& p) { return addLayer(p, "a", denseOf(0), {}); });
    const double infinite = std::numeric_limits<double>::infinity();
    checkEditRefused(project, ErrorCode::BadProperty, [=](Project& p) { return addLayer(p, "a", DenseSettings{}, {0, infinite}); });
}

void DrawingEditsTest::insert() {
    Project project = drawnChain({2, 3, 1});
    const auto added = insertOnLink(project, linkBetween(project, "Dense", "Output"), "Dense", denseOf(4), {300, 0});
    checkDone(added);
    QCOMPARE(sourcesOf(project, "Output"), Names{"Dense 2"});
    QCOMPARE(sourcesOf(project, "Dense 2"), Names{"Dense"});
    QCOMPARE(project.network.links().size(), std::size_t{3});
    QVERIFY((project.positions.at(*added) == Position{300, 0}));
    QVERIFY(isReady(project));
}

void DrawingEditsTest::insertInPlace() {
    Project project = drawnChain({2, 3, 1});
    checkDone(connectLayers(project, layerNamed(project, "Input"), layerNamed(project, "Output")));
    checkDone(setCut(project, linkBetween(project, "Dense", "Output"), {2, 0}, true));
    checkDone(insertOnLink(project, linkBetween(project, "Dense", "Output"), "Dropout", DropoutSettings{}, {}));
    QCOMPARE(sourcesOf(project, "Output"), (Names{"Dropout", "Input"}));
    // Dropout keeps units as they are, so what was cut stays cut.
    QVERIFY((project.network.find(linkBetween(project, "Dropout", "Output"))->cut == std::set<UnitPair>{{2, 0}}));
    checkDone(insertOnLink(project, linkBetween(project, "Dropout", "Output"), "Dense", denseOf(3), {}));
    QCOMPARE(sourcesOf(project, "Output"), (Names{"Dense 2", "Input"}));
    QVERIFY(project.network.find(linkBetween(project, "Dense 2", "Output"))->cut.empty());
}

void DrawingEditsTest::refuseToInsert() {
    Project project = drawnChain({2, 3, 1});
    const LinkId link = linkBetween(project, "Input", "Dense");
    checkEditRefused(project, ErrorCode::UnknownLink, [](Project& p) { return insertOnLink(p, kNoLink, "a", DenseSettings{}, {}); });
    checkEditRefused(project, ErrorCode::LinkIntoInput, [=](Project& p) { return insertOnLink(p, link, "a", InputSettings{}, {}); });
    checkEditRefused(project, ErrorCode::LinkOutOfOutput, [=](Project& p) { return insertOnLink(p, link, "a", OutputSettings{}, {}); });
    checkEditRefused(project, ErrorCode::NoName, [=](Project& p) { return insertOnLink(p, link, "", DenseSettings{}, {}); });
}

void DrawingEditsTest::connect() {
    Project project = drawnChain({2, 3, 1});
    const auto link = connectLayers(project, layerNamed(project, "Input"), layerNamed(project, "Output"));
    checkDone(link);
    QCOMPARE(sourcesOf(project, "Output"), (Names{"Dense", "Input"}));
    QVERIFY(project.network.find(*link) != nullptr);
    QVERIFY(isReady(project));
}

void DrawingEditsTest::refuseToConnect() {
    Project project = drawnChain({2, 3, 3, 1});
    const auto dropout = addLayer(project, "Dropout", DropoutSettings{}, {});
    const auto join = addLayer(project, "Join", JoinSettings{JoinMode::Add}, {});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    const LayerId last = layerNamed(project, "Dense 2");
    const LayerId output = layerNamed(project, "Output");
    checkDone(connectLayers(project, dense, *dropout));
    checkDone(connectLayers(project, dense, *join));
    const auto check = [&project](ErrorCode code, LayerId from, LayerId to) {
        checkEditRefused(project, code, [=](Project& p) { return connectLayers(p, from, to); });
    };
    check(ErrorCode::UnknownLayer, kNobody, dense);
    check(ErrorCode::UnknownLayer, dense, kNobody);
    check(ErrorCode::LinkToItself, dense, dense);
    check(ErrorCode::LinkOutOfOutput, output, dense);
    check(ErrorCode::LinkIntoInput, dense, input);
    check(ErrorCode::LinkTwice, dense, last);
    check(ErrorCode::LinkCycle, last, dense);
    check(ErrorCode::LinkTaken, last, *dropout);
    check(ErrorCode::JoinSizes, input, *join);
    QVERIFY(!whyNotConnect(project.network, last, *join));
    QVERIFY(!whyNotConnect(project.network, *dropout, output));
}

void DrawingEditsTest::keepDrawOrder() {
    Project project = drawnChain({2, 3, 1});
    checkDone(insertOnLink(project, linkBetween(project, "Input", "Dense"), "Dense", DenseSettings{}, {}));
    // The layer was added last and is drawn before its reader.
    QVERIFY(project.network.drawOrder() == moduleDrawOrder(project.network));
    QVERIFY(project.network.drawOrder().at(1).layer == layerNamed(project, "Dense 2"));

    project.network = lesson();
    checkDone(insertOnLink(project, linkBetween(project, "Dense 1", "Output"), "Dense", DenseSettings{}, {}));
    QVERIFY(project.network.drawOrder() == lessonDrawOrder(project.network));
    QVERIFY(project.network.drawOrder() != moduleDrawOrder(project.network));

    auto own = project.network.drawOrder();
    std::ranges::reverse(own);
    project.network.setDrawOrder(own);
    checkDone(addLayer(project, "Dense", DenseSettings{}, {}));
    const LayerId added = layerNamed(project, "Dense 2");
    own.push_back({added, DrawRole::Weight});
    own.push_back({added, DrawRole::Bias});
    QVERIFY(project.network.drawOrder() == own);
    checkDone(removeFromDrawing(project, {layerNamed(project, "Dense")}, {}));
    std::erase_if(own, [&](const DrawItem& item) { return project.network.find(item.layer) == nullptr; });
    QVERIFY(project.network.drawOrder() == own);
}

void DrawingEditsTest::compareProjects() {
    const Project chain = drawnChain({2, 3, 1});
    const auto differs = [&chain](auto change) {
        Project other = chain;
        change(other);
        return !sameProject(chain, other) && !sameProject(other, chain);
    };
    QVERIFY(sameProject(chain, drawnChain({2, 3, 1})));
    QVERIFY(differs([](Project& p) { p.name = "a"; }));
    QVERIFY(differs([](Project& p) { checkDone(setUnits(p, layerNamed(p, "Dense"), 4)); }));
    QVERIFY(differs([](Project& p) { p.positions.begin()->second.x = 1; }));
    QVERIFY(differs([](Project& p) { p.colors[LayerId{1}] = 1; }));
    QVERIFY(differs([](Project& p) { p.data = SyntheticSpec{}; }));
    QVERIFY(differs([](Project& p) { p.data = TableSpec{}; }));
    QVERIFY(differs([](Project& p) { p.plan.split.testShare = 0.5; }));
    QVERIFY(differs([](Project& p) { p.plan.normalization = Normalization::MinMax; }));
    QVERIFY(differs([](Project& p) { p.plan.features = {{FeatureKind::Square, 0, 0}}; }));
    QVERIFY(differs([](Project& p) { std::get<StoredRows>(p.data).targets.begin()->second = Tensor::full({1, 1}, -0.0); }));
    QVERIFY(differs([](Project& p) { p.training.seeds[0] = 1; }));
    QVERIFY(differs([](Project& p) { p.state = startOf(p).state; }));
    QVERIFY(differs([](Project& p) { p.unknownParts["a"] = {}; }));
    QVERIFY(differs([](Project& p) { p.unknownFields["a"] = "1"; }));
    Project synthetic = chain;
    synthetic.data = SyntheticSpec{};
    Project other = synthetic;
    QVERIFY(sameProject(synthetic, other));
    std::get<SyntheticSpec>(other.data).seed = 4;
    QVERIFY(!sameProject(synthetic, other));
    other = synthetic;
    synthetic.state = startOf(synthetic).state;
    other.state = startOf(other).state;
    QVERIFY(sameProject(synthetic, other));
    other.state->step = 1;
    QVERIFY(!sameProject(synthetic, other));
}

GLASSNET_TEST(DrawingEditsTest);

}  // namespace glassnet::test

#include "DrawingEditsTest.moc"
