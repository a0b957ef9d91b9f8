#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/program/Explanation.h"
#include "engine/training/Trainer.h"
#include "tests/engine/program/ExplainedUpdate.h"
#include "tests/engine/program/TextbookFormulas.h"

namespace glassnet::test {

inline constexpr std::size_t kBlock = 256;

/// Sums that the program takes as one chain, which the test takes again from the factors: a product joins by one fma, a single number by
/// an addition. The chain starts at zero, or with its first number where that one is copied before anything is added.
inline const std::set<Op>& chains() {
    static const std::set ops{Op::Affine,       Op::JoinAdd,        Op::ScaleShift,    Op::UpdateRunning, Op::TotalLoss, Op::Accumulate,
                              Op::BiasGradient, Op::WeightGradient, Op::InputGradient, Op::ScaleGradient, Op::Penalty,   Op::Update};
    return ops;
}
/// Sums that the program divides once: the test adds in blocks and divides.
inline const std::set<Op>& divided() {
    static const std::set ops{Op::ColumnMoments, Op::RowMoments, Op::Loss, Op::StandardizeGradient};
    return ops;
}

inline bool isDivision(const Factor& factor) {
    return factor.role == FactorRole::Share || factor.role == FactorRole::InverseDeviation || factor.role == FactorRole::StepRoot;
}

/// The sum of block sums as Reductions.h writes it, top down: the largest full tree stands left, the rest right of it.
inline float tree(std::span<const float> blocks) {
    if (blocks.size() == 1) {
        return blocks[0];
    }
    const std::size_t full = std::bit_floor(blocks.size());
    const std::size_t left = full == blocks.size() ? full / 2 : full;
    return tree(blocks.first(left)) + tree(blocks.subspan(left));
}

inline float blockSum(const std::vector<float>& terms) {
    std::vector<float> blocks;
    for (std::size_t i = 0; i < terms.size(); i += kBlock) {
        float sum = 0.0F;
        for (std::size_t k = i; k < std::min(i + kBlock, terms.size()); ++k) {
            sum += terms[k];
        }
        blocks.push_back(sum);
    }
    return blocks.empty() ? 0.0F : tree(blocks);
}

/// The factors multiplied one after the other in float32; without those that stand for a division.
inline float undividedProduct(const Term& term) {
    float product = 1.0F;
    for (const auto& factor : term.factors) {
        product = isDivision(factor) ? product : product * single(factor.value);
    }
    return product;
}

inline double exactProduct(const Term& term) {
    double product = 1.0;
    for (const auto& factor : term.factors) {
        product *= factor.value;
    }
    return product;
}

/// An explained number with what it is explained from.
class ExplainedNumber {
public:
    ExplainedNumber(const Trainer& trainer, std::size_t entry, TensorId tensor, std::int64_t element)
        : m_trainer(trainer),
          m_entry(trainer.program().entries()[entry]),
          m_out(explain(trainer.program(), entry, tensor, element,
                        {[&trainer](TensorId id) { return trainer.executable().read(id); },
                         [&trainer](TensorId id) { return trainer.stepStart().tensors.at(trainer.program().tensor(id).key); },
                         trainer.executable().rows(), trainer.knobs()})) {}

    [[nodiscard]] const Entry& entry() const { return m_entry; }
    /// True where problem() took the program's own arithmetic again and compared every bit.
    [[nodiscard]] bool isBitForBit() const { return m_bitForBit; }
    [[nodiscard]] bool isFinite() const { return std::isfinite(m_out.result); }

    /// What does not fit; empty when all does.
    std::string problem() {
        if (!isFinite()) {
            return {};
        }
        if (const auto wrong = factorProblem(); !wrong.empty()) {
            return wrong;
        }
        switch (m_out.form) {
            case ExplanationForm::Sum:
                return sumProblem();
            case ExplanationForm::Product:
                return productProblem();
            case ExplanationForm::Function:
                return functionProblem();
            case ExplanationForm::Share:
                return shareProblem();
            case ExplanationForm::Copy:
                return m_out.terms.size() == 1 && sameBits(m_out.terms[0].factors.at(0).value, m_out.result) ? "" : "no copy";
            case ExplanationForm::Draw:
                return drawProblem();
            case ExplanationForm::Root:
                return rootProblem();
        }
        return "no form";
    }

private:
    [[nodiscard]] double read(TensorId id, std::int64_t element) const { return m_trainer.executable().read(id).at(element); }
    [[nodiscard]] std::int64_t width(TensorId id) const { return m_trainer.program().tensor(id).columns(); }

    /// Every factor that names elements has their numbers.
    std::string factorProblem() {
        for (const auto& term : m_out.terms) {
            for (const auto& factor : term.factors) {
                const auto& tensor = factor.tensor;
                const auto at = factor.element;
                bool fits = true;
                if (factor.role == FactorRole::Value) {
                    const auto& key = tensor.valid() ? m_trainer.program().tensor(tensor).key : StateKey{};
                    fits = sameBits(factor.value, isBefore(tensor) ? m_trainer.stepStart().tensors.at(key).at(at) : read(tensor, at));
                } else if (factor.role == FactorRole::Difference && factor.other.valid()) {
                    fits = sameBits(factor.value, single(read(tensor, at)) - single(read(factor.other, factor.otherElement)));
                } else if (factor.role == FactorRole::Difference) {
                    const auto target = m_entry.inputs.at(1);
                    const bool hit = static_cast<std::int64_t>(read(target, at / width(tensor))) == at % width(tensor);
                    fits = sameBits(factor.value, single(read(tensor, at)) - (hit ? 1.0F : 0.0F));
                } else if (isDivision(factor)) {
                    fits = std::abs(factor.value * static_cast<double>(divisorOf(factor)) - 1.0) <= 4.0 * kUnit;
                } else if (factor.role == FactorRole::Derivative && m_entry.attributes.activation.kind != Activation::Softmax) {
                    const auto& spec = m_entry.attributes.activation;
                    const double z = read(tensor, at);
                    fits = textbook::isNearKink(spec, z) ||
                           std::abs(textbook::slope(spec, z) - factor.value) <= 1e-6 * (1.0 + std::abs(factor.value));
                }
                fits = fits && ExplainedUpdate(m_trainer, m_entry).fits(factor);
                if (!fits) {
                    return "a factor of role " + std::to_string(static_cast<int>(factor.role)) + " is " + std::to_string(factor.value);
                }
            }
        }
        return {};
    }

    /// What an entry changes in place is meant as it was, but the buffer that a weight's update has just made.
    [[nodiscard]] bool isBefore(TensorId tensor) const {
        return tensor == m_out.tensor || (m_entry.op == Op::Update && m_out.tensor != m_entry.outputs[0] && tensor == m_entry.outputs[0]);
    }
    /// What a Share or an InverseDeviation divides by.
    [[nodiscard]] float divisorOf(const Factor& factor) const {
        if (factor.role == FactorRole::StepRoot) {
            return ExplainedUpdate(m_trainer, m_entry).stepDivisor(factor);
        }
        return factor.role == FactorRole::Share
                   ? single(meanOf())
                   : std::sqrt(single(read(factor.tensor, factor.element)) + single(m_entry.attributes.epsilon));
    }

    /// How many numbers a mean is over.
    [[nodiscard]] double meanOf() const {
        const auto rows = static_cast<double>(m_trainer.executable().rows());
        const auto columns = static_cast<double>(width(m_entry.inputs[0]));
        if (m_entry.op == Op::ColumnMoments) {
            return rows;
        }
        if (m_entry.op == Op::RowMoments) {
            return columns;
        }
        return lossInfo(m_entry.attributes.loss.kind).mean == LossMean::Samples ? rows : rows * columns;
    }

    std::string sumProblem() {
        if (divided().contains(m_entry.op)) {
            return dividedProblem();
        }
        // Softmax's way back is shown as a product with the Jacobian; the program takes the mean of da from da first.
        const bool longForm = m_entry.op == Op::ActivateGradient;
        if (m_entry.op == Op::GradientNorm) {
            return squaresProblem();
        }
        if (!chains().contains(m_entry.op) && !longForm) {
            return "an unknown sum";
        }
        if (!m_out.bracket.empty() && !chainProblem(m_out.bracket).empty()) {
            return "in the bracket, " + chainProblem(m_out.bracket);
        }
        if (!longForm) {
            m_bitForBit = true;
            const auto wrong = chainProblem(m_out.terms);
            const double last = m_out.terms.empty() ? 0.0 : m_out.terms.back().runningSum;
            return wrong.empty() && !sameBits(last, m_out.result) ? "the sum is " + std::to_string(last) : wrong;
        }
        double sum = 0.0;
        for (const auto& term : m_out.terms) {
            sum += exactProduct(term);
        }
        // Either way is a chain of at most one rounding for each factor and sum, each of a number no larger than the size.
        const double bound = 2.0 * kUnit * static_cast<double>(m_out.terms.size() + 4) * jacobianSize() + 0x1p-148;
        return std::abs(sum - m_out.result) <= bound ? "" : "the long sum is " + std::to_string(sum);
    }

    /// One gradient's sum of squares, added in blocks.
    std::string squaresProblem() {
        m_bitForBit = true;
        std::vector<float> squares;
        for (const auto& term : m_out.terms) {
            squares.push_back(undividedProduct(term));
        }
        return sameBits(blockSum(squares), m_out.result) && sameBits(m_out.terms.back().runningSum, m_out.result) ? "" : "the squares";
    }

    /// The norm: the root of a chain of additions.
    std::string rootProblem() {
        m_bitForBit = true;
        float sum = 0.0F;
        for (const auto& term : m_out.terms) {
            sum += single(term.factors.at(0).value);
        }
        return m_entry.op == Op::GradientNorm && sameBits(std::sqrt(sum), m_out.result) ? "" : "the root";
    }

    /// A chain of additions and fused multiply-adds taken again.
    std::string chainProblem(const std::vector<Term>& terms) const {
        const bool fromFirst =
            m_entry.op == Op::JoinAdd || m_entry.op == Op::Accumulate || m_entry.op == Op::Penalty || m_entry.op == Op::Update;
        float sum = 0.0F;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const auto& [factors, value, runningSum] = terms[i];
            float before = 1.0F;
            for (std::size_t k = 0; k + 1 < factors.size(); ++k) {
                before *= single(factors[k].value);
            }
            const float last = single(factors.back().value);
            const bool isDivided = isDivision(factors.back());
            const float product = isDivided ? before / divisorOf(factors.back()) : before * last;
            if (isDivided) {
                sum += product;
            } else if (factors.size() > 1) {
                sum = i == 0 && fromFirst ? product : std::fma(before, last, sum);
            } else {
                sum = i == 0 && fromFirst ? last : sum + last;
            }
            const bool bracketFits = std::all_of(factors.begin(), factors.end(), [this](const Factor& factor) {
                return factor.role != FactorRole::Bracket || sameBits(factor.value, m_out.bracket.back().runningSum);
            });
            if (!sameBits(value, product) || !sameBits(runningSum, sum) || !bracketFits) {
                return "term " + std::to_string(i);
            }
        }
        return {};
    }

    /// The sizes of the numbers that are added on the program's way to a softmax's gradient a_j (da_j - sum of a_k da_k), and on ours.
    [[nodiscard]] double jacobianSize() const {
        const auto columns = width(m_out.tensor);
        const auto row = m_out.element / columns;
        double size = std::abs(read(m_entry.inputs[0], m_out.element));
        for (std::int64_t k = 0; k < columns; ++k) {
            size += std::abs(read(m_entry.inputs[0], row * columns + k)) * read(m_entry.inputs[2], row * columns + k);
        }
        return size * read(m_entry.inputs[2], m_out.element);
    }

    /// A sum that the program divides once: of the factors but the division, added in blocks.
    std::string dividedProblem() {
        m_bitForBit = true;
        const bool isFormula = m_entry.op == Op::Loss && m_entry.attributes.loss.kind != Loss::MeanSquaredError;
        if (m_out.terms.empty() || !sameBits(m_out.terms.back().runningSum, m_out.result)) {
            return "the divided sum";
        }
        std::vector<float> terms;
        float divisor = 1.0F;
        for (const auto& term : m_out.terms) {
            divisor = divisorOf(term.factors.back());
            if (isFormula) {
                if (!lossFits(term)) {
                    return "a term of the loss is " + std::to_string(term.value);
                }
                continue;
            }
            terms.push_back(undividedProduct(term));
            if (terms.size() <= 8 && !sameBits(term.runningSum, blockSum(terms) / divisor)) {
                return "a running sum";
            }
            if (std::abs(term.value * divisor - terms.back()) > 4.0 * kUnit * std::abs(terms.back()) + 0x1p-140) {
                return "a divided term";
            }
        }
        return isFormula || sameBits(blockSum(terms) / divisor, m_out.result) ? "" : "the sum in blocks";
    }

    [[nodiscard]] bool lossFits(const Term& term) const {
        const auto& loss = m_entry.attributes.loss;
        const auto& first = term.factors[0];
        const auto columns = width(first.tensor);
        std::vector<double> a{first.value};
        double y = term.factors[1].value;
        if (lossInfo(loss.kind).target == TargetKind::ClassIndices) {
            const auto row = first.element / columns;
            a.clear();
            for (std::int64_t k = 0; k < columns; ++k) {
                a.push_back(read(first.tensor, row * columns + k));
            }
            y = read(m_entry.inputs[1], row);
        }
        const double value = textbook::lossTerm(loss, m_entry.attributes.fromLogits, a, y) / meanOf();
        double size = 1.0 + std::abs(value) * meanOf();
        for (const double number : a) {
            size += std::abs(number);
        }
        return std::abs(value - term.value) * meanOf() <= 8.0 * kUnit * static_cast<double>(a.size() + 1) * size;
    }

    std::string productProblem() {
        m_bitForBit = true;
        if (m_out.terms.size() != 1) {
            return "not one product";
        }
        float product = 1.0F;
        for (const auto& factor : m_out.terms[0].factors) {
            product = isDivision(factor) ? product / divisorOf(factor) : product * single(factor.value);
        }
        // A held unit's zero has no sign.
        const bool zero = product == 0.0F && m_out.result == 0.0;
        const double exact = exactProduct(m_out.terms[0]);
        const double bound = 2.0 * kUnit * static_cast<double>(m_out.terms[0].factors.size() + 1) * std::abs(exact) + 0x1p-148;
        return (zero || sameBits(product, m_out.result)) && std::abs(exact - m_out.result) <= bound
                   ? ""
                   : "the product is " + std::to_string(product);
    }

    /// An activation, or the slope of a loss by numeric derivative.
    std::string functionProblem() {
        const auto& term = m_out.terms.at(0);
        const double x = term.factors.at(0).value;
        if (m_entry.op == Op::Activate) {
            const double y = textbook::activation(m_entry.attributes.activation, x);
            const bool fits = std::abs(y - m_out.result) <= 16.0 * kUnit * (std::abs(y) + std::abs(x) * 1e-3) + 1e-7;
            return fits ? "" : "f is " + std::to_string(y);
        }
        if (m_entry.op == Op::ClipByValue) {
            const double limit = term.factors.at(1).value;
            return sameBits(std::clamp(x, -limit, limit), m_out.result) ? "" : "the cut";
        }
        if (m_entry.op != Op::LossGradient) {
            return "an unknown function";
        }
        const auto& attributes = m_entry.attributes;
        const auto columns = width(term.factors[0].tensor);
        std::vector<double> a{x};
        std::size_t which = 0;
        double y = term.factors.at(1).value;
        if (lossInfo(attributes.loss.kind).target == TargetKind::ClassIndices) {
            const auto row = m_out.element / columns;
            a.clear();
            for (std::int64_t k = 0; k < columns; ++k) {
                a.push_back(read(m_entry.inputs[0], row * columns + k));
            }
            which = static_cast<std::size_t>(m_out.element % columns);
        }
        if (attributes.loss.kind == Loss::BinaryCrossEntropy && !attributes.fromLogits) {
            // Infinite at 0 and 1, where PyTorch holds it.
            const double expected = (x - y) / std::max(x * (1.0 - x), 1e-12) / meanOf() * attributes.weights.at(0);
            return std::abs(expected - m_out.result) <= 1e-5 * std::abs(expected) ? "" : "the slope is " + std::to_string(expected);
        }
        constexpr double h = 1e-6;
        const auto at = [&](double offset) {
            auto moved = a;
            moved[which] += offset;
            return textbook::lossTerm(attributes.loss, attributes.fromLogits, moved, y);
        };
        const double left = (at(0.0) - at(-h)) / h;
        const double right = (at(h) - at(0.0)) / h;
        if (std::abs(left - right) > 0.1 * (1.0 + std::abs(right))) {
            return {};  // At a kink of the loss, or where a logarithm is held.
        }
        const double expected = 0.5 * (left + right) / meanOf() * attributes.weights.at(0);
        return std::abs(expected - m_out.result) <= 1e-4 * (std::abs(expected) + 1e-2) ? "" : "the slope is " + std::to_string(expected);
    }

    std::string shareProblem() {
        m_bitForBit = true;
        float sum = 0.0F;
        double exact = 0.0;
        double largest = -std::numeric_limits<double>::infinity();
        for (const auto& term : m_out.terms) {
            sum += single(term.value);
            largest = std::max(largest, term.factors.at(0).value);
        }
        for (const auto& term : m_out.terms) {
            exact += std::exp(term.factors.at(0).value - largest);
        }
        const double chosen = std::exp(m_out.terms.at(m_out.chosen).factors.at(0).value - largest) / exact;
        const bool fits = sameBits(single(m_out.terms[m_out.chosen].value) / sum, m_out.result) &&
                          std::abs(chosen - m_out.result) <= 8.0 * kUnit * (1.0 + std::abs(largest)) * chosen + 1e-37;
        return fits ? "" : "the share is " + std::to_string(chosen);
    }

    std::string drawProblem() {
        const double kept = 1.0 - m_entry.attributes.probability;
        const bool fits = m_out.result == 0.0 || sameBits(m_out.result, 1.0F / single(kept));
        return m_out.terms.empty() && fits ? "" : "no mask";
    }

    const Trainer& m_trainer;
    const Entry& m_entry;
    Explanation m_out;
    bool m_bitForBit = false;
};

}  // namespace glassnet::test
