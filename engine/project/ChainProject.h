#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "engine/project/Project.h"

namespace glassnet {

/// What the layers of a chain are called; hidden layers are `dense` with numbers from 2 on.
struct ChainNames {
    std::string input;
    std::string dense;
    std::string output;
};

/// Canvas units between the middles of two layers of a chain.
inline constexpr double kChainStep = 200.0;

/// A chain ready to run: an Input that draws one sample, hidden Dense layers with ReLU, an Output with the identity and the mean squared
/// error against a target of zeros; from left to right at y = 0. `sizes` are two or more, each a number of units a layer may have
/// (parseChain), else it throws ErrorException (BadProperty, TooFewLinks).
[[nodiscard]] Project chainProject(std::span<const std::int64_t> sizes, const ChainNames& names,
                                   const std::array<std::uint64_t, kGeneratorRoles>& seeds);

}  // namespace glassnet
