#include "engine/project/DrawingEdits.h"
#include "engine/project/NetworkJson.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// Checks that an edit fails with this code and leaves the project as it was, bit for bit.
template <class Edit>
void checkRefused(Project& project, ErrorCode code, const Edit& edit) {
    const Project before = project;
    const Result<void> result = edit(project);
    QVERIFY(!result.has_value());
    QCOMPARE(std::string(errorName(result.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(project, before));
}

void checkDone(const Result<void>& result) {
    QVERIFY2(result.has_value(), result.has_value() ? "" : errorName(result.error().code).data());
}

const LayerId kNobody{99};

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

const Tensor& inputOf(const Project& project) { return std::get<StoredRows>(project.data).inputs.at(layerNamed(project, "Input")); }

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
    checkDone(setLayerProperty(project, layers, "activation", defaultSpec(Activation::Tanh)));
    checkDone(setLayerProperty(project, layers, "units", std::int64_t{5}));
    for (const LayerId layer : layers) {
        QVERIFY(project.network.layer(layer).dense()->activation == defaultSpec(Activation::Tanh));
        QCOMPARE(project.network.layer(layer).dense()->units, std::int64_t{5});
    }
    QVERIFY(isReady(project));
    checkDone(setUnits(project, layerNamed(project, "Dense 2"), 1));
    QCOMPARE(inferShapes(project.network).at(layerNamed(project, "Output")).in, std::int64_t{1});
}

void DrawingPropertiesTest::refuseProperties() {
    Project project = drawnChain({2, 3, 2});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    checkRefused(project, ErrorCode::UnknownLayer, [=](Project& p) {
        return setLayerProperty(p, {dense, kNobody}, "units", std::int64_t{5});
    });
    // The first would take it, the second has no such property: none gets it.
    checkRefused(project, ErrorCode::BadProperty, [=](Project& p) {
        return setLayerProperty(p, {input, dense}, "drawnRows", std::int64_t{5});
    });
    checkRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setLayerProperty(p, {dense}, "units", 5.0); });
    checkRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setUnits(p, dense, 0); });
    checkRefused(project, ErrorCode::BadProperty,
                 [=](Project& p) { return setLayerProperty(p, {input}, "drawnRows", std::int64_t{9'000'000'000'000'000}); });
    // A network that no machine holds is a problem, shown on the layer, and not an error.
    checkDone(setUnits(project, layerNamed(project, "Output"), 9'000'000'000'000'000));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::zeros({1, 2})));
    checkDone(setUnits(project, layerNamed(project, "Output"), 3));
    QVERIFY(isReady(project));
}

void DrawingPropertiesTest::fitRows() {
    Project project = withRows();
    checkDone(setUnits(project, layerNamed(project, "Output"), 3));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({1, 0, 0, 0, 1, 0, 0.5F, 0.25F, 0}, {3, 3})));
    checkDone(setUnits(project, layerNamed(project, "Output"), 1));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({1, 0, 0.5F}, {3, 1})));
    checkDone(setUnits(project, layerNamed(project, "Input"), 1));
    QVERIFY(bitEqual(inputOf(project), Tensor::from<float>({1, 3, 5}, {3, 1})));
    QVERIFY(isReady(project));

    // From drawn samples to stored ones and back.
    Project drawn = drawnChain({2, 3, 1});
    const LayerId input = layerNamed(drawn, "Input");
    checkDone(setLayerProperty(drawn, {input}, "drawnRows", std::int64_t{0}));
    QVERIFY(bitEqual(inputOf(drawn), Tensor::zeros({1, 2})));
    QVERIFY(drawn.network.drawOrder() == moduleDrawOrder(drawn.network));
    QVERIFY(isReady(drawn));
    checkDone(setLayerProperty(drawn, {input}, "drawnRows", std::int64_t{4}));
    QVERIFY(std::get<StoredRows>(drawn.data).inputs.empty());
    QCOMPARE(targetOf(drawn, "Output").shape(), (Shape{4, 1}));
    QVERIFY(isReady(drawn));
}

void DrawingPropertiesTest::fitClasses() {
    Project project = withRows();
    const LayerId output = layerNamed(project, "Output");
    // One-hot rows and scores become the class of the largest.
    checkDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::CrossEntropy)));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({0, 1, 0}, {3})));
    QVERIFY(isReady(project));
    checkDone(setUnits(project, output, 1));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({0, 0, 0}, {3})));
    QVERIFY(isReady(project));
    // A loss of numbers reads classes as one-hot rows.
    checkDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::MeanSquaredError)));
    QVERIFY(isReady(project));

    // A column of whole numbers are classes.
    std::get<StoredRows>(project.data).targets[output] = Tensor::from<float>({0, 7, 1}, {3, 1});
    checkDone(setUnits(project, output, 3));
    std::get<StoredRows>(project.data).targets[output] = Tensor::from<float>({0, 7, 1}, {3, 1});
    checkDone(setLayerProperty(project, {output}, "loss", defaultSpec(Loss::Hinge)));
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
    checkDone(setUnits(project, layerNamed(project, "Dense"), 7));
    checkDone(setLayerProperty(project, {layerNamed(project, "Output")}, "bias", false));
    QVERIFY(bitEqual(inputOf(project), Tensor::ones({3, 4})));
    checkDone(setUnits(project, layerNamed(project, "Input"), 4));
    QVERIFY(bitEqual(inputOf(project), Tensor::ones({3, 4})));
    QVERIFY(isReady(project));
}

void DrawingPropertiesTest::drawAlike() {
    Project project = drawnChain({2, 3, 1});
    const auto second = addLayer(project, "Input", InputSettings{}, {});
    QVERIFY(second.has_value());
    checkDone(setLayerProperty(project, {*second}, "drawnRows", std::int64_t{6}));
    QCOMPARE(std::get<InputSettings>(project.network.layer(layerNamed(project, "Input")).settings).drawnRows, std::int64_t{6});
    QCOMPARE(targetOf(project, "Output").size(0), std::int64_t{6});
    checkDone(setLayerProperty(project, {*second}, "drawnRows", std::int64_t{0}));
    // Six rows are stored for the second now.
    checkRefused(project, ErrorCode::BadProperty,
                 [](Project& p) { return setLayerProperty(p, {layerNamed(p, "Input")}, "drawnRows", std::int64_t{5}); });
    checkDone(setLayerProperty(project, {layerNamed(project, "Input"), *second}, "drawnRows", std::int64_t{5}));
    QCOMPARE(targetOf(project, "Output").size(0), std::int64_t{5});
}

void DrawingPropertiesTest::dropLostUnits() {
    Project project = drawnChain({3, 4, 1});
    const LayerId input = layerNamed(project, "Input");
    const LayerId dense = layerNamed(project, "Dense");
    const LinkId link = linkBetween(project, "Input", "Dense");
    checkDone(setUnitName(project, dense, 0, "first"));
    checkDone(setUnitName(project, dense, 3, "last"));
    checkDone(setCut(project, link, {2, 0}, true));
    checkDone(setCut(project, link, {0, 3}, true));
    checkDone(setCut(project, link, {0, 0}, true));
    checkDone(setUnits(project, dense, 2));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{0, 0}, {2, 0}}));
    QVERIFY((project.network.layer(dense).unitNames == std::vector<std::string>{"first", ""}));
    checkDone(setUnits(project, input, 1));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{0, 0}}));
}

void DrawingPropertiesTest::rename() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    checkDone(renameLayer(project, dense, "Middle"));
    QCOMPARE(project.network.layer(dense).name, std::string("Middle"));
    checkDone(renameLayer(project, dense, "Middle"));
    checkRefused(project, ErrorCode::DuplicateName, [=](Project& p) { return renameLayer(p, dense, "Output"); });
    checkRefused(project, ErrorCode::NoName, [=](Project& p) { return renameLayer(p, dense, ""); });
    checkRefused(project, ErrorCode::UnknownLayer, [](Project& p) { return renameLayer(p, kNobody, "a"); });
}

void DrawingPropertiesTest::nameUnits() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    const auto& names = project.network.layer(dense).unitNames;
    checkDone(setUnitName(project, dense, 2, "edge"));
    QVERIFY((names == std::vector<std::string>{"", "", "edge"}));
    checkDone(setUnitName(project, dense, 0, "corner"));
    checkDone(setUnitName(project, dense, 2, "edge"));
    checkDone(setUnitName(project, dense, 2, ""));
    QVERIFY((project.network.layer(dense).unitNames == std::vector<std::string>{"corner"}));
    // Another layer may use the name.
    checkDone(setUnitName(project, layerNamed(project, "Output"), 0, "corner"));
    checkRefused(project, ErrorCode::UnitNameTaken, [=](Project& p) { return setUnitName(p, dense, 1, "corner"); });
    checkRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setUnitName(p, dense, 3, "a"); });
    checkRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setUnitName(p, dense, -1, "a"); });
    checkRefused(project, ErrorCode::UnknownLayer, [](Project& p) { return setUnitName(p, kNobody, 0, "a"); });
}

void DrawingPropertiesTest::color() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    const LayerId output = layerNamed(project, "Output");
    checkDone(setLayerColor(project, {dense, output}, 8));
    checkDone(setLayerColor(project, {output}, 1));
    QVERIFY((project.colors == std::map<LayerId, int>{{dense, 8}, {output, 1}}));
    checkDone(setLayerColor(project, {dense}, std::nullopt));
    QVERIFY((project.colors == std::map<LayerId, int>{{output, 1}}));
    for (const int bad : {0, 9, -1}) {
        checkRefused(project, ErrorCode::BadProperty, [=](Project& p) { return setLayerColor(p, {dense}, bad); });
    }
    checkRefused(project, ErrorCode::UnknownLayer, [=](Project& p) { return setLayerColor(p, {dense, kNobody}, 2); });
}

void DrawingPropertiesTest::keepColors() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    checkDone(setLayerColor(project, {dense}, 8));
    const std::string text = writeNetworkJson(project).value();
    QVERIFY(readNetworkJson(text).value().colors == project.colors);
    // A file from before there were colors.
    checkDone(setLayerColor(project, {dense}, std::nullopt));
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
    checkDone(moveLayers(project, {{input, {1, 2}}, {dense, {-3, 4}}}));
    QVERIFY((project.positions.at(input) == Position{1, 2}));
    QVERIFY((project.positions.at(dense) == Position{-3, 4}));
    checkRefused(project, ErrorCode::UnknownLayer, [=](Project& p) { return moveLayers(p, {{input, {9, 9}}, {kNobody, {}}}); });
    const double none = std::numeric_limits<double>::quiet_NaN();
    checkRefused(project, ErrorCode::BadProperty, [=](Project& p) { return moveLayers(p, {{input, {9, 9}}, {dense, {none, 0}}}); });
}

void DrawingPropertiesTest::cut() {
    Project project = drawnChain({2, 3, 1});
    const LinkId link = linkBetween(project, "Input", "Dense");
    checkDone(setCut(project, link, {1, 2}, true));
    checkDone(setCut(project, link, {1, 2}, true));
    QVERIFY((project.network.find(link)->cut == std::set<UnitPair>{{1, 2}}));
    checkDone(setCut(project, link, {1, 2}, false));
    checkDone(setCut(project, link, {1, 2}, false));
    QVERIFY(project.network.find(link)->cut.empty());
    for (const UnitPair& bad : {UnitPair{2, 0}, UnitPair{0, 3}, UnitPair{-1, 0}, UnitPair{0, -1}}) {
        checkRefused(project, ErrorCode::UnknownUnit, [=](Project& p) { return setCut(p, link, bad, true); });
    }
    checkRefused(project, ErrorCode::UnknownLink, [](Project& p) { return setCut(p, LinkId{99}, {0, 0}, true); });
    QVERIFY(insertOnLink(project, link, "Dropout", DropoutSettings{}, {}).has_value());
    const LinkId weightless = linkBetween(project, "Input", "Dropout");
    checkRefused(project, ErrorCode::NotCuttable, [=](Project& p) { return setCut(p, weightless, {0, 0}, true); });
}

GLASSNET_TEST(DrawingPropertiesTest);

}  // namespace glassnet::test

#include "DrawingPropertiesTest.moc"
