#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/Program.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// What a factor is.
enum class FactorRole : std::uint8_t {
    Value,             ///< an element of a tensor
    Derivative,        ///< f'(z) at an element: `tensor`, `element` name z
    Difference,        ///< a - y: `tensor`, `element` name a; `other`, `otherElement` name y (none: a class index, y is 0 or 1)
    InverseDeviation,  ///< 1 / sqrt(variance + epsilon): `tensor`, `element` name the variance
    Mean,              ///< a mean over the batch or the units that is no tensor of its own: `tensor` names what it is the mean of
    Share,             ///< 1/n of a mean
    OutputWeight,      ///< an output's weight in the total loss
    LearningRate,      ///< eta
    Held,              ///< the value a unit is held at
    Constant,          ///< a number of the formula itself (2 of the squared error's slope, -1)
    Momentum,          ///< the optimizer's momentum
    Undampened,        ///< 1 - dampening
    WeightDecay,       ///< the optimizer's weight decay
    Bracket,           ///< the sum of Explanation::bracket
    StepRate,          ///< eta as the step in hand has it: Adagrad's falls with its steps, Adam's is raised in the first ones
    Shrink,            ///< AdamW: 1 - eta times the weight decay
    Alpha,             ///< RMSprop: how much of a mean stays
    OneMinusAlpha,
    Beta1,  ///< Adam: how much of the mean of gradients stays
    OneMinusBeta1,
    Beta2,  ///< Adam: how much of the mean of squares stays
    OneMinusBeta2,
    StepRoot,         ///< 1 / (a root + epsilon): `tensor`, `element` name the squares, `other`, `otherElement` what is taken off
                      ///< squared (RMSprop) or the count of steps that corrects it (Adam)
    PenaltyRate,      ///< the rate of the penalty
    Sign,             ///< 1 or -1: the sign of an element, 1 for 0
    ClipCoefficient,  ///< min(1, limit / (norm + 1e-6)): `tensor` names the norm
    ClipLimit,        ///< the limit of clipping
};

/// One number in a product, with the element it comes from (none for constants).
struct Factor {
    FactorRole role{};
    double value = 0.0;
    TensorId tensor;
    std::int64_t element = 0;
    TensorId other;
    std::int64_t otherElement = 0;
};

/// One product that joins a sum; `runningSum` is the sum after it, in the program's own arithmetic and order: the product of all factors
/// but the last, rounded from left to right, joins with the last in one fused multiply-add; a factor alone is added. Where the program
/// divides the whole sum once (means, the way back through a norm), `runningSum` is the sum so far, divided. The last one is the result,
/// also where the program takes another order (the way back through softmax).
struct Term {
    std::vector<Factor> factors;
    double value = 0.0;
    double runningSum = 0.0;
};

/// How the terms make the result.
enum class ExplanationForm : std::uint8_t {
    Sum,       ///< result = sum of the terms in order (weighted sums, gradients over a batch, losses)
    Product,   ///< result = the product of the one term's factors (chain rule)
    Function,  ///< result = f(arguments): the one term's factors are the arguments
    Share,     ///< result = term `chosen` divided by the sum of all terms (softmax)
    Copy,      ///< result = the one term's one factor
    Draw,      ///< result came from a generator; no terms
    Root,      ///< result = the root of the sum of the terms
};

/// The terms behind one number of a program.
struct Explanation {
    std::size_t entry = 0;
    TensorId tensor;
    std::int64_t element = 0;
    ExplanationForm form{};
    std::size_t chosen = 0;
    std::vector<Term> terms;
    /// What a factor of role Bracket stands for: a sum that is taken first (the direction of an update).
    std::vector<Term> bracket;
    /// What the source had: the numbers behind a StepRate, a Shrink, a StepRoot, a ClipCoefficient.
    Knobs knobs;
    double result = 0.0;
};

/// Gives a tensor's values as they are now (contiguous).
using TensorReader = std::function<Tensor(TensorId)>;

/// What an explanation is made from.
struct ExplanationSource {
    /// Values after the entry ran.
    TensorReader read;
    /// Values at the start of the step; only entries that change something in place ask for them.
    TensorReader readBefore;
    std::int64_t rows = 1;
    /// What the step computes with (Trainer::knobs).
    Knobs knobs;
};

/// The terms behind element `element` (C order) of `tensor`, an output of entry `entry`. Sums run in the program's own order and dtype,
/// so the last running sum is the result bit for bit where the device keeps that order. Throws EntryRange, IndexRange.
[[nodiscard]] Explanation explain(const Program& program, std::size_t entry, TensorId tensor, std::int64_t element,
                                  const ExplanationSource& source);

}  // namespace glassnet
