#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/OptimizerKind.h"
#include "tests/parity/CaseRunners.h"

namespace glassnet::test {

/// The knobs a case sets, the others at the optimizer's defaults; an argument without a knob throws, so that none is passed over.
[[nodiscard]] Knobs knobsOf(const nlohmann::json& arguments, OptimizerKind optimizer);

/// The cases of optimizers.json: 25 full-batch steps through the Trainer in float64; the losses and the parameters at the end within 1e-10
/// of the tensor's largest element. A case whose optimizer is not in the table is not built yet.
[[nodiscard]] std::vector<CaseResult> runOptimizerCases(const nlohmann::json& file);

}  // namespace glassnet::test
