#include "engine/backend/reference/ReferenceOperations.h"

#include <array>

#include "engine/random/Distributions.h"

namespace glassnet {

namespace {

/// Weight (i, j) with its connection mask: a cut connection has the weight zero, whatever its stored value is.
double maskedWeight(const ReferenceMatrix& weight, const ReferenceMatrix* mask, std::size_t i, std::size_t j) {
    return mask != nullptr && (*mask)(i, j) == 0.0 ? 0.0 : weight(i, j);
}

formulas::ActivationParameters<double> parametersOf(const ReferenceCall& call) {
    const auto& parameters = call.attributes().activation.parameters;
    return {parameters[0], parameters[1]};
}

void affine(const ReferenceCall& call) {
    const auto z = call.output(0);
    const auto weight = call.input(call.sources());
    const auto last = call.entry.inputs.size() - 1;
    const auto mask = call.input(last);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < z.columns() && !call.watch.endsBefore(weight.rows()); ++j) {
            double sum = 0.0;
            std::size_t weightRow = 0;
            for (std::size_t s = 0; s < call.sources(); ++s) {
                const auto x = call.input(s);
                for (std::size_t k = 0; k < x.columns(); ++k, ++weightRow) {
                    sum = ReferenceArithmetic::fma(x(n, k), maskedWeight(weight, call.attributes().hasMask ? &mask : nullptr, weightRow, j),
                                                   sum);
                }
            }
            z(n, j) = call.attributes().hasBias ? sum + call.input(call.sources() + 1)(0, j) : sum;
        }
    }
}

void activate(const ReferenceCall& call) {
    const auto z = call.input(0);
    const auto a = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        const auto row = [&]<class Formula>() {
            for (std::size_t j = 0; j < z.columns(); ++j) {
                a(n, j) = Formula::template value<double>(z(n, j), parametersOf(call));
            }
        };
        if (!formulas::visitActivation<ReferenceArithmetic>(call.attributes().activation.kind, row)) {
            formulas::softmaxRow<ReferenceArithmetic, double>(z.row(n), a.row(n), z.columns(), 1);
        }
    }
}

void activateGradient(const ReferenceCall& call) {
    const auto da = call.input(0);
    const auto z = call.input(1);
    const auto a = call.input(2);
    const auto dz = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        const auto row = [&]<class Formula>() {
            for (std::size_t j = 0; j < dz.columns(); ++j) {
                dz(n, j) = da(n, j) * Formula::template derivative<double>(z(n, j), a(n, j), parametersOf(call));
            }
        };
        if (!formulas::visitActivation<ReferenceArithmetic>(call.attributes().activation.kind, row)) {
            formulas::softmaxBackwardRow<ReferenceArithmetic, double>(a.row(n), da.row(n), dz.row(n), dz.columns(), 1);
        }
    }
}

/// Clamp and ClampGradient: the same but at the units held.
void replaceHeld(const ReferenceCall& call, bool gradient) {
    const auto from = call.input(0);
    const auto to = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < to.columns(); ++j) {
            to(n, j) = from(n, j);
        }
        for (const auto& [unit, value] : call.attributes().held) {
            to(n, static_cast<std::size_t>(unit)) = gradient ? 0.0 : value;
        }
    }
}
void clamp(const ReferenceCall& call) { replaceHeld(call, false); }
void clampGradient(const ReferenceCall& call) { replaceHeld(call, true); }

/// JoinAdd and Accumulate.
void sumOfInputs(const ReferenceCall& call) {
    const auto out = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < out.columns(); ++j) {
            double sum = call.input(0)(n, j);
            for (std::size_t s = 1; s < call.sources(); ++s) {
                sum += call.input(s)(n, j);
            }
            out(n, j) = sum;
        }
    }
}

void joinConcatenate(const ReferenceCall& call) {
    const auto out = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        std::size_t column = 0;
        for (std::size_t s = 0; s < call.sources(); ++s) {
            const auto x = call.input(s);
            for (std::size_t k = 0; k < x.columns(); ++k) {
                out(n, column++) = x(n, k);
            }
        }
    }
}

/// JoinAddGradient (offset 0) and JoinConcatGradient.
void copyColumns(const ReferenceCall& call, std::size_t offset) {
    const auto dy = call.input(0);
    const auto dx = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < dx.columns(); ++j) {
            dx(n, j) = dy(n, offset + j);
        }
    }
}
void joinAddGradient(const ReferenceCall& call) { copyColumns(call, 0); }
void joinConcatGradient(const ReferenceCall& call) { copyColumns(call, static_cast<std::size_t>(call.attributes().offset)); }

void drawMask(const ReferenceCall& call) {
    const auto mask = call.output(0);
    const Shape shape{static_cast<std::int64_t>(call.rows), static_cast<std::int64_t>(mask.columns())};
    const auto drawn = dropoutMask(call.generator, shape, call.attributes().probability, DType::Float64);
    for (std::size_t i = 0; i < call.rows * mask.columns(); ++i) {
        mask.row(0)[i] = drawn.at(static_cast<std::int64_t>(i));
    }
}

void applyMask(const ReferenceCall& call) {
    const auto out = call.output(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < out.columns(); ++j) {
            out(n, j) = call.input(0)(n, j) * call.input(1)(n, j);
        }
    }
}

void weightGradient(const ReferenceCall& call) {
    const auto dz = call.input(call.sources());
    const auto gradient = call.output(0);
    const auto mask = call.input(call.entry.inputs.size() - 1);
    std::size_t weightRow = 0;
    for (std::size_t s = 0; s < call.sources(); ++s) {
        const auto x = call.input(s);
        for (std::size_t k = 0; k < x.columns(); ++k, ++weightRow) {
            for (std::size_t j = 0; j < dz.columns() && !call.watch.endsBefore(call.rows); ++j) {
                double sum = 0.0;
                for (std::size_t n = 0; n < call.rows; ++n) {
                    sum = ReferenceArithmetic::fma(x(n, k), dz(n, j), sum);
                }
                gradient(weightRow, j) = call.attributes().hasMask && mask(weightRow, j) == 0.0 ? 0.0 : sum;
            }
        }
    }
}

void biasGradient(const ReferenceCall& call) {
    const auto dz = call.input(0);
    for (std::size_t j = 0; j < dz.columns(); ++j) {
        double sum = 0.0;
        for (std::size_t n = 0; n < call.rows; ++n) {
            sum += dz(n, j);
        }
        call.output(0)(0, j) = sum;
    }
}

void inputGradient(const ReferenceCall& call) {
    const auto dz = call.input(0);
    const auto weight = call.input(1);
    const auto mask = call.input(call.entry.inputs.size() - 1);
    const auto dx = call.output(0);
    const auto offset = static_cast<std::size_t>(call.attributes().offset);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t k = 0; k < dx.columns() && !call.watch.endsBefore(dz.columns()); ++k) {
            double sum = 0.0;
            for (std::size_t j = 0; j < dz.columns(); ++j) {
                sum = ReferenceArithmetic::fma(dz(n, j), maskedWeight(weight, call.attributes().hasMask ? &mask : nullptr, offset + k, j),
                                               sum);
            }
            dx(n, k) = sum;
        }
    }
}

// In Op's order.
constexpr std::array kOperations{
    affine,
    activate,
    clamp,
    sumOfInputs,
    joinConcatenate,
    drawMask,
    applyMask,
    reference::columnMoments,
    reference::rowMoments,
    reference::standardize,
    reference::scaleShift,
    reference::updateRunning,
    reference::loss,
    reference::totalLoss,
    reference::lossGradient,
    activateGradient,
    clampGradient,
    weightGradient,
    biasGradient,
    inputGradient,
    sumOfInputs,
    joinAddGradient,
    joinConcatGradient,
    reference::scaleGradient,
    reference::scaleInputGradient,
    reference::standardizeGradient,
    reference::penalty,
    reference::gradientNorm,
    reference::clipByNorm,
    reference::clipByValue,
    reference::update,
};
static_assert(kOperations.size() == static_cast<std::size_t>(Op::Count_));

}  // namespace

std::span<const std::int64_t> ReferenceCall::labels(std::size_t i) const {
    const Tensor& tensor = tensors.at(entry.inputs.at(i).value - 1);
    return tensor.values<std::int64_t>().first(rows);
}

ReferenceOperation referenceOperation(Op op) { return kOperations.at(static_cast<std::size_t>(op)); }

}  // namespace glassnet
