#pragma once

#include "engine/exchange/PyTorchScript.h"
#include "engine/project/Project.h"

namespace glassnet {

/// Rows with at most this many values are written out in a script.
inline constexpr std::int64_t kMostWrittenValues = 64;

/// What a script needs to know of a project. Rows that are missing or do not fit the network are left for the reader to load. Error: the
/// first problem of the network, other than that it is too large for this machine.
[[nodiscard]] Result<ScriptSource> scriptSource(const Project& project);

/// The project as a program for PyTorch, from its start values on. Errors: those of scriptSource.
[[nodiscard]] Result<Script> pyTorchScript(const Project& project, ScriptForm form);

}  // namespace glassnet
