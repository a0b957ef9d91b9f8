// Compiled for CPUs with FMA instructions: see CMakeLists.txt. Nothing here runs unless CpuBackend has asked the CPU.
#include "engine/backend/Arithmetic.h"

namespace glassnet {
namespace {
using BaseArithmetic = formulas::FusedArithmetic;
}  // namespace
}  // namespace glassnet

#include "engine/backend/cpu/CpuKernelCode.h"

namespace glassnet {

constexpr CpuKernels<float> kFusedKernelsFloat = makeKernels<float>();
constexpr CpuKernels<double> kFusedKernelsDouble = makeKernels<double>();

}  // namespace glassnet
