#pragma once

#include <cstdint>
#include <optional>

#include "engine/training/Trainer.h"

namespace glassnet {

/// Where a number stopped being finite: the entry that made it first, and the element.
struct NonFiniteBirth {
    std::int64_t step = 0;
    std::size_t entry = 0;
    TensorId tensor;
    std::int64_t element = 0;
    double value = 0.0;
};

/// True when every number of the state is finite.
[[nodiscard]] bool isFinite(const TrainingState& state);

/// Runs the step in hand from its start, entry by entry, up to the first that makes a number that is not finite, and stays there; none,
/// and at the end of the step, when there is none. Data that are not finite themselves are no birth: the first entry that reads them is.
[[nodiscard]] std::optional<NonFiniteBirth> findNonFinite(Trainer& trainer);

}  // namespace glassnet
