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
    [[nodiscard]] bool isWritten() const { return values->elements() <= kMostWrittenValues; }
};

/// The changed tensors that the network still has, layer by layer in topological order; weights are [in, out], all others [1, out].
[[nodiscard]] std::vector<ChangedValue> changedValues(const ScriptNetwork& network);

/// Writes `before`, the tensor and `after`: "W1 = torch.tensor([[0.5]])".
void writeChangedValue(ScriptLines& lines, const ChangedValue& changed, const Tensor& values, const std::string& before,
                       const std::string& after);
/// Writes a comment in the place of values that are too many.
void writeChangedNote(ScriptLines& lines, const ChangedValue& changed, const std::string& name);

}  // namespace glassnet
