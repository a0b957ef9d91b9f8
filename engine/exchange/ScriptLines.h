#pragma once

#include <string>

#include "engine/exchange/PyTorchScript.h"

namespace glassnet {

/// Collects a script line by line, and writes the imports that its lines need.
class ScriptLines {
public:
    /// Adds a line, which the next one moves.
    ScriptLine& add(ScriptRole role, const std::string& text, LayerId layer = {}, std::optional<LinkId> link = {});
    /// One empty line; never two in a row, and none at the start.
    void blank();
    /// What follows stands in a block: four blanks deeper for each level.
    void open() { ++m_depth; }
    void close() { --m_depth; }
    void closeAll() { m_depth = 0; }
    /// Has the script load `values` by this name from the file beside it; returns the expression.
    [[nodiscard]] std::string stored(const std::string& name, const Tensor& values);
    /// The script with its imports; `arrayFile` is the name of the file beside it, which is loaded where something is stored there.
    [[nodiscard]] Script take(const std::string& arrayFile);

private:
    [[nodiscard]] bool mentions(const std::string& name) const;

    std::vector<ScriptLine> m_lines;
    std::map<std::string, Tensor> m_arrays;
    int m_depth = 0;
};

}  // namespace glassnet
