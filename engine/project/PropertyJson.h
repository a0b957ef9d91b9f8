#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/network/LayerProperties.h"
#include "engine/project/JsonFields.h"

namespace glassnet {

/// The properties of a layer by their keys in the table of network/LayerProperties. An activation, loss or initializer is an object of
/// "kind" and its parameters by key; a seed is its decimal digits as a text, or null; a join is "add" or "concatenate".
[[nodiscard]] nlohmann::json propertiesJson(const LayerSettings& settings);

/// Reads what propertiesJson wrote into `layer`, whose kind and name are set. `lasting` is where unknown members are kept.
/// Errors: FileField; BadProperty (layer, "activation.alpha", value, smallest, largest) outside of a range.
void readProperties(JsonFields fields, LayerSpec& layer, const std::string& lasting);

}  // namespace glassnet
