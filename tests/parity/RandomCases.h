#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "tests/parity/CaseRunners.h"

namespace glassnet::test {

/// The cases of random.json: each call of each drawing program, and each initialization, must give PyTorch's bits.
[[nodiscard]] std::vector<CaseResult> runRandomCases(const nlohmann::json& file);

}  // namespace glassnet::test
