#include "engine/training/NonFinite.h"

#include <algorithm>
#include <cmath>

namespace glassnet {

namespace {

/// The first element that is not finite, or -1.
std::int64_t firstNonFinite(const Tensor& tensor) {
    for (std::int64_t i = 0; i < tensor.elements(); ++i) {
        if (!std::isfinite(tensor.at(i))) {
            return i;
        }
    }
    return -1;
}

}  // namespace

bool isFinite(const TrainingState& state) {
    return std::ranges::all_of(state.tensors, [](const auto& tensor) { return firstNonFinite(tensor.second) < 0; });
}

std::optional<NonFiniteBirth> findNonFinite(Trainer& trainer) {
    trainer.moveTo(0);
    for (std::size_t entry = 0; entry < trainer.program().size(); ++entry) {
        trainer.moveTo(entry + 1);
        for (const auto output : trainer.program().entries()[entry].outputs) {
            const auto values = trainer.executable().read(output);
            const auto element = firstNonFinite(values);
            if (element >= 0) {
                return NonFiniteBirth{trainer.stepStart().step, entry, output, element, values.at(element)};
            }
        }
    }
    return std::nullopt;
}

}  // namespace glassnet
