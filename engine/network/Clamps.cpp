#include "engine/network/Clamps.h"

#include <cmath>
#include <limits>
#include <string>

namespace glassnet {

namespace {

constexpr double kLargest = std::numeric_limits<float>::max();

}  // namespace

std::int64_t clampableUnits(const LayerSpec& layer) noexcept {
    if (const auto* input = std::get_if<InputSettings>(&layer.settings)) {
        return input->units;
    }
    const auto* dense = layer.dense();
    return dense == nullptr ? 0 : dense->units;
}

std::optional<Error> whyNotClamp(const LayerSpec& layer, std::int64_t unit, double value) {
    const auto units = clampableUnits(layer);
    if (layer.kind() != LayerKind::Input && layer.dense() == nullptr) {
        return Error{ErrorCode::NotClampable, {layer.name}};
    }
    if (unit < 0 || unit >= units) {
        return Error{ErrorCode::UnknownUnit, {layer.name, unit, units}};
    }
    if (!std::isfinite(value) || std::abs(value) > kLargest) {
        return Error{ErrorCode::BadProperty, {layer.name, std::string("clamps"), value, -kLargest, kLargest}};
    }
    return std::nullopt;
}

Result<void> setClamp(NetworkSpec& network, LayerId layer, std::int64_t unit, std::optional<double> value) {
    auto* spec = network.find(layer);
    if (spec == nullptr) {
        return failure(ErrorCode::UnknownLayer, {static_cast<std::int64_t>(layer.value)});
    }
    if (!value) {
        spec->clamps.erase(unit);
        return {};
    }
    if (auto error = whyNotClamp(*spec, unit, *value)) {
        return tl::unexpected<Error>(std::move(*error));
    }
    spec->clamps[unit] = *value;
    return {};
}

}  // namespace glassnet
