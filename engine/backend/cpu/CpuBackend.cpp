#include "engine/backend/cpu/CpuBackend.h"

#include <utility>

#include "engine/backend/cpu/CpuExecutable.h"

namespace glassnet {

CpuBackend::CpuBackend(CpuArithmetic arithmetic) : m_arithmetic(hasFma() ? arithmetic : CpuArithmetic::Split) {}

bool CpuBackend::hasFma() noexcept {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
    return true;  // 64-bit ARM has it always
#endif
}

std::string_view CpuBackend::arithmetic() const noexcept { return m_arithmetic == CpuArithmetic::Fused ? "fma" : "mul-add"; }

std::unique_ptr<Executable> CpuBackend::prepare(std::shared_ptr<const Program> program, const Observed& /*observed*/) const {
    const bool fused = m_arithmetic == CpuArithmetic::Fused;
    if (program->options().dtype == DType::Float64) {
        return std::make_unique<CpuExecutable<double>>(std::move(program), fused ? kFusedKernelsDouble : kSplitKernelsDouble);
    }
    return std::make_unique<CpuExecutable<float>>(std::move(program), fused ? kFusedKernelsFloat : kSplitKernelsFloat);
}

}  // namespace glassnet
