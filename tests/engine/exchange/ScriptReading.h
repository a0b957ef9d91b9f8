#pragma once

#include <QString>
#include <vector>

#include "engine/exchange/PyTorchScript.h"
#include "engine/training/TrainingState.h"
#include "tests/support/Python.h"

namespace glassnet::test {

using Values = std::vector<float>;

/// A float32 tensor's elements in C order.
[[nodiscard]] Values valuesOf(const Tensor& tensor);

/// The parameters of a state in topological order, W before b and the scale before the shift; weights as [in, out].
[[nodiscard]] PythonTensors parametersOf(const NetworkSpec& network, const TrainingState& state);

/// The same in a script of either form, and before them the samples that were drawn.
[[nodiscard]] QString startExpression(const NetworkSpec& network, ScriptForm form);

/// The outputs, the loss and the parameters after the step; by hand the gradients before those. In batches nn tells only the parameters
/// after the epoch.
[[nodiscard]] QString resultExpression(const ScriptSource& source, ScriptForm form);

}  // namespace glassnet::test
