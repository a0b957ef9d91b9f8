#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "tests/parity/CaseRunners.h"

namespace glassnet::test {

/// The cases of networks.json: z, a, the loss and every gradient of a chain, on the CPU in the case's dtype and, for float64, on the
/// reference too. Passed: |ours - PyTorch's| <= t max|PyTorch's| of the tensor, t = 1e-12 in float64 and 2e-6 in float32.
[[nodiscard]] std::vector<CaseResult> runNetworkCases(const nlohmann::json& file);

}  // namespace glassnet::test
