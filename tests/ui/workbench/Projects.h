#pragma once

#include "engine/project/Project.h"

namespace glassnet::test {

/// The lesson's 3-2-1 project: seed 7, everything drawn, target 1, learning rate 0.1.
[[nodiscard]] Project lessonProject();

/// The lesson's network with its only link to the output cut off: it cannot run (MissingLink).
[[nodiscard]] Project impossibleProject();

/// A 2-6-1 network (tanh, sigmoid, binary cross entropy) on a spiral, shuffled, seed 3.
[[nodiscard]] Project spiralProject(std::int64_t rows, std::int64_t batchSize, double rate);

/// Two inputs and five hidden units; a class ("Side", sigmoid) and a number ("Height", identity, counted twice) from the same 40 rows, 10
/// of them for testing.
[[nodiscard]] Project twoOutputsProject();

}  // namespace glassnet::test
