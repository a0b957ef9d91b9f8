#include "engine/program/Optimizers.h"

#include <algorithm>
#include <array>

namespace glassnet {

namespace {

constexpr auto kAlways = [](const Knobs&) { return true; };
constexpr auto kWithMomentum = [](const Knobs& knobs) { return knobs.momentum != 0.0; };
constexpr auto kCentered = [](const Knobs& knobs) { return knobs.centered; };
constexpr auto kFirstSum = [](const Knobs& knobs) { return knobs.initialSum; };

// `steps` of SGD counts the updates with momentum: torch.optim.SGD starts its buffer with the first gradient, undamped.
constexpr std::array kSgdSlots{OptimizerSlot{"momentum", false, SymbolLetter::Momentum, kWithMomentum},
                               OptimizerSlot{"steps", true, SymbolLetter::StepCount, kWithMomentum}};
constexpr std::array kRmsPropSlots{OptimizerSlot{"squareMean", false, SymbolLetter::SquareMean, kAlways},
                                   OptimizerSlot{"gradientMean", false, SymbolLetter::GradientMean, kCentered},
                                   OptimizerSlot{"momentum", false, SymbolLetter::Momentum, kWithMomentum}};
constexpr std::array kAdagradSlots{OptimizerSlot{"squareSum", false, SymbolLetter::SquareSum, kAlways, kFirstSum},
                                   OptimizerSlot{"steps", true, SymbolLetter::StepCount, kAlways}};
constexpr std::array kAdamSlots{OptimizerSlot{"momentum", false, SymbolLetter::Momentum, kAlways},
                                OptimizerSlot{"squareMean", false, SymbolLetter::SquareMean, kAlways},
                                OptimizerSlot{"steps", true, SymbolLetter::StepCount, kAlways}};

constexpr std::array kOptimizers{OptimizerInfo{OptimizerKind::Sgd, "sgd", "SGD", "update.sgd", kSgdSlots},
                                 OptimizerInfo{OptimizerKind::RmsProp, "rmsprop", "RMSprop", "update.rmsprop", kRmsPropSlots},
                                 OptimizerInfo{OptimizerKind::Adagrad, "adagrad", "Adagrad", "update.adagrad", kAdagradSlots},
                                 OptimizerInfo{OptimizerKind::Adam, "adam", "Adam", "update.adam", kAdamSlots},
                                 OptimizerInfo{OptimizerKind::AdamW, "adamw", "AdamW", "update.adamw", kAdamSlots}};
static_assert(kOptimizers.size() == kOptimizerKinds);

}  // namespace

std::span<const OptimizerInfo> optimizers() { return kOptimizers; }

const OptimizerInfo& optimizerInfo(OptimizerKind kind) { return kOptimizers.at(static_cast<std::size_t>(kind)); }

const OptimizerInfo* findOptimizer(std::string_view key) {
    const auto* found = std::find_if(kOptimizers.begin(), kOptimizers.end(), [key](const OptimizerInfo& info) { return info.key == key; });
    return found == kOptimizers.end() ? nullptr : found;
}

int updateCopies(OptimizerKind optimizer, Penalty penalty, Clipping clipping) {
    return static_cast<int>(optimizerInfo(optimizer).kept.size()) + (penalty != Penalty::None ? 1 : 0) +
           (clipping != Clipping::None ? 1 : 0);
}

}  // namespace glassnet
