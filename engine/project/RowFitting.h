#pragma once

#include <cstdint>

#include "engine/project/Project.h"

namespace glassnet {

/// The most rows of that many columns that this machine can spare memory for; compared before anything is allocated.
[[nodiscard]] std::int64_t affordableRows(std::int64_t columns);

/// The number of rows a network learns from: that of the first stored input, else of the first input that draws its own samples, else of
/// the first target, else 1.
[[nodiscard]] std::int64_t rowCount(const NetworkSpec& network, const StoredRows& rows);

/// The rows after `before` became `after`. Entries of layers that are gone or draw their own samples now are dropped; a layer that is new
/// or takes another form gets zero columns more, or the surplus cut; class targets are clamped to the units, scores become the class of
/// the largest; a missing entry is made of zeros. Layers that stayed as they were keep their rows, fitting or not. Rows too large for this
/// machine are left as they are: findProblems speaks of such a network.
[[nodiscard]] StoredRows fittedRows(const StoredRows& rows, const NetworkSpec& before, const NetworkSpec& after);

}  // namespace glassnet
