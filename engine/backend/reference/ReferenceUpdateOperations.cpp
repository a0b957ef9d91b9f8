#include <array>

#include "engine/backend/UpdateFormulas.h"
#include "engine/backend/reference/ReferenceOperations.h"

namespace glassnet::reference {

namespace {

bool isCut(const ReferenceCall& call, std::size_t i) {
    return call.attributes().hasMask && call.input(call.entry.inputs.size() - 1).row(0)[i] == 0.0;
}

std::size_t sizeOf(const ReferenceMatrix& matrix) { return matrix.rows() * matrix.columns(); }

}  // namespace

void penalty(const ReferenceCall& call) {
    const auto gradient = call.input(0);
    const auto weight = call.input(1);
    for (std::size_t i = 0; i < sizeOf(gradient); ++i) {
        const double g = gradient.row(0)[i];
        call.output(0).row(0)[i] = isCut(call, i) ? g
                                                  : formulas::penalized<ReferenceArithmetic, double>(
                                                        g, weight.row(0)[i], call.knobs.penaltyRate, call.attributes().penalty);
    }
}

void gradientNorm(const ReferenceCall& call) {
    double total = 0.0;
    for (std::size_t k = 0; k < call.sources(); ++k) {
        const auto gradient = call.input(k);
        const double part = formulas::blockedSum<double>(sizeOf(gradient), [&](std::size_t i) {
            const double g = gradient.row(0)[i];
            return g * g;
        });
        call.output(k)(0, 0) = part;
        total += part;
    }
    call.output(call.sources())(0, 0) = std::sqrt(total);
}

void clipByNorm(const ReferenceCall& call) {
    const auto gradient = call.input(0);
    const double coefficient = formulas::clipCoefficient<double>(call.input(1)(0, 0), call.knobs.clipLimit);
    for (std::size_t i = 0; i < sizeOf(gradient); ++i) {
        call.output(0).row(0)[i] = gradient.row(0)[i] * coefficient;
    }
}

void clipByValue(const ReferenceCall& call) {
    const auto gradient = call.input(0);
    for (std::size_t i = 0; i < sizeOf(gradient); ++i) {
        call.output(0).row(0)[i] = formulas::clippedValue<double>(gradient.row(0)[i], call.knobs.clipLimit);
    }
}

// outputs: the weight, what the optimizer keeps for it, and the count of its steps where it has one.
void update(const ReferenceCall& call) {
    const auto gradient = call.input(0);
    const auto weight = call.output(0);
    const auto kind = call.attributes().optimizer;
    formulas::visitOptimizer<ReferenceArithmetic>(kind, [&]<class Formula>() {
        constexpr std::size_t kSlots = Formula::kSlots;
        const double before = Formula::kCounts ? call.output(kSlots + 1)(0, 0) : 0.0;
        const auto settings = formulas::updateSettings<double>(kind, call.knobs, before);
        for (std::size_t i = 0; i < sizeOf(weight); ++i) {
            if (isCut(call, i)) {
                continue;  // A cut connection rests.
            }
            std::array<double, kSlots> kept{};
            for (std::size_t s = 0; s < kSlots; ++s) {
                kept[s] = call.output(s + 1).row(0)[i];
            }
            Formula::template step<double>(weight.row(0)[i], gradient.row(0)[i], kept.data(), settings);
            for (std::size_t s = 0; s < kSlots; ++s) {
                call.output(s + 1).row(0)[i] = kept[s];
            }
        }
        if (Formula::kCounts && formulas::countsStep(kind, call.knobs)) {
            call.output(kSlots + 1)(0, 0) += 1.0;
        }
    });
}

}  // namespace glassnet::reference
