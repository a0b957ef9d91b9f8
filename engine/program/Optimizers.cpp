#include "engine/program/Optimizers.h"

#include <algorithm>
#include <array>

namespace glassnet {

namespace {

// `steps` counts the updates with momentum: torch.optim.SGD starts its buffer with the first gradient, undamped.
constexpr std::array kSgdSlots{OptimizerSlot{"momentum", false}, OptimizerSlot{"steps", true}};

constexpr std::array kOptimizers{
    OptimizerInfo{OptimizerKind::Sgd, "sgd", "SGD", "update.sgd", kSgdSlots, [](const Knobs& knobs) { return knobs.momentum != 0.0; }}};

}  // namespace

std::span<const OptimizerInfo> optimizers() { return kOptimizers; }

const OptimizerInfo& optimizerInfo(OptimizerKind kind) { return kOptimizers.at(static_cast<std::size_t>(kind)); }

const OptimizerInfo* findOptimizer(std::string_view key) {
    const auto* found = std::find_if(kOptimizers.begin(), kOptimizers.end(), [key](const OptimizerInfo& info) { return info.key == key; });
    return found == kOptimizers.end() ? nullptr : found;
}

}  // namespace glassnet
