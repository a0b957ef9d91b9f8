#include "engine/exchange/ScriptLines.h"

#include <algorithm>

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

Script ScriptLines::take() {
    Script script;
    const auto import = [&script](const char* text) { script.lines.push_back({text, {}, {}, ScriptRole::Import, {}}); };
    if (mentions("math.")) {
        import("import math");
        script.lines.push_back({});
    }
    import("import torch");
    if (mentions("nn.")) {
        import("from torch import nn");
    }
    script.lines.push_back({});
    script.lines.insert(script.lines.end(), m_lines.begin(), m_lines.end());
    return script;
}

}  // namespace glassnet
