#include "engine/project/DrawingEdits.h"
#include "engine/project/NetworkJson.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// Checks that an edit fails with this code and leaves the project as it was, bit for bit.
template <class Edit>
void checkPropertyRefused(Project& project, ErrorCode code, const Edit& edit) {
    const Project before = project;
    const Result<void> result = edit(project);
    QVERIFY(!result.has_value());
    QCOMPARE(std::string(errorName(result.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(project, before));
}

void checkPropertyDone(const Result<void>& result) {
    QVERIFY2(result.has_value(), result.has_value() ? "" : errorName(result.error().code).data());
}

const LayerId kDrawingPropertiesNobody{99};

/// 2-3-2 with three rows stored for both ends.
Project withRows() {
    Project project = drawnChain({2, 3, 2});
    const LayerId input = layerNamed(project, "Input");
    std::get<InputSettings>(project.network.find(input)->settings).drawnRows = 0;
    project.network.setDrawOrder(moduleDrawOrder(project.network));
    project.data = StoredRows{{{input, Tensor::from<float>({1, 2, 3, 4, 5, 6}, {3, 2})}},
                              {{layerNamed(project, "Output"), Tensor::from<float>({1, 0, 0, 1, 0.5F, 0.25F}, {3, 2})}}};
    return project;
}

const Tensor& inputRows(const Project& project) { return std::get<StoredRows>(project.data).inputs.at(layerNamed(project, "Input")); }

}  // namespace

class DrawingPropertiesTest final : public TestCase {
    Q_OBJECT
private slots:
    void setSeveral();
    void refuseProperties();
    void fitRows();
    void fitClasses();
    void leaveOtherRows();
    void drawAlike();
    void dropLostUnits();
    void rename();
    void nameUnits();
    void color();
    void keepColors();
    void move();
    void cut();
};

void DrawingPropertiesTest::setSeveral() {
    Project project = drawnChain({2, 3, 3, 2});
    const std::set<LayerId> layers{layerNamed(project, "Dense"), layerNamed(project, "Output")};
    checkPropertyDone(setLayerProperty(project, layers, "activation", defaultSpec(Activation::Tanh)));
    checkPropertyDone(setLayerProperty(project, layers, "units", std::int64_t{5}));
    for (const LayerId layer : layers) {
        QVERIFY(project.network.layer(layer).dense()->activation == defaultSpec(Activation::Tanh));
        QCOMPARE(project.network.layer(layer).dense()->units, std::int64_t{5});
    }
    QVERIFY(isReady(project));
    checkPropertyDone(setUnits(project, layerNamed(project, "Dense 2"), 1));
    QCOMPARE(inferShapes(project.network).at(layerNamed(project, "Output")).in, std::int64_t{1});
}

void DrawingPropertiesTest::refuseProperties() {
    Project project = drawnChain({2, 3, 2});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    checkPropertyRefused(project, ErrorCode::UnknownLayer, [=](Project& p) {
        return setLayerProperty(p, {dense, kDrawingPropertiesNobody}, "units", std::int64_t{5});
    });
    // The first would take it, the second has no such property: none gets it.
    checkPropertyRefused(project, ErrorCode::BadProperty, [=](Project& p) {
        return setLayerProperty(p, {input, dense}, "drawnRows", std::int64_t{5});
    });
    checkPropertyRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setLayerProperty(p, {dense}, "units", 5.0); });
    checkPropertyRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setUnits(p, dense, 0); });
    checkPropertyRefused(project, ErrorCode::BadProperty,
                         [=](Project& p) { return setLayerProperty(p, {input}, "drawnRows", std::int64_t{9'000'000'000'000'000}); });
    // A network that no machine holds is a problem, shown on the layer, and not an error.
    checkPropertyDone(setUnits(project, layerNamed(project, "Output"), 9'000'000'000'000'000));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::zeros({1, 2})));
    checkPropertyDone(setUnits(project, layerNamed(project, "Output"), 3));
    QVERIFY(isReady(project));
}

void DrawingPropertiesTest::fitRows() {
    Project project = withRows();
    checkPropertyDone(setUnits(project, layerNamed(project, "Output"), 3));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({1, 0, 0, 0, 1, 0, 0.5F, 0.25F, 0}, {3, 3})));
    checkPropertyDone(setUnits(project, layerNamed(project, "Output"), 1));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({1, 0, 0.5F}, {3, 1})));
    checkPropertyDone(setUnits(project, layerNamed(project, "Input"), 1));
    QVERIFY(bitEqual(inputRows(project), Tensor::from<float>({1, 3, 5}, {3, 1})));
    QVERIFY(isReady(project));

    // From drawn samples to stored ones and back.
    Project drawn = drawnChain({2, 3, 1});
    const LayerId input = layerNamed(drawn, "Input");
    checkPropertyDone(setLayerProperty(drawn, {input}, "drawnRows", std::int64_t{0}));
    QVERIFY(bitEqual(inputRows(drawn), Tensor::zeros({1, 2})));
    QVERIFY(drawn.network.drawOrder() == moduleDrawOrder(drawn.network));
    QVERIFY(isReady(drawn));
    checkPropertyDone(setLayerProperty(drawn, {input}, "drawnRows", std::int64_t{4}));
    QVERIFY(std::get<StoredRows>(drawn.data).inputs.empty());
    QCOMPARE(targetOf(drawn, "Output").shape(), (Shape{4, 1}));
    QVERIFY(isReady(drawn));
}

void DrawingPropertiesTest::fitClasses() {
    Project project = withRows();
    const LayerId output = layerNamed(project, "Output");
    // One-hot rows and scores become the class of the largest.
    checkPropertyDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::CrossEntropy)));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({0, 1, 0}, {3})));
    QVERIFY(isReady(project));
    checkPropertyDone(setUnits(project, output, 1));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({0, 0, 0}, {3})));
    QVERIFY(isReady(project));
    // A loss of numbers reads classes as one-hot rows.
    checkPropertyDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::MeanSquaredError)));
    QVERIFY(isReady(project));

    // A column of whole numbers are classes.
    std::get<StoredRows>(project.data).targets[output] = Tensor::from<float>({0, 7, 1}, {3, 1});
    checkPropertyDone(setUnits(project, output, 3));
    std::get<StoredRows>(project.data).targets[output] = Tensor::from<float>({0, 7, 1}, {3, 1});
    checkPropertyDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::Hinge)));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({0, 2, 1}, {3})));
    QVERIFY(isReady(project));

    const auto added = addLayer(project, "Classes", outputOf(4, defaultSpec(Loss::CrossEntropy)), {});
    QVERIFY(added.has_value());
    QVERIFY(bitEqual(targetOf(project, "Classes"), Tensor::zeros({3}, DType::Int64)));
}

void DrawingPropertiesTest::leaveOtherRows() {
    // Rows that do not fit yet are not cut by an edit of something else.
    Project project = withRows();
    std::get<StoredRows>(project.data).inputs[layerNamed(project, "Input")] = Tensor::ones({3, 4});
    checkPropertyDone(setUnits(project, layerNamed(project, "Dense"), 7));
    checkPropertyDone(setLayerProperty(project, {layerNamed(project, "Output")}, "bias", false));
    QVERIFY(bitEqual(inputRows(project), Tensor::ones({3, 4})));
    checkPropertyDone(setUnits(project, layerNamed(project, "Input"), 4));
    QVERIFY(bitEqual(inputRows(project), Tensor::ones({3, 4})));
    QVERIFY(isReady(project));
}

void DrawingPropertiesTest::drawAlike() {
    Project project = drawnChain({2, 3, 1});
    const auto second = addLayer(project, "Input", InputSettings{}, {});
    QVERIFY(second.has_value());
    checkPropertyDone(setLayerProperty(project, {*second}, "drawnRows", std::int64_t{6}));
    QCOMPARE(std::get<InputSettings>(project.network.layer(layerNamed(project, "Input")).settings).drawnRows, std::int64_t{6});
    QCOMPARE(targetOf(project, "Output").size(0), std::int64_t{6});
    checkPropertyDone(setLayerProperty(project, {*second}, "drawnRows", std::int64_t{0}));
    // Six rows are stored for the second now.
    checkPropertyRefused(project, ErrorCode::BadProperty,
                         [](Project& p) { return setLayerProperty(p, {layerNamed(p, "Input")}, "drawnRows", std::int64_t{5}); });
    checkPropertyDone(setLayerProperty(project, {layerNamed(project, "Input"), *second}, "drawnRows", std::int64_t{5}));
    QCOMPARE(targetOf(project, "Output").size(0), std::int64_t{5});
}

void DrawingPropertiesTest::dropLostUnits() {
    Project project = drawnChain({3, 4, 1});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    const LinkId link = linkBetween(project, "Input", "Dense");
    checkPropertyDone(setUnitName(project, dense, 0, "first"));
    checkPropertyDone(setUnitName(project, dense, 3, "last"));
    checkPropertyDone(setCut(project, link, {2, 0}, true));
    checkPropertyDone(setCut(project, link, {0, 3}, true));
    checkPropertyDone(setCut(project, link, {0, 0}, true));
    checkPropertyDone(setUnits(project, dense, 2));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{0, 0}, {2, 0}}));
    QVERIFY((project.network.layer(dense).unitNames == std::vector<std::string>{"first", ""}));
    checkPropertyDone(setUnits(project, input, 1));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{0, 0}}));
}

void DrawingPropertiesTest::rename() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    checkPropertyDone(renameLayer(project, dense, "Middle"));
    QCOMPARE(project.network.layer(dense).name, std::string("Middle"));
    checkPropertyDone(renameLayer(project, dense, "Middle"));
    checkPropertyRefused(project, ErrorCode::DuplicateName, [=](Project& p) { return renameLayer(p, dense, "Output"); });
    checkPropertyRefused(project, ErrorCode::NoName, [=](Project& p) { return renameLayer(p, dense, ""); });
    checkPropertyRefused(project, ErrorCode::UnknownLayer, [](Project& p) { return renameLayer(p, kDrawingPropertiesNobody, "a"); });
}

void DrawingPropertiesTest::nameUnits() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    const auto& names = project.network.layer(dense).unitNames;
    checkPropertyDone(setUnitName(project, dense, 2, "edge"));
    QVERIFY((names == std::vector<std::string>{"", "", "edge"}));
    checkPropertyDone(setUnitName(project, dense, 0, "corner"));
    checkPropertyDone(setUnitName(project, dense, 2, "edge"));
    checkPropertyDone(setUnitName(project, dense, 2, ""));
    QVERIFY((project.network.layer(dense).unitNames == std::vector<std::string>{"corner"}));
    // Another layer may use the name.
    checkPropertyDone(setUnitName(project, layerNamed(project, "Output"), 0, "corner"));
    checkPropertyRefused(project, ErrorCode::UnitNameTaken, [=](Project& p) { return setUnitName(p, dense, 1, "corner"); });
    checkPropertyRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setUnitName(p, dense, 3, "a"); });
    checkPropertyRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setUnitName(p, dense, -1, "a"); });
    checkPropertyRefused(project, ErrorCode::UnknownLayer, [](Project& p) { return setUnitName(p, kDrawingPropertiesNobody, 0, "a"); });
}

void DrawingPropertiesTest::color() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    const LayerId output = layerNamed(project, "Output");
    checkPropertyDone(setLayerColor(project, {dense, output}, 8));
    checkPropertyDone(setLayerColor(project, {output}, 1));
    QVERIFY((project.colors == std::map<LayerId, int>{{dense, 8}, {output, 1}}));
    checkPropertyDone(setLayerColor(project, {dense}, std::nullopt));
    QVERIFY((project.colors == std::map<LayerId, int>{{output, 1}}));
    for (const int bad : {0, 9, -1}) {
        checkPropertyRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setLayerColor(p, {dense}, bad); });
    }
    checkPropertyRefused(project, ErrorCode::UnknownLayer, [=](Project& p) {
        return setLayerColor(p, {dense, kDrawingPropertiesNobody}, 2);
    });
}

void DrawingPropertiesTest::keepColors() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    checkPropertyDone(setLayerColor(project, {dense}, 8));
    const std::string text = writeNetworkJson(project).value();
    QVERIFY(readNetworkJson(text).value().colors == project.colors);
    // A file from before there were colors.
    checkPropertyDone(setLayerColor(project, {dense}, std::nullopt));
    QVERIFY(writeNetworkJson(project).value().find("color") == std::string::npos);
    QVERIFY(readNetworkJson(writeNetworkJson(project).value()).value().colors.empty());
    for (const char* bad : {"0", "9", "-1", "1.5", "\"red\"", "null"}) {
        std::string damaged = text;
        damaged.replace(damaged.find("\"color\": 8") + 9, 1, bad);
        const auto read = readNetworkJson(damaged);
        QVERIFY2(!read.has_value(), bad);
        QVERIFY(read.error().code == ErrorCode::FileField);
        QVERIFY(std::get<std::string>(read.error().arguments.at(1)) == "/layers/1/color");
    }
}

void DrawingPropertiesTest::move() {
    Project project = drawnChain({2, 3, 1});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    checkPropertyDone(moveLayers(project, {{input, {1, 2}}, {dense, {-3, 4}}}));
    QVERIFY((project.positions.at(input) == Position{1, 2}));
    QVERIFY((project.positions.at(dense) == Position{-3, 4}));
    checkPropertyRefused(project, ErrorCode::UnknownLayer, [=](Project& p) {
        return moveLayers(p, {{input, {9, 9}}, {kDrawingPropertiesNobody, {}}});
    });
    const double none = std::numeric_limits<double>::quiet_NaN();
    checkPropertyRefused(project, ErrorCode::BadProperty, [=](Project& p) { return moveLayers(p, {{input, {9, 9}}, {dense, {none, 0}}}); });
}

void DrawingPropertiesTest::cut() {
    Project project = drawnChain({2, 3, 1});
    const LinkId link = linkBetween(project, "Input", "Dense");
    checkPropertyDone(setCut(project, link, {1, 2}, true));
    checkPropertyDone(setCut(project, link, {1, 2}, true));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{1, 2}}));
    checkPropertyDone(setCut(project, link, {1, 2}, false));
    checkPropertyDone(setCut(project, link, {1, 2}, false));
    QVERIFY(project.network.find(link)->cut.empty());
    for (const UnitPair& bad : {UnitPair{2, 0}, UnitPair{0, 3}, UnitPair{-1, 0}, UnitPair{0, -1}}) {
        checkPropertyRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setCut(p, link, bad, true); });
    }
    checkPropertyRefused(project, ErrorCode::UnknownLink, [](Project& p) { return setCut(p, LinkId{99}, {0, 0}, true); });
    QVERIFY(insertOnLink(project, link, "Dropout", DropoutSettings{}, {}).has_value());
    const LinkId weightless = linkBetween(project, "Input", "Dropout");
    checkPropertyRefused(project, ErrorCode::NotCuttable, [=](Project& p) { return setCut(p, weightless, {0, 0}, true); });
}

GLASSNET_TEST(DrawingPropertiesTest);

}  // namespace glassnet::test

#include "DrawingPropertiesTest.moc"
