#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// A number as Python reads it back bit for bit, always a float there: "0.5", "1e-05", "2.0", float("inf").
[[nodiscard]] std::string pythonNumber(double value);
/// The same for a value that torch rounds to float32: the shortest text that comes back to it.
[[nodiscard]] std::string pythonNumber(float value);

/// UTF-8 text as a literal of Python: "iris.npz" in quotes, with escapes where it needs them.
[[nodiscard]] std::string pythonText(std::string_view text);

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");
/// "function(a, b)".
[[nodiscard]] std::string pythonCall(std::string_view function, const std::vector<std::string>& arguments);
/// "a" for one name, "(a, b)" for several.
[[nodiscard]] std::string pythonTuple(const std::vector<std::string>& parts);

/// torch.tensor(...) of a float32 [rows, columns] or [values] or an int64 [rows] tensor, in one line or, where that gets long, a line for
/// each row.
[[nodiscard]] std::vector<std::string> pythonTensor(const Tensor& values);

}  // namespace glassnet
