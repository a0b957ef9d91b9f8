#pragma once

#include <string>
#include <string_view>

#include "engine/exchange/StrictJson.h"
#include "engine/project/Project.h"

namespace glassnet {

inline constexpr std::string_view kNetworkPart = "network.json";

/// What a network may hold at most: beyond it, finding the order of the layers takes longer than a person waits.
inline constexpr std::size_t kMostLayers = 512;
inline constexpr std::size_t kMostLinks = 16'384;
inline constexpr std::size_t kMostCuts = 1'000'000;
inline constexpr JsonLimits kNetworkJsonLimits{.depth = 64, .values = 4'000'000};

/// The text of network.json, described in engine/project/README.md: all of a project but its tensors and its state. What means nothing
/// is left out: positions and cut connections of layers and units that are gone, names and held values of units beyond the last.
/// Errors: FileField (number that is not finite, text that is not UTF-8).
[[nodiscard]] Result<std::string> writeNetworkJson(const Project& project);

/// Reads and checks network.json; stored rows and tables are left empty. A network that cannot run (findProblems) is fine.
/// Errors: FileField (part, JSON pointer, expected), FileLimit, BadProperty, those of checkSyntheticSpec and checkSplit.
[[nodiscard]] Result<Project> readNetworkJson(std::string_view text);

}  // namespace glassnet
