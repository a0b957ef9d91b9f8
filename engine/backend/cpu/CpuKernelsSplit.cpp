// Compiled for every CPU.
#include "engine/backend/Arithmetic.h"

namespace glassnet {
namespace {
using BaseArithmetic = formulas::SplitArithmetic;
}  // namespace
}  // namespace glassnet

#include "engine/backend/cpu/CpuKernelCode.h"

namespace glassnet {

constexpr CpuKernels<float> kSplitKernelsFloat = makeKernels<float>();
constexpr CpuKernels<double> kSplitKernelsDouble = makeKernels<double>();

}  // namespace glassnet
