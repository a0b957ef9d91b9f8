#pragma once

#include <span>
#include <string_view>

#include "engine/backend/Knobs.h"
#include "engine/network/Symbols.h"
#include "engine/program/OptimizerKind.h"

namespace glassnet {

/// A value an optimizer keeps for each parameter: shaped like the parameter, or one number, the count of its steps.
struct OptimizerSlot {
    std::string_view key;
    bool scalar = false;
    SymbolLetter letter{};
    /// True where these knobs make the optimizer use it.
    bool (*uses)(const Knobs& knobs) = nullptr;
    /// What all its elements start with; null: 0.
    double (*start)(const Knobs& knobs) = nullptr;
};

/// One optimizer: its key in files, PyTorch's class and what it keeps, the count last. Its arithmetic stands in backend/UpdateFormulas.
struct OptimizerInfo {
    OptimizerKind kind{};
    std::string_view key;
    std::string_view torchName;
    /// The formula key of its update entry.
    std::string_view formula;
    std::span<const OptimizerSlot> kept;
};

/// All optimizers, in OptimizerKind's order.
[[nodiscard]] std::span<const OptimizerInfo> optimizers();
[[nodiscard]] const OptimizerInfo& optimizerInfo(OptimizerKind kind);
/// Null for an unknown key.
[[nodiscard]] const OptimizerInfo* findOptimizer(std::string_view key);

/// Tensors as large as a parameter that its update needs, beside its value and its gradient, at most.
[[nodiscard]] int updateCopies(OptimizerKind optimizer, Penalty penalty, Clipping clipping);

}  // namespace glassnet
