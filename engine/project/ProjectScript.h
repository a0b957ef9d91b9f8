#pragma once

#include "engine/exchange/PyTorchScript.h"
#include "engine/project/Project.h"

namespace glassnet {

/// What a script needs to know of a project. Rows that are missing or do not fit the network are left for the reader to load. Error: the
/// first problem of the network, other than that it is too large for this machine.
[[nodiscard]] Result<ScriptSource> scriptSource(const Project& project);

/// The project as a program for PyTorch, from its start values on, with those of `changed` in their place. Errors: those of scriptSource.
[[nodiscard]] Result<Script> pyTorchScript(const Project& project, ScriptForm form, const std::map<StateKey, Tensor>& changed = {});

}  // namespace glassnet
