#include "engine/project/Clip.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "engine/project/DrawingEdits.h"
#include "engine/project/NetworkJson.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/engine/project/RandomProject.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using nlohmann::json;

/// A chain with a name, a color, a cut connection and a weight that JSON has no number for.
Project marked() {
    Project project = drawnChain({3, 4, 4, 2});
    const LayerId dense = layerNamed(project, "Dense");
    project.network.find(dense)->unitNames = {"", "", "edge"};
    project.colors[dense] = 5;
    project.network.find(dense)->clamps = {{1, 0.25}};
    project.network.find(linkBetween(project, "Dense", "Dense 2"))->cut = {{3, 1}};
    project.state = startOf(project).state;
    Tensor weight = project.state->tensors.at({dense, StateRole::Weight, 0}).clone();
    weight.set(0, std::numeric_limits<double>::quiet_NaN());
    weight.set(1, -0.0);
    project.state->tensors[{dense, StateRole::Weight, 0}] = weight;
    return project;
}

std::set<LayerId> allOf(const Project& project) {
    std::set<LayerId> ids;
    for (const LayerSpec& layer : project.network.layers()) {
        ids.insert(layer.id);
    }
    return ids;
}

std::string textOf(const Project& project) { return copyLayers(project, &*project.state, allOf(project)); }

void checkRefused(const std::string& text, ErrorCode code, Position offset = {}) {
    Project project = drawnChain({2, 3, 1});
    const Project before = project;
    const auto pasted = pasteLayers(project, text, offset);
    QVERIFY(!pasted.has_value());
    QCOMPARE(std::string(errorName(pasted.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(project, before));
}

/// The text after a change of its JSON value.
template <class Change>
std::string changed(const Change& change) {
    json root = json::parse(textOf(marked()));
    change(root);
    return root.dump();
}

json linkOf(int id, int from, int to) { return {{"id", id}, {"from", from}, {"to", to}, {"cut", json::array()}}; }

}  // namespace

class ClipTest final : public TestCase {
    Q_OBJECT
private slots:
    void roundTrip();
    void pasteBeside();
    void pasteAPart();
    void pasteInputs();
    void copyWithoutNumbers();
    void copyAnything_data();
    void copyAnything();
    void refuseOtherTexts();
    void refuseWrongParts();
    void refuseTooMany();
    void mutate();
};

void ClipTest::roundTrip() {
    const Project source = marked();
    Project target;
    target.training.optimizer = source.training.optimizer;
    const auto pasted = pasteLayers(target, textOf(source), {10, -20});
    QVERIFY(pasted.has_value());
    QCOMPARE(pasted->ids.size(), std::size_t{4});
    QCOMPARE(pasted->tensors.size(), source.state->tensors.size());
    for (std::size_t i = 0; i < pasted->ids.size(); ++i) {
        const LayerSpec& was = source.network.layers()[i];
        const LayerSpec& is = target.network.layer(pasted->ids[i]);
        QCOMPARE(is.name, was.name);
        QVERIFY(is.settings == was.settings);
        QVERIFY(is.unitNames == was.unitNames);
        QVERIFY(is.clamps == was.clamps);
        const Position place = source.positions.at(was.id);
        QVERIFY((target.positions.at(is.id) == Position{place.x + 10, place.y - 20}));
        QCOMPARE(target.colors.count(is.id), source.colors.count(was.id));
    }
    const LayerId dense = layerNamed(target, "Dense");
    QCOMPARE(target.colors.at(dense), 5);
    for (const auto& [key, tensor] : source.state->tensors) {
        const auto& name = source.network.layer(key.layer).name;
        QVERIFY(bitEqual(pasted->tensors.at({layerNamed(target, name), key.role, key.slot}), tensor));
    }
    QCOMPARE(target.network.links().size(), source.network.links().size());
    QVERIFY((target.network.find(linkBetween(target, "Dense", "Dense 2"))->cut == std::set<UnitPair>{{3, 1}}));
    QVERIFY(isReady(target));
}

void ClipTest::pasteBeside() {
    Project project = marked();
    const Project before = project;
    const std::string text = textOf(project);
    for (const char* last : {"Output 2", "Output 3"}) {
        const auto pasted = pasteLayers(project, text, {0, 200});
        QVERIFY(pasted.has_value());
        QCOMPARE(project.network.layer(pasted->ids.back()).name, std::string(last));
        QVERIFY(isReady(project));
    }
    QCOMPARE(project.network.layers().size(), 3 * before.network.layers().size());
    for (const LayerSpec& layer : before.network.layers()) {
        QVERIFY(project.network.layer(layer.id) == layer);
    }
    QVERIFY(project.state && bitEqual(*project.state, *before.state));
}

void ClipTest::pasteAPart() {
    const Project source = marked();
    const std::set<LayerId> middle{layerNamed(source, "Dense"), layerNamed(source, "Dense 2"), LayerId{99}};
    Project target = drawnChain({2, 1});
    const auto pasted = pasteLayers(target, copyLayers(source, &*source.state, middle), {});
    QVERIFY(pasted.has_value());
    QCOMPARE(pasted->ids.size(), std::size_t{2});
    QCOMPARE(target.network.links().size(), std::size_t{2});
    QVERIFY((target.network.find(linkBetween(target, "Dense", "Dense 2"))->cut == std::set<UnitPair>{{3, 1}}));
    // The shape it was copied with: whoever holds the numbers sees whether it fits what the layer reads now.
    QCOMPARE(pasted->tensors.at({pasted->ids.front(), StateRole::Weight, 0}).shape(), (Shape{3, 4}));
}

void ClipTest::pasteInputs() {
    Project source;
    static_cast<void>(addLayer(source, "Output", outputOf(1), {}).value());
    static_cast<void>(addLayer(source, "Input", InputSettings{.units = 2}, {}).value());
    QVERIFY(setLayerProperty(source, {layerNamed(source, "Input")}, "drawnRows", std::int64_t{5}).has_value());
    const std::string text = copyLayers(source, nullptr, allOf(source));
    const auto rowsOf = [](const Project& project, LayerId id) {
        return std::get<InputSettings>(project.network.layer(id).settings).drawnRows;
    };
    Project empty;
    const auto first = pasteLayers(empty, text, {});
    QVERIFY(first.has_value());
    QCOMPARE(rowsOf(empty, first->ids.back()), std::int64_t{5});
    QCOMPARE(targetOf(empty, "Output").shape(), (Shape{5, 1}));
    Project chain = drawnChain({2, 1});
    const auto second = pasteLayers(chain, text, {});
    QVERIFY(second.has_value());
    QCOMPARE(rowsOf(chain, second->ids.back()), std::int64_t{1});
    Project synthetic;
    synthetic.data = SyntheticSpec{};
    const auto third = pasteLayers(synthetic, text, {});
    QVERIFY(third.has_value());
    QCOMPARE(rowsOf(synthetic, third->ids.back()), std::int64_t{0});
    QVERIFY(sameData(synthetic.data, SyntheticSpec{}));
}

void ClipTest::copyWithoutNumbers() {
    const Project source = marked();
    TrainingState some;
    const StateKey key{layerNamed(source, "Output"), StateRole::Bias, 0};
    some.tensors[key] = source.state->tensors.at(key);
    Project target;
    const auto pasted = pasteLayers(target, copyLayers(source, &some, allOf(source)), {});
    QVERIFY(pasted.has_value());
    QCOMPARE(pasted->tensors.size(), std::size_t{1});
    const auto bare = pasteLayers(target, copyLayers(source, nullptr, allOf(source)), {});
    QVERIFY(bare.has_value() && bare->tensors.empty());
    const auto none = pasteLayers(target, copyLayers(source, nullptr, {}), {});
    QVERIFY(none.has_value() && none->ids.empty());
}

void ClipTest::copyAnything_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 60; ++seed) {
        QTest::addRow("%d", seed) << seed;
    }
}

// Half-done drawings of files can hold links and names that nobody could draw: those are refused, and nothing else is.
void ClipTest::copyAnything() {
    QFETCH(int, seed);
    const Project source = randomProject(static_cast<std::uint32_t>(seed));
    Project target = drawnChain({2, 3, 1});
    const Project before = target;
    const auto pasted = pasteLayers(target, copyLayers(source, source.state ? &*source.state : nullptr, allOf(source)), {});
    if (!pasted) {
        const bool isLinks =
            pasted.error().code == ErrorCode::FileField && std::get<std::string>(pasted.error().arguments[1]) == "/network/links";
        const bool isPlace =
            pasted.error().code == ErrorCode::BadProperty && std::get<std::string>(pasted.error().arguments[1]) == "position";
        QVERIFY2(isLinks || isPlace || pasted.error().code == ErrorCode::NoName, errorName(pasted.error().code).data());
        QVERIFY(sameProject(target, before));
        return;
    }
    QCOMPARE(pasted->ids.size(), source.network.layers().size());
    QCOMPARE(target.network.links().size(), before.network.links().size() + source.network.links().size());
    QVERIFY(writeNetworkJson(target).has_value());
}

void ClipTest::refuseOtherTexts() {
    const std::string text = textOf(marked());
    for (const std::string& other :
         {std::string(), std::string("hello"), std::string("{}"), std::string("[]"), std::string("null"), std::string("1e400"),
          std::string("\xFF\xFE"), std::string(1, '\0'), text + "x", "\xEF\xBB\xBF" + text, writeNetworkJson(marked()).value()}) {
        checkRefused(other, ErrorCode::FileField);
    }
    checkRefused(std::string(100'000, '['), ErrorCode::FileLimit);
    for (std::size_t size = 0; size + 2 < text.size(); size += 97) {
        checkRefused(text.substr(0, size), ErrorCode::FileField);
    }
}

void ClipTest::refuseWrongParts() {
    checkRefused(changed([](json& root) { root["format"] = "other"; }), ErrorCode::FileField);
    checkRefused(changed([](json& root) { root["network"] = 3; }), ErrorCode::FileField);
    checkRefused(changed([](json& root) { root["tensors"] = "*"; }), ErrorCode::FileField);
    checkRefused(changed([](json& root) { root["tensors"] = "AAAA"; }), ErrorCode::FileDamaged);
    checkRefused(changed([](json& root) { root["network"]["layers"][1]["name"] = ""; }), ErrorCode::NoName);
    checkRefused(changed([](json& root) { root["network"]["layers"][1]["color"] = 9; }), ErrorCode::FileField);
    checkRefused(changed([](json& root) { root["network"]["layers"][1]["properties"]["units"] = 0; }), ErrorCode::BadProperty);
    // Its bias has four values still.
    checkRefused(changed([](json& root) { root["network"]["layers"][2]["properties"]["units"] = 3; }), ErrorCode::TensorShape);
    // Its weights have no layer.
    checkRefused(changed([](json& root) { root["network"]["layers"][3]["id"] = 77; }), ErrorCode::FileField);
    const auto withLink = [](const json& link) { return changed([&link](json& root) { root["network"]["links"].push_back(link); }); };
    checkRefused(withLink(linkOf(50, 3, 2)), ErrorCode::FileField);
    checkRefused(withLink(linkOf(50, 2, 2)), ErrorCode::FileField);
    checkRefused(withLink(linkOf(50, 1, 2)), ErrorCode::FileField);
    checkRefused(withLink(linkOf(50, 2, 1)), ErrorCode::FileField);
    checkRefused(withLink(linkOf(50, 4, 3)), ErrorCode::FileField);
    checkRefused(withLink(linkOf(50, 1, 99)), ErrorCode::FileField);
    checkRefused(textOf(marked()), ErrorCode::BadProperty, {2e9, 0});
    checkRefused(textOf(marked()), ErrorCode::BadProperty, {0, std::numeric_limits<double>::quiet_NaN()});
}

void ClipTest::refuseTooMany() {
    const auto many = [](int count) {
        return changed([count](json& root) {
            root.erase("tensors");
            json layer = root["network"]["layers"][1];
            root["network"]["links"] = json::array();
            root["network"]["layers"] = json::array();
            root["network"]["drawOrder"] = json::array();
            for (int i = 1; i <= count; ++i) {
                layer["id"] = i;
                root["network"]["layers"].push_back(layer);
            }
        });
    };
    checkRefused(many(513), ErrorCode::FileLimit);
    // With the three layers that are there it is one too many.
    checkRefused(many(510), ErrorCode::FileLimit);
    Project project = drawnChain({2, 3, 1});
    QVERIFY(pasteLayers(project, many(509), {}).has_value());
    const auto text = writeNetworkJson(project);
    QVERIFY(text.has_value() && readNetworkJson(*text).has_value());
}

void ClipTest::mutate() {
    const std::string text = textOf(marked());
    std::mt19937 random(20);
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        std::string hostile = text;
        for (auto changes = 1 + random() % 4; changes > 0; --changes) {
            const std::size_t at = random() % hostile.size();
            switch (random() % 4) {
                case 0:
                    hostile[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    hostile.erase(at, 1 + random() % 20);
                    break;
                case 2:
                    hostile.insert(at, hostile.substr(random() % hostile.size(), random() % 40));
                    break;
                default:
                    if (const auto digit = hostile.find_first_of("0123456789", at); digit != std::string::npos) {
                        hostile.replace(digit, 1, random() % 2 == 0 ? "99999999999" : "-1");
                    }
            }
        }
        Project project = drawnChain({2, 3, 1});
        const Project before = project;
        if (const auto pasted = pasteLayers(project, hostile, {}); !pasted) {
            ++refused;
            QVERIFY(sameProject(project, before));
        } else {
            const auto written = writeNetworkJson(project);
            QVERIFY(written.has_value() && readNetworkJson(*written).has_value());
        }
    }
    QVERIFY2(refused > 100, std::to_string(refused).c_str());
}

GLASSNET_TEST(ClipTest);

}  // namespace glassnet::test

#include "ClipTest.moc"
