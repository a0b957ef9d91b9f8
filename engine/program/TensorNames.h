#pragma once

#include <optional>
#include <string>

#include "engine/program/Program.h"

namespace glassnet {

/// The letter of the parameter that a tensor of the optimizer, or a gradient on its way to the update, belongs to: the momentum of W1 is
/// not that of B1, though both have one symbol. None for all other tensors.
[[nodiscard]] std::optional<SymbolLetter> parameterLetter(const Program& program, const TensorInfo& info);

/// symbolKey of a tensor with what it belongs to: "W1", "momentum(W1)", "clipped(B2)".
[[nodiscard]] std::string tensorKey(const Program& program, const TensorInfo& info);

}  // namespace glassnet
