#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/Error.h"
#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// How a property is edited and written.
enum class PropertyType : std::uint8_t { Integer, Real, Switch, Activation, Loss, Initializer, Seed, Join };

/// A property's value; no value for an unset seed.
using PropertyValue =
    std::variant<std::monostate, std::int64_t, double, bool, ActivationSpec, LossSpec, Initializer, std::uint64_t, JoinMode>;

/// One property of a layer kind: its key in files, its range, and how it is read and set. The whole kind is described by its rows:
/// files, the side panel and the command line read this table and nothing else.
struct PropertyInfo {
    std::string_view key;
    PropertyType type{};
    double smallest = 0.0;
    double largest = 0.0;
    PropertyValue (*get)(const LayerSettings&) = nullptr;
    void (*set)(LayerSettings&, const PropertyValue&) = nullptr;
};

/// One layer kind: its key in files and its properties.
struct LayerKindInfo {
    LayerKind kind{};
    std::string_view key;
    LayerSettings (*make)() = nullptr;
    std::span<const PropertyInfo> properties;
    int fewestLinks = 0;
    int mostLinks = 0;
};

/// All kinds, in LayerKind's order.
[[nodiscard]] std::span<const LayerKindInfo> layerKinds();
[[nodiscard]] const LayerKindInfo& layerKindInfo(LayerKind kind);
/// None for an unknown key.
[[nodiscard]] const LayerKindInfo* findLayerKind(std::string_view key);
[[nodiscard]] const PropertyInfo* findProperty(LayerKind kind, std::string_view key);

/// Sets a property after checking its type and range. BadProperty carries the layer's name, the key, the value and the range.
[[nodiscard]] Result<void> setProperty(LayerSpec& layer, std::string_view key, const PropertyValue& value);

}  // namespace glassnet
