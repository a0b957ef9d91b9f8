#include "engine/exchange/ScriptLines.h"

#include <algorithm>

#include "engine/exchange/PythonText.h"

namespace glassnet {

namespace {
constexpr std::size_t kIndent = 4;
}  // namespace

ScriptLine& ScriptLines::add(ScriptRole role, const std::string& text, LayerId layer, std::optional<LinkId> link) {
    return m_lines.emplace_back(ScriptLine{std::string(kIndent * static_cast<std::size_t>(m_depth), ' ') + text, layer, link, role, {}});
}

void ScriptLines::blank() {
    if (!m_lines.empty() && m_lines.back().role != ScriptRole::Blank) {
        m_lines.push_back({});
    }
}

bool ScriptLines::mentions(const std::string& name) const {
    return std::any_of(m_lines.begin(), m_lines.end(), [&](const ScriptLine& line) { return line.text.find(name) != std::string::npos; });
}

std::string ScriptLines::stored(const std::string& name, const Tensor& values) {
    m_arrays.insert_or_assign(name, values);
    return "torch.from_numpy(arrays[" + pythonText(name) + "])";
}

Script ScriptLines::take(const std::string& arrayFile) {
    Script script;
    const auto add = [&script](ScriptRole role, const std::string& text) { script.lines.push_back({text, {}, {}, role, {}}); };
    const bool loads = !m_arrays.empty();
    if (mentions("math.")) {
        add(ScriptRole::Import, "import math");
    }
    if (loads) {
        add(ScriptRole::Import, "import pathlib");
    }
    if (!script.lines.empty()) {
        script.lines.push_back({});
    }
    if (loads) {
        add(ScriptRole::Import, "import numpy as np");
    }
    add(ScriptRole::Import, "import torch");
    if (mentions("nn.")) {
        add(ScriptRole::Import, "from torch import nn");
    }
    script.lines.push_back({});
    if (loads) {
        add(ScriptRole::Data, "arrays = np.load(pathlib.Path(__file__).with_name(" + pythonText(arrayFile) + "))");
        script.lines.push_back({});
    }
    script.lines.insert(script.lines.end(), m_lines.begin(), m_lines.end());
    script.arrays = std::move(m_arrays);
    return script;
}

}  // namespace glassnet
