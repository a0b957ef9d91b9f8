#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/program/Program.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// What a factor is.
enum class FactorRole : std::uint8_t {
    Value,         ///< an element of a tensor
    Derivative,    ///< f'(z) at an element: `tensor`, `element` name z
    Share,         ///< 1/n of a mean, or an output's weight over n
    Constant,      ///< a number of the formula itself (2 of the squared error's slope)
    LearningRate,  ///< eta
    Difference,    ///< a - y: `tensor`, `element` name a
};

/// One number in a product, with the element it comes from (none for constants).
struct Factor {
    FactorRole role{};
    TensorId tensor;
    std::int64_t element = 0;
    double value = 0.0;
};

/// One product that joins a sum; `runningSum` is the sum after it, in the program's own arithmetic and order.
struct Term {
    std::vector<Factor> factors;
    double value = 0.0;
    double runningSum = 0.0;
};

/// How the terms make the result.
enum class ExplanationForm : std::uint8_t {
    Sum,       ///< result = sum of the terms in order (weighted sums, gradients over a batch, losses)
    Product,   ///< result = the product of the one term's factors (chain rule)
    Function,  ///< result = f(argument): the one term's one factor is the argument
    Update,    ///< result = old - eta * gradient: term 0 is the old value, term 1 the step
    Copy,      ///< result = the one term's one factor
};

/// The terms behind one number of a program.
struct Explanation {
    std::size_t entry = 0;
    TensorId tensor;
    std::int64_t element = 0;
    ExplanationForm form{};
    std::vector<Term> terms;
    double result = 0.0;
};

/// Gives a tensor's values as they are now (contiguous).
using TensorReader = std::function<Tensor(TensorId)>;

/// The terms behind element `element` (C order) of `tensor`, an output of entry `entry`. `read` gives values after the entry ran;
/// `readBefore` those before the step's updates (only Update and UpdateRunning ask it). Throws EntryRange, IndexRange.
[[nodiscard]] Explanation explain(const Program& program, std::size_t entry, TensorId tensor, std::int64_t element, std::int64_t rows,
                                  const TensorReader& read, const TensorReader& readBefore);

}  // namespace glassnet
