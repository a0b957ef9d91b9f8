#include "engine/exchange/ScriptTensors.h"

#include <algorithm>

namespace glassnet {

namespace {

TensorId valueOf(const Program& program, const ScriptSubject& subject) {
    if (!subject.layer.valid()) {
        return program.loss();
    }
    const auto found = program.find(subject.layer, subject.letter);
    // A dropout that drops nothing hands on what it reads.
    return !found.valid() && subject.letter == SymbolLetter::Dropped ? program.outputOf(subject.layer) : found;
}

/// What stands between a gradient and an update has a letter of its own, and a layer may have several of it.
bool isBetween(SymbolLetter letter) {
    return letter == SymbolLetter::Penalized || letter == SymbolLetter::Clipped || letter == SymbolLetter::NormPart ||
           letter == SymbolLetter::GradientNorm;
}

std::vector<TensorId> tensorsOf(const Program& program, const ScriptSubject& subject) {
    if (isBetween(subject.letter)) {
        std::vector<TensorId> all;
        for (const auto& info : program.tensors()) {
            if (info.symbol.letter == subject.letter && (!subject.layer.valid() || info.layer == subject.layer)) {
                all.push_back(info.id);
            }
        }
        return all;
    }
    const auto value = valueOf(program, subject);
    if (!value.valid()) {
        return {};
    }
    if (!subject.isGradient) {
        return {value};
    }
    std::vector<TensorId> all;
    for (const auto& info : program.tensors()) {
        if (info.role == TensorRole::Gradient && info.symbol.gradient && info.gradientOf == value) {
            all.push_back(info.id);
        }
    }
    return all;
}

}  // namespace

ScriptTensors::ScriptTensors(const Script& script, const Program& program) : m_tensors(script.lines.size()) {
    for (std::size_t line = 0; line < script.lines.size(); ++line) {
        auto& own = m_tensors[line];
        for (const auto& subject : script.lines[line].subjects) {
            for (const auto tensor : tensorsOf(program, subject)) {
                if (std::find(own.begin(), own.end(), tensor) == own.end()) {
                    own.push_back(tensor);
                }
                m_lines[tensor].insert(line);
                if (subject.isMade) {
                    m_makers.emplace(tensor, line);
                }
            }
        }
    }
}

std::set<std::size_t> ScriptTensors::lines(TensorId tensor) const {
    const auto found = m_lines.find(tensor);
    return found == m_lines.end() ? std::set<std::size_t>() : found->second;
}

std::optional<std::size_t> ScriptTensors::lineOf(const Entry& entry) const {
    for (const auto tensor : entry.outputs) {
        if (const auto found = m_makers.find(tensor); found != m_makers.end()) {
            return found->second;
        }
    }
    return std::nullopt;
}

}  // namespace glassnet
