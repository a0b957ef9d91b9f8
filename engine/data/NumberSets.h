#pragma once

#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

// Sets whose target is a number, float32 [n, 1]: t = f + noise e, e = torch.randn(n, 1). f is computed in double precision and rounded to
// float32; product and sum with the noise are float32.

/// f = (x + y) / 2 at the places 2 torch.rand(n, 2) - 1, which are drawn before the noise; features "x" and "y".
[[nodiscard]] Dataset makePlane(const SyntheticSpec& spec, Generator& generator);

/// f = sin(pi turns x) cos(pi turns y) at the same places.
[[nodiscard]] Dataset makeWaves(const SyntheticSpec& spec, Generator& generator);

/// f = sin(pi turns x) of one feature "x" at even distances: sample i stands at x = (2 i + 1) / n - 1.
[[nodiscard]] Dataset makeSine(const SyntheticSpec& spec, Generator& generator);

}  // namespace glassnet
