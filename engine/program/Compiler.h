#pragma once

#include "engine/network/NetworkSpec.h"
#include "engine/network/Problems.h"
#include "engine/program/Program.h"

namespace glassnet {

/// Turns a network into a program; the backward half is derived from the forward half by each operation's own rule
/// (program/BackwardRules). For the 3-2-1 network these are 17 entries: z1 h z2 ŷ L; dŷ dz2 dW2 db2 dh dz1 dW1 db1; W2 B2 W1 B1.
/// The network's first problem is the error (findProblems lists all).
[[nodiscard]] Result<Program> compile(const NetworkSpec& network, const CompileOptions& options = {});

}  // namespace glassnet
