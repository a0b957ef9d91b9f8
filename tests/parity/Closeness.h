#pragma once

#include <string>

#include "engine/tensor/Tensor.h"

namespace glassnet::test {

/// Empty when both have as many elements and |ours - theirs| <= tolerance max|theirs| everywhere; else what differs, for a report.
[[nodiscard]] std::string farApart(const Tensor& ours, const Tensor& theirs, double tolerance, const std::string& name);

}  // namespace glassnet::test
