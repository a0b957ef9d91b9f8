#pragma once

#include <nlohmann/json.hpp>

#include "engine/tensor/Tensor.h"

namespace glassnet::test {

/// The cases of tests/data/`name`.json, which PyTorch wrote (generate.py beside it); fails the program when it cannot be read.
[[nodiscard]] nlohmann::json readTorchCases(const char* name);

/// One tensor of these files: {"dtype", "shape", "elements"}, floats as hex bit patterns.
[[nodiscard]] Tensor torchTensor(const nlohmann::json& json);

}  // namespace glassnet::test
