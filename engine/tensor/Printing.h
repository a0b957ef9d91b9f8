#pragma once

#include <optional>
#include <string>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// torch.set_printoptions, with PyTorch's defaults (https://pytorch.org/docs/stable/generated/torch.set_printoptions.html).
struct PrintOptions {
    int precision = 4;              ///< digits after the point, 0 or more
    std::int64_t threshold = 1000;  ///< more elements than this are summarized
    std::int64_t edgeItems = 3;     ///< what a summary keeps at each end of a dimension, 1 or more
    int lineWidth = 80;             ///< characters in a line of elements
    std::optional<bool> sciMode;    ///< scientific notation; without a value, PyTorch's own rule
};

/// The text that Python's print shows of a torch.Tensor in PyTorch 1.13, such as "tensor([[-0.1468,  0.7861]])".
/// Throws BadRange for options outside their range.
[[nodiscard]] std::string toString(const Tensor& tensor, const PrintOptions& options = {});

}  // namespace glassnet
