#pragma once

#include <span>
#include <string_view>

#include "engine/program/Program.h"

namespace glassnet {

/// One operation's row: its key, which is also its formula's key (Update has its optimizer's instead).
struct OperationInfo {
    Op op{};
    std::string_view key;
    /// Changes something that outlives the step (parameters, running statistics, a generator): going back over it needs the step's start.
    bool stateful = false;
};

/// All operations, in Op's order.
[[nodiscard]] std::span<const OperationInfo> operations();
[[nodiscard]] const OperationInfo& operationInfo(Op op);

}  // namespace glassnet
