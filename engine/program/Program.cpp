#include "engine/program/Program.h"

#include <algorithm>

namespace glassnet {

Shape TensorInfo::shapeFor(std::int64_t rows) const {
    if (!perSample) {
        return shape;
    }
    std::vector<std::int64_t> sizes(shape.sizes().begin(), shape.sizes().end());
    sizes.front() = rows;
    return Shape(sizes);
}

std::size_t Program::phaseBegin(Phase phase) const noexcept {
    const auto first = std::find_if(m_entries.begin(), m_entries.end(), [phase](const Entry& entry) { return entry.phase >= phase; });
    return static_cast<std::size_t>(first - m_entries.begin());
}

std::optional<std::size_t> Program::producer(TensorId id) const noexcept {
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const auto& outputs = m_entries[i].outputs;
        if (std::find(outputs.begin(), outputs.end(), id) != outputs.end()) {
            return i;
        }
    }
    return std::nullopt;
}

TensorId Program::gradientOf(TensorId id) const noexcept {
    const auto found = m_gradients.find(id);
    return found == m_gradients.end() ? TensorId{} : found->second;
}

TensorId Program::find(LayerId layer, SymbolLetter letter) const noexcept {
    const auto found = m_byLetter.find({layer, letter});
    return found == m_byLetter.end() ? TensorId{} : found->second;
}

TensorId Program::find(const StateKey& key) const noexcept {
    const auto found = std::find_if(m_tensors.begin(), m_tensors.end(), [&](const TensorInfo& tensor) { return tensor.key == key; });
    return found == m_tensors.end() ? TensorId{} : found->id;
}

TensorId Program::outputOf(LayerId layer) const noexcept {
    const auto found = m_layerOutputs.find(layer);
    return found == m_layerOutputs.end() ? TensorId{} : found->second;
}

}  // namespace glassnet
