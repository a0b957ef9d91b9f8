#pragma once

#include <string>
#include <vector>

#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

/// A tensor that no longer holds what was drawn for it.
struct ChangedValue {
    const LayerSpec* layer = nullptr;
    StateRole role{};
    const Tensor* values = nullptr;

    /// Few enough to be written out.
    [[nodiscard]] bool isShort() const { return values->elements() <= kMostWrittenValues; }
    /// Written out, or in the file beside the script; else only a comment speaks of it.
    [[nodiscard]] bool isWritten(const ScriptNetwork& network) const { return isShort() || !network.source().arrayFile.empty(); }
};

/// True where a layer has this parameter or running statistic.
[[nodiscard]] bool hasRole(const LayerSpec& layer, StateRole role);

/// The changed tensors that the network still has, layer by layer in topological order; weights are [in, out], all others [1, out].
[[nodiscard]] std::vector<ChangedValue> changedValues(const ScriptNetwork& network);

/// Writes `before`, the values and `after`: "W1 = torch.tensor([[0.5]])", or what loads them as "W1".
void writeChangedValue(ScriptLines& lines, const ScriptNetwork& network, const ChangedValue& changed, const Tensor& values,
                       const std::string& before, const std::string& after);
/// Writes a comment in the place of values that are too many.
void writeChangedNote(ScriptLines& lines, const ChangedValue& changed, const std::string& name);

}  // namespace glassnet
