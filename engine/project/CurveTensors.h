#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Tensor.h"
#include "engine/training/RunCurves.h"

namespace glassnet {

/// The curves of a run and of each of its outputs by the names they have in files ("testLoss", "outputs.1.testLoss"), always in one order.
[[nodiscard]] std::vector<std::pair<std::string, const Curve*>> namedCurves(const RunCurves& curves);
[[nodiscard]] std::vector<std::pair<std::string, Curve*>> namedCurves(RunCurves& curves);

/// A curve's buckets as two tensors: "numbers" float64 [buckets, 9] (of the first and of the last point epoch, seconds and value, then
/// lowest, highest and sum) and "counts" int64 [buckets, 7] (of both points step and samples, then how many values are finite, how many are
/// not, the step of the first that is not). No tensors for a curve without points.
[[nodiscard]] std::map<std::string, Tensor> curveTensors(const Curve& curve);

/// Takes the tensors `prefix` + "numbers" and `prefix` + "counts" out of `tensors`; without both the curve has no points.
/// Errors: TensorMissing, TensorDType, TensorShape, FileField (part, tensor, "buckets of a curve").
[[nodiscard]] Result<Curve> takeCurve(std::map<std::string, Tensor>& tensors, std::string_view part, const std::string& prefix,
                                      std::int64_t pointsPerBucket);

}  // namespace glassnet
