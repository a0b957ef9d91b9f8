#include "engine/network/LayerProperties.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace glassnet {

namespace {

constexpr double kMostUnits = 9.0e15;  // No limit by constant: findProblems compares with the machine's memory.

using Settings = LayerSettings;

DenseSettings& denseOf(Settings& settings) {
    auto* dense = std::get_if<DenseSettings>(&settings);
    return dense != nullptr ? *dense : std::get<OutputSettings>(settings).dense;
}

const DenseSettings& denseOf(const Settings& settings) {
    const auto* dense = std::get_if<DenseSettings>(&settings);
    return dense != nullptr ? *dense : std::get<OutputSettings>(settings).dense;
}

/// A row for a member of one alternative of LayerSettings.
template <class Alternative, auto Member>
constexpr PropertyInfo row(std::string_view key, PropertyType type, double smallest = 0.0, double largest = 0.0) {
    using Value = std::remove_cvref_t<decltype(std::declval<Alternative>().*Member)>;
    return {key,
            type,
            smallest,
            largest,
            [](const Settings& settings) { return PropertyValue(std::get<Alternative>(settings).*Member); },
            [](Settings& settings, const PropertyValue& value) { std::get<Alternative>(settings).*Member = std::get<Value>(value); }};
}

/// A row for a member of the Dense part of Dense and Output.
template <auto Member>
constexpr PropertyInfo denseRow(std::string_view key, PropertyType type, double smallest = 0.0, double largest = 0.0) {
    using Value = std::remove_cvref_t<decltype(std::declval<DenseSettings>().*Member)>;
    return {key,
            type,
            smallest,
            largest,
            [](const Settings& settings) { return PropertyValue(denseOf(settings).*Member); },
            [](Settings& settings, const PropertyValue& value) { denseOf(settings).*Member = std::get<Value>(value); }};
}

constexpr PropertyInfo kSeedRow{"seed",
                                PropertyType::Seed,
                                0.0,
                                0.0,
                                [](const Settings& settings) {
                                    const auto& seed = denseOf(settings).seed;
                                    return seed.has_value() ? PropertyValue(*seed) : PropertyValue();
                                },
                                [](Settings& settings, const PropertyValue& value) {
                                    const auto* seed = std::get_if<std::uint64_t>(&value);
                                    denseOf(settings).seed = seed == nullptr ? std::nullopt : std::optional(*seed);
                                }};

constexpr std::array kDense{denseRow<&DenseSettings::units>("units", PropertyType::Integer, 1.0, kMostUnits),
                            denseRow<&DenseSettings::activation>("activation", PropertyType::Activation),
                            denseRow<&DenseSettings::bias>("bias", PropertyType::Switch),
                            denseRow<&DenseSettings::trainable>("trainable", PropertyType::Switch),
                            denseRow<&DenseSettings::weightStart>("weightStart", PropertyType::Initializer),
                            denseRow<&DenseSettings::biasStart>("biasStart", PropertyType::Initializer),
                            kSeedRow};
constexpr std::array kInput{row<InputSettings, &InputSettings::units>("units", PropertyType::Integer, 1.0, kMostUnits),
                            row<InputSettings, &InputSettings::drawnRows>("drawnRows", PropertyType::Integer, 0.0, kMostUnits),
                            row<InputSettings, &InputSettings::drawn>("drawn", PropertyType::Initializer)};
constexpr std::array kOutput{kDense[0],
                             kDense[1],
                             kDense[2],
                             kDense[3],
                             kDense[4],
                             kDense[5],
                             kDense[6],
                             row<OutputSettings, &OutputSettings::loss>("loss", PropertyType::Loss),
                             row<OutputSettings, &OutputSettings::weight>("weight", PropertyType::Real, 0.0, 1e6)};
constexpr std::array kDropout{row<DropoutSettings, &DropoutSettings::probability>("probability", PropertyType::Real, 0.0, 1.0)};
constexpr std::array kBatchNorm{row<BatchNormSettings, &BatchNormSettings::epsilon>("epsilon", PropertyType::Real, 1e-12, 1.0),
                                row<BatchNormSettings, &BatchNormSettings::momentum>("momentum", PropertyType::Real, 0.0, 1.0),
                                row<BatchNormSettings, &BatchNormSettings::affine>("affine", PropertyType::Switch),
                                row<BatchNormSettings, &BatchNormSettings::trainable>("trainable", PropertyType::Switch)};
constexpr std::array kLayerNorm{row<LayerNormSettings, &LayerNormSettings::epsilon>("epsilon", PropertyType::Real, 1e-12, 1.0),
                                row<LayerNormSettings, &LayerNormSettings::affine>("affine", PropertyType::Switch),
                                row<LayerNormSettings, &LayerNormSettings::trainable>("trainable", PropertyType::Switch)};
constexpr std::array kJoin{row<JoinSettings, &JoinSettings::mode>("mode", PropertyType::Join)};

template <class Alternative>
Settings makeSettings() {
    return Alternative{};
}

constexpr int kManyLinks = 1 << 20;
constexpr std::array kKinds{
    LayerKindInfo{LayerKind::Input, "input", makeSettings<InputSettings>, kInput, 0, 0},
    LayerKindInfo{LayerKind::Dense, "dense", makeSettings<DenseSettings>, kDense, 1, kManyLinks},
    LayerKindInfo{LayerKind::Output, "output", makeSettings<OutputSettings>, kOutput, 1, kManyLinks},
    LayerKindInfo{LayerKind::Dropout, "dropout", makeSettings<DropoutSettings>, kDropout, 1, 1},
    LayerKindInfo{LayerKind::BatchNorm, "batch_norm", makeSettings<BatchNormSettings>, kBatchNorm, 1, 1},
    LayerKindInfo{LayerKind::LayerNorm, "layer_norm", makeSettings<LayerNormSettings>, kLayerNorm, 1, 1},
    LayerKindInfo{LayerKind::Join, "join", makeSettings<JoinSettings>, kJoin, 2, kManyLinks},
};

/// A number that is out of its range, with the range.
struct OutOfRange {
    double value = 0.0;
    double smallest = 0.0;
    double largest = 0.0;
};

std::optional<OutOfRange> checkNumber(double value, double smallest, double largest) {
    const bool fits = std::isfinite(value) && value >= smallest && value <= largest;
    return fits ? std::nullopt : std::optional(OutOfRange{value, smallest, largest});
}

/// The numbers of an activation, a loss or an initializer against the rows of its table.
template <class Values, class Rows>
std::optional<OutOfRange> checkParameters(const Values& values, const Rows& rows) {
    std::size_t i = 0;
    for (const auto& row : rows) {
        if (const auto bad = checkNumber(values.at(i++), row.smallest, row.largest)) {
            return bad;
        }
    }
    return std::nullopt;
}

std::optional<OutOfRange> outOfRange(const PropertyInfo& property, const PropertyValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return checkNumber(static_cast<double>(*whole), property.smallest, property.largest);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return checkNumber(*real, property.smallest, property.largest);
    }
    if (const auto* activation = std::get_if<ActivationSpec>(&value)) {
        return checkParameters(activation->parameters, activationInfo(activation->kind).parameters);
    }
    if (const auto* loss = std::get_if<LossSpec>(&value)) {
        return checkParameters(loss->parameters, lossInfo(loss->kind).parameters);
    }
    if (const auto* start = std::get_if<Initializer>(&value)) {
        const auto& info = initializerInfo(start->kind);
        if (start->kind == InitializerKind::Uniform && !(start->a <= start->b)) {
            return OutOfRange{start->a, info.parameters[0].smallest, start->b};
        }
        const std::span rows(info.parameters);
        return checkParameters(std::array{start->a, start->b}, rows.first(static_cast<std::size_t>(info.parameterCount)));
    }
    return std::nullopt;
}

bool hasType(PropertyType type, const PropertyValue& value) {
    switch (type) {
        case PropertyType::Integer:
            return std::holds_alternative<std::int64_t>(value);
        case PropertyType::Real:
            return std::holds_alternative<double>(value);
        case PropertyType::Switch:
            return std::holds_alternative<bool>(value);
        case PropertyType::Activation:
            return std::holds_alternative<ActivationSpec>(value);
        case PropertyType::Loss:
            return std::holds_alternative<LossSpec>(value);
        case PropertyType::Initializer:
            return std::holds_alternative<Initializer>(value);
        case PropertyType::Seed:
            return std::holds_alternative<std::uint64_t>(value) || std::holds_alternative<std::monostate>(value);
        case PropertyType::Join:
            return std::holds_alternative<JoinMode>(value);
    }
    return false;
}

double asNumber(const PropertyValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    const auto* real = std::get_if<double>(&value);
    return real == nullptr ? 0.0 : *real;
}

}  // namespace

std::span<const LayerKindInfo> layerKinds() { return kKinds; }

const LayerKindInfo& layerKindInfo(LayerKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

const LayerKindInfo* findLayerKind(std::string_view key) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [key](const LayerKindInfo& kind) { return kind.key == key; });
    return found == kKinds.end() ? nullptr : found;
}

const PropertyInfo* findProperty(LayerKind kind, std::string_view key) {
    for (const auto& property : layerKindInfo(kind).properties) {
        if (property.key == key) {
            return &property;
        }
    }
    return nullptr;
}

Result<void> setProperty(LayerSpec& layer, std::string_view key, const PropertyValue& value) {
    const auto* property = findProperty(layer.kind(), key);
    if (property == nullptr || !hasType(property->type, value)) {
        const double smallest = property == nullptr ? 0.0 : property->smallest;
        const double largest = property == nullptr ? 0.0 : property->largest;
        return failure(ErrorCode::BadProperty, {layer.name, std::string(key), asNumber(value), smallest, largest});
    }
    if (const auto bad = outOfRange(*property, value)) {
        return failure(ErrorCode::BadProperty, {layer.name, std::string(key), bad->value, bad->smallest, bad->largest});
    }
    property->set(layer.settings, value);
    return {};
}

}  // namespace glassnet
