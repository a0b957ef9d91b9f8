#include "engine/network/LayerProperties.h"

#include <cmath>
#include <limits>
#include <set>

#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

class LayerPropertiesTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyKindIsInTheTable();
    void everyPropertyComesBack();
    void allThatALayerHoldsIsAProperty();
    void outOfRangeChangesNothing_data();
    void outOfRangeChangesNothing();
    void theEndsOfARangeAreIn();
};

LayerSpec layerOf(LayerKind kind) { return {LayerId{1}, "Layer", layerKindInfo(kind).make(), {}}; }

/// Another value than the standard one, within the range.
PropertyValue anotherValue(const PropertyInfo& property, const PropertyValue& standard) {
    switch (property.type) {
        case PropertyType::Integer:
            return std::get<std::int64_t>(standard) + 3;
        case PropertyType::Real:
            return 0.125;
        case PropertyType::Switch:
            return !std::get<bool>(standard);
        case PropertyType::Activation:
            return defaultSpec(Activation::Softplus);
        case PropertyType::Loss:
            return defaultSpec(Loss::Huber);
        case PropertyType::Initializer:
            return Initializer{InitializerKind::Uniform, -0.25, 0.5};
        case PropertyType::Seed:
            return std::numeric_limits<std::uint64_t>::max();
        case PropertyType::Join:
            return JoinMode::Add;
    }
    return {};
}

void LayerPropertiesTest::everyKindIsInTheTable() {
    QCOMPARE(layerKinds().size(), std::variant_size_v<LayerSettings>);
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i < layerKinds().size(); ++i) {
        const auto& info = layerKinds()[i];
        QCOMPARE(static_cast<std::size_t>(info.kind), i);
        QCOMPARE(info.make().index(), i);
        QVERIFY(keys.insert(info.key).second);
        QCOMPARE(findLayerKind(info.key), &info);
        QVERIFY(info.fewestLinks <= info.mostLinks);
        std::set<std::string_view> properties;
        for (const auto& property : info.properties) {
            QVERIFY(properties.insert(property.key).second);
            QCOMPARE(findProperty(info.kind, property.key), &property);
        }
        QVERIFY(!properties.empty());
    }
    QCOMPARE(findLayerKind("Dense"), nullptr);
    QCOMPARE(findProperty(LayerKind::Dropout, "units"), nullptr);
}

void LayerPropertiesTest::everyPropertyComesBack() {
    for (const auto& info : layerKinds()) {
        for (const auto& property : info.properties) {
            const auto standard = layerOf(info.kind);
            auto layer = standard;
            const auto value = anotherValue(property, property.get(standard.settings));
            QVERIFY2(glassnet::setProperty(layer, property.key, value).has_value(), std::string(property.key).c_str());
            QVERIFY(property.get(layer.settings) == value);
            QVERIFY(!(layer == standard));
            QVERIFY(glassnet::setProperty(layer, property.key, property.get(standard.settings)).has_value());
            QVERIFY(layer == standard);
        }
    }
}

/// A layer rebuilt from its properties alone is that layer.
void LayerPropertiesTest::allThatALayerHoldsIsAProperty() {
    const Initializer drawn{InitializerKind::Normal, 1.0, 2.0};
    const Initializer constant{InitializerKind::Constant, 3.0, 0.0};
    const DenseSettings dense{7, {Activation::Elu, {0.5, 0.0}}, false, false, drawn, constant, 99};
    const std::vector<LayerSettings> all{InputSettings{5, 6, drawn},
                                         dense,
                                         OutputSettings{dense, {Loss::Hinge, {2.0, 0.0}}, 0.25},
                                         DropoutSettings{0.125},
                                         BatchNormSettings{0.25, 0.5, false, false},
                                         LayerNormSettings{0.25, false, false},
                                         JoinSettings{JoinMode::Add}};
    QCOMPARE(all.size(), layerKinds().size());
    for (const auto& settings : all) {
        const auto kind = static_cast<LayerKind>(settings.index());
        auto layer = layerOf(kind);
        for (const auto& property : layerKindInfo(kind).properties) {
            QVERIFY(glassnet::setProperty(layer, property.key, property.get(settings)).has_value());
        }
        QVERIFY(layer.settings == settings);
    }
}

void LayerPropertiesTest::outOfRangeChangesNothing_data() {
    QTest::addColumn<LayerKind>("kind");
    QTest::addColumn<std::string>("key");
    QTest::addColumn<PropertyValue>("value");
    const auto row = [](const char* name, LayerKind kind, const char* key, const PropertyValue& value) {
        QTest::newRow(name) << kind << std::string(key) << value;
    };
    row("no units", LayerKind::Dense, "units", std::int64_t{0});
    row("too many units", LayerKind::Input, "units", std::numeric_limits<std::int64_t>::max());
    row("rows below none", LayerKind::Input, "drawnRows", std::int64_t{-1});
    row("probability above 1", LayerKind::Dropout, "probability", 1.5);
    row("probability below 0", LayerKind::Dropout, "probability", -0.1);
    row("no number", LayerKind::Dropout, "probability", kNaN);
    row("infinite", LayerKind::Output, "weight", std::numeric_limits<double>::infinity());
    row("no epsilon", LayerKind::BatchNorm, "epsilon", 0.0);
    row("another type", LayerKind::Dense, "units", 2.0);
    row("nothing", LayerKind::Dense, "bias", std::monostate{});
    row("unknown key", LayerKind::Dense, "momentum", 0.5);
    row("slope", LayerKind::Dense, "activation", ActivationSpec{Activation::LeakyRelu, {11.0, 0.0}});
    row("slope no number", LayerKind::Dense, "activation", ActivationSpec{Activation::LeakyRelu, {kNaN, 0.0}});
    row("second parameter", LayerKind::Output, "activation", ActivationSpec{Activation::Softplus, {1.0, 0.0}});
    row("delta", LayerKind::Output, "loss", LossSpec{Loss::Huber, {0.0, 0.0}});
    row("deviation", LayerKind::Dense, "weightStart", Initializer{InitializerKind::Normal, 0.0, -1.0});
    row("low above high", LayerKind::Dense, "biasStart", Initializer{InitializerKind::Uniform, 1.0, 0.5});
    row("gain", LayerKind::Dense, "weightStart", Initializer{InitializerKind::XavierNormal, -1.0, 0.0});
    row("samples", LayerKind::Input, "drawn", Initializer{InitializerKind::Constant, kNaN, 0.0});
}

void LayerPropertiesTest::outOfRangeChangesNothing() {
    QFETCH(LayerKind, kind);
    QFETCH(std::string, key);
    QFETCH(PropertyValue, value);
    auto layer = layerOf(kind);
    const auto before = layer;
    const auto result = glassnet::setProperty(layer, key, value);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::BadProperty);
    QCOMPARE(result.error().arguments.size(), std::size_t{5});
    QVERIFY(result.error().arguments[0] == ErrorArgument("Layer"));
    QVERIFY(result.error().arguments[1] == ErrorArgument(key));
    QVERIFY(layer == before);
}

void LayerPropertiesTest::theEndsOfARangeAreIn() {
    for (const auto& info : layerKinds()) {
        for (const auto& property : info.properties) {
            for (const double end : {property.smallest, property.largest}) {
                auto layer = layerOf(info.kind);
                if (property.type == PropertyType::Real) {
                    QVERIFY(glassnet::setProperty(layer, property.key, end).has_value());
                } else if (property.type == PropertyType::Integer) {
                    QVERIFY(glassnet::setProperty(layer, property.key, static_cast<std::int64_t>(end)).has_value());
                }
            }
        }
    }
}

GLASSNET_TEST(LayerPropertiesTest);

}  // namespace

}  // namespace glassnet

#include "LayerPropertiesTest.moc"
