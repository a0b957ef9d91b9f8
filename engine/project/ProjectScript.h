#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

#include "engine/exchange/PyTorchScript.h"
#include "engine/project/Project.h"

namespace glassnet {

/// How many of a project's rows a script gets.
enum class ScriptRowsWanted : std::uint8_t {
    Few,  ///< those that are few enough to be written out: for a script that is looked at or copied
    All   ///< all, for a script that has a file of arrays beside it
};

/// What a script needs to know of a project. Rows that are missing or do not fit the network are left for the reader to load. Error: the
/// first problem of the network, other than that it is too large for this machine.
[[nodiscard]] Result<ScriptSource> scriptSource(const Project& project, ScriptRowsWanted wanted = ScriptRowsWanted::Few);

/// The project as a program for PyTorch, from its start values on, with those of `changed` in their place. Errors: those of scriptSource.
[[nodiscard]] Result<Script> pyTorchScript(const Project& project, ScriptForm form, const std::map<StateKey, Tensor>& changed = {});

/// The tensors of the project's state that are not those of its start, as `changed` above; empty without a state.
[[nodiscard]] std::map<StateKey, Tensor> changedTensors(const Project& project);

/// True when a script may go to `path` unasked: nothing is there, or a script that was written here and is unchanged since.
[[nodiscard]] bool replacesOwn(const std::filesystem::path& path);

/// Writes the same program, with its ScriptSeal, to the file `path`, whatever is there, and what is too long for its lines as arrays into
/// NAME.npz beside it, which it loads. Where another file has that name, the arrays go to NAME-2.npz and so on: only those of the script
/// that is there, as its seal tells them, are replaced. Each file is whole at any time. Returns the path of the arrays; empty: none were
/// needed. Errors: those of scriptSource and writeFileBytesAtomically.
[[nodiscard]] Result<std::filesystem::path> writePyTorchScript(const std::filesystem::path& path, const Project& project, ScriptForm form,
                                                               const std::map<StateKey, Tensor>& changed = {});

}  // namespace glassnet
