#pragma once

#include <string>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet::test {

/// A project whose loss curve is held against PyTorch's, and what stands out in it.
struct LossCurveCase {
    std::string name;
    Project project;
};

/// Ten projects that together use every optimizer, loss, penalty, clipping and schedule. The data come from formulas; an epoch has several
/// batches, the last of them short.
[[nodiscard]] std::vector<LossCurveCase> lossCurveCases();

}  // namespace glassnet::test
