#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "engine/program/Explanation.h"
#include "engine/training/Trainer.h"

namespace glassnet::test {

/// Half a unit in the last place of a float32 near 1: what one rounding may cost, relatively.
inline constexpr double kUnit = 0x1p-24;

inline float single(double number) { return static_cast<float>(number); }

inline bool sameBits(double a, double b) { return std::bit_cast<std::uint32_t>(single(a)) == std::bit_cast<std::uint32_t>(single(b)); }

/// The numbers of an optimizer, of a penalty and of clipping, worked out another way than the program does.
class ExplainedUpdate {
public:
    ExplainedUpdate(const Trainer& trainer, const Entry& entry) : m_trainer(trainer), m_entry(entry) {}

    /// The optimizer's own numbers, from the algorithm boxes of torch.optim's documentation with std::pow.
    [[nodiscard]] bool fits(const Factor& factor) const {
        const auto& knobs = m_trainer.knobs();
        const auto& optimizer = m_entry.attributes.optimizer;
        const double t = m_entry.op == Op::Update && optimizer != OptimizerKind::RmsProp ? read(m_entry.outputs.back(), 0) : 0.0;
        const auto is = [&](double want) { return std::abs(factor.value - want) <= 4.0 * kUnit * std::abs(want); };
        switch (factor.role) {
            case FactorRole::StepRate:
                return is(optimizer == OptimizerKind::Adagrad ? -knobs.learningRate / (1.0 + (t - 1.0) * knobs.rateDecay)
                                                              : -knobs.learningRate / (1.0 - std::pow(knobs.beta1, t)));
            case FactorRole::Shrink:
                return is(1.0 - knobs.learningRate * knobs.weightDecay);
            case FactorRole::Alpha:
                return is(knobs.alpha);
            case FactorRole::Beta1:
                return is(knobs.beta1);
            case FactorRole::Beta2:
                return is(knobs.beta2);
            case FactorRole::OneMinusAlpha:
                return is(1.0 - knobs.alpha);
            case FactorRole::OneMinusBeta1:
                return is(1.0 - knobs.beta1);
            case FactorRole::OneMinusBeta2:
                return is(1.0 - knobs.beta2);
            case FactorRole::PenaltyRate:
                return is(knobs.penaltyRate);
            case FactorRole::ClipLimit:
                return is(knobs.clipLimit);
            case FactorRole::Sign:
                return factor.value == (read(factor.tensor, factor.element) < 0.0 ? -1.0 : 1.0);
            case FactorRole::ClipCoefficient:
                return sameBits(factor.value, std::min(1.0F, single(knobs.clipLimit) / (single(read(factor.tensor, 0)) + 1e-6F)));
            default:
                return true;
        }
    }

    /// What a step is divided by, taken again in the program's type.
    [[nodiscard]] float stepDivisor(const Factor& root) const {
        const auto& knobs = m_trainer.knobs();
        const float squares = single(read(root.tensor, root.element));
        const float epsilon = single(knobs.epsilon);
        if (m_entry.attributes.optimizer == OptimizerKind::RmsProp && knobs.centered) {
            const float mean = single(read(root.other, root.otherElement));
            return std::sqrt(std::fma(-mean, mean, squares)) + epsilon;
        }
        if (root.other.valid()) {
            return std::sqrt(squares) / single(std::sqrt(1.0 - std::pow(knobs.beta2, read(root.other, 0)))) + epsilon;
        }
        return std::sqrt(squares) + epsilon;
    }

private:
    [[nodiscard]] double read(TensorId id, std::int64_t element) const { return m_trainer.executable().read(id).at(element); }

    const Trainer& m_trainer;
    const Entry& m_entry;
};

}  // namespace glassnet::test
