#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// Draws that follow each other: all from the shared generator, or those of one layer with a seed of its own.
struct DrawGroup {
    std::optional<std::uint64_t> seed;
    std::vector<DrawItem> draws;
};

/// What drawStart draws, in its order: each sample, weight and bias once, what the draw order leaves out at the end. The draws of a layer
/// with its own seed stand together, which changes no value.
[[nodiscard]] std::vector<DrawGroup> drawGroups(const NetworkSpec& network);

/// Whether making the layers of torch.nn one after the other in topological order draws just this: all like nn.Linear, from one
/// generator, samples before everything else.
[[nodiscard]] bool drawsLikeModules(const NetworkSpec& network, const std::vector<DrawGroup>& groups);

/// A new tensor [in, out] as an expression; `in` and `out` are expressions themselves. `asRow`: the shape stands in brackets of its own.
[[nodiscard]] std::string drawnMatrix(const Initializer& initializer, const std::string& in, const std::string& out, bool asRow);
/// A new bias [1, out] of a layer with `in` inputs.
[[nodiscard]] std::string drawnBias(const Initializer& initializer, const std::string& in, const std::string& out);

/// A line that gives a parameter of nn.Linear its start values.
struct FillLine {
    std::string text;
    /// It writes into the parameter itself and therefore stands under torch.no_grad().
    bool needsNoGrad = false;
};
[[nodiscard]] FillLine fillWeight(const Initializer& initializer, const std::string& weight, std::int64_t in, std::int64_t out);
[[nodiscard]] FillLine fillBias(const Initializer& initializer, const std::string& bias, std::int64_t in);

}  // namespace glassnet
