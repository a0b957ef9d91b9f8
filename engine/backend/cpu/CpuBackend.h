#pragma once

#include <cstdint>

#include "engine/backend/Backend.h"

namespace glassnet {

/// How a * b + c is computed: with one rounding or with two.
enum class CpuArithmetic : std::uint8_t { Fused, Split };

/// This machine's processor, in the program's dtype (float32 or float64). Arithmetic and orders are those of Formulas.h.
class CpuBackend final : public Backend {
public:
    /// Fused multiply-adds where the CPU has them.
    CpuBackend() : CpuBackend(CpuArithmetic::Fused) {}
    /// A given arithmetic; a CPU without FMA instructions computes Split whatever was asked for (`arithmetic` says so).
    explicit CpuBackend(CpuArithmetic arithmetic);

    /// True when the CPU has AVX2 and FMA instructions.
    [[nodiscard]] static bool hasFma() noexcept;

    [[nodiscard]] std::string_view key() const noexcept override { return "cpu"; }
    [[nodiscard]] std::string_view arithmetic() const noexcept override;
    /// Keeps every tensor readable, whatever `observed` asks for. Parameters start as zeros. Throws TooLarge.
    [[nodiscard]] std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed& observed) const override;

private:
    CpuArithmetic m_arithmetic;
};

}  // namespace glassnet
