#pragma once

#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

/// The truth table of a gate with two inputs, over and over: row i has a = floor(i / 2) mod 2 and b = i mod 2, plus noise e,
/// e = torch.randn(n, 2), and its class is what the gate `spec.key` says of a and b without noise: "gate.and", "gate.or", "gate.nand",
/// "gate.nor", "gate.xor" or "gate.xnor". Features "a" and "b", targets float32 [n, 1] with 0 and 1.
[[nodiscard]] Dataset makeGate(const SyntheticSpec& spec, Generator& generator);

}  // namespace glassnet
