#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet {

inline constexpr std::string_view kWeightsPart = "weights.safetensors";
inline constexpr std::string_view kStatePart = "state.json";

using Parts = std::map<std::string, std::vector<std::byte>>;

/// The text of a part.
[[nodiscard]] inline std::string_view partText(std::span<const std::byte> part) {
    return {reinterpret_cast<const char*>(part.data()), part.size()};
}

/// Adds a part that holds text; one of that name goes.
inline void addText(Parts& parts, std::string_view name, std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    parts.insert_or_assign(std::string(name), std::vector(bytes.begin(), bytes.end()));
}

/// The values that a layer of this kind keeps from step to step.
[[nodiscard]] std::vector<StateRole> keptRoles(const LayerSpec& layer);

/// Adds weights.safetensors (the state's tensors by stateKeyName, the order, the generators) and state.json (the rest) to `parts`, if the
/// project has a state. Together they hold every bit of it.
/// Errors: FileField (knobs that are not finite).
[[nodiscard]] Result<void> writeStateParts(const Project& project, Parts& parts);

/// Takes the state's parts out of `parts`, checks that they belong to the network, and puts the state and unknown members into `project`;
/// without both parts there is no state. A layer whose shape can be known needs all its values and has them in that shape.
/// Errors: MissingPart (file, part), FileField, FileLimit, FileDamaged, BadState, TensorMissing, TensorShape, TensorDType.
[[nodiscard]] Result<void> readStateParts(Parts& parts, std::string_view file, Project& project);

}  // namespace glassnet
