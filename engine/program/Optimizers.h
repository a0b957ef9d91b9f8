#pragma once

#include <span>
#include <string_view>

#include "engine/backend/Knobs.h"
#include "engine/program/OptimizerKind.h"

namespace glassnet {

/// A value an optimizer keeps for each parameter: shaped like the parameter, or one number.
struct OptimizerSlot {
    std::string_view key;
    bool scalar = false;
};

/// One optimizer: its key in files, PyTorch's class and what it keeps. Its arithmetic stands in backend/Formulas.
struct OptimizerInfo {
    OptimizerKind kind{};
    std::string_view key;
    std::string_view torchName;
    /// The formula key of its update entry.
    std::string_view formula;
    std::span<const OptimizerSlot> kept;
    /// True where these knobs make it use what it keeps.
    bool (*uses)(const Knobs& knobs) = nullptr;
};

/// All optimizers, in OptimizerKind's order.
[[nodiscard]] std::span<const OptimizerInfo> optimizers();
[[nodiscard]] const OptimizerInfo& optimizerInfo(OptimizerKind kind);
/// Null for an unknown key.
[[nodiscard]] const OptimizerInfo* findOptimizer(std::string_view key);

}  // namespace glassnet
