#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/exchange/PyTorchScript.h"
#include "engine/program/Program.h"

namespace glassnet {

/// Which tensors of a program each line of a script is about, and the other way. Script and program are of the same network.
class ScriptTensors {
public:
    ScriptTensors() = default;
    ScriptTensors(const Script& script, const Program& program);

    /// The tensors of a line (from 0), what it makes first, each once; of a gradient also its parts over several links.
    [[nodiscard]] const std::vector<TensorId>& tensors(std::size_t line) const { return m_tensors.at(line); }
    /// The lines that are about a tensor.
    [[nodiscard]] std::set<std::size_t> lines(TensorId tensor) const;
    /// The line that does an entry's work; none where the script does not have it (the way back in the form by hand).
    [[nodiscard]] std::optional<std::size_t> lineOf(const Entry& entry) const;

private:
    std::vector<std::vector<TensorId>> m_tensors;
    std::map<TensorId, std::set<std::size_t>> m_lines;
    /// The first line that makes a tensor.
    std::map<TensorId, std::size_t> m_makers;
};

}  // namespace glassnet
