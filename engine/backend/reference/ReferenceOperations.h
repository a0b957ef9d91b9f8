#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/backend/Formulas.h"
#include "engine/backend/Knobs.h"
#include "engine/program/Program.h"
#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// The reference computes products with fused multiply-adds.
using ReferenceArithmetic = formulas::FusedArithmetic;

/// A float64 tensor as a matrix; element (row, column).
class ReferenceMatrix {
public:
    explicit ReferenceMatrix(Tensor& tensor)
        : m_values(tensor.values<double>()), m_columns(tensor.rank() > 1 ? static_cast<std::size_t>(tensor.size(1)) : 1) {}

    [[nodiscard]] std::size_t columns() const noexcept { return m_columns; }
    /// Of the tensor, not of the batch in place.
    [[nodiscard]] std::size_t rows() const noexcept { return m_values.size() / m_columns; }
    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) const { return m_values[row * m_columns + column]; }
    [[nodiscard]] double* row(std::size_t row) const { return m_values.data() + row * m_columns; }

private:
    std::span<double> m_values;
    std::size_t m_columns;
};

/// Lets long operations be ended on the way. Without a question they run to their end.
class ReferenceWatch {
public:
    /// So many multiplications between two looks at most.
    static constexpr std::size_t kMost = std::size_t{1} << 17U;

    ReferenceWatch() = default;
    explicit ReferenceWatch(const std::function<bool()>& stop) : m_stop(&stop) {}

    /// True when the operation is to end, now that this many multiplications more are about to be done, at most kMost.
    [[nodiscard]] bool endsBefore(std::size_t multiplications) {
        m_since += multiplications;
        if (m_stop != nullptr && m_since > kMost) {
            ask();
            m_since = multiplications;
        }
        return m_isStopped;
    }
    /// Asks in any case; true when it is to end.
    bool ask() {
        m_since = 0;
        m_isStopped = m_isStopped || (m_stop != nullptr && (*m_stop)());
        return m_isStopped;
    }
    [[nodiscard]] bool isStopped() const noexcept { return m_isStopped; }

private:
    const std::function<bool()>* m_stop = nullptr;
    std::size_t m_since = 0;
    bool m_isStopped = false;
};

/// What an operation works with.
struct ReferenceCall {
    const Program& program;
    const Entry& entry;
    std::vector<Tensor>& tensors;
    /// Samples of the batch in place.
    std::size_t rows;
    const Knobs& knobs;
    Generator& generator;
    ReferenceWatch& watch;

    [[nodiscard]] const Attributes& attributes() const noexcept { return entry.attributes; }
    [[nodiscard]] std::size_t sources() const noexcept { return static_cast<std::size_t>(entry.attributes.sources); }
    [[nodiscard]] ReferenceMatrix input(std::size_t i) const { return ReferenceMatrix(tensors.at(entry.inputs.at(i).value - 1)); }
    [[nodiscard]] ReferenceMatrix output(std::size_t i) const { return ReferenceMatrix(tensors.at(entry.outputs.at(i).value - 1)); }
    /// The class indices of the batch in place.
    [[nodiscard]] std::span<const std::int64_t> labels(std::size_t i) const;
};

using ReferenceOperation = void (*)(const ReferenceCall& call);

/// The operation's definition.
[[nodiscard]] ReferenceOperation referenceOperation(Op op);

/// The part of the table that is about losses.
namespace reference {
void loss(const ReferenceCall& call);
void totalLoss(const ReferenceCall& call);
void lossGradient(const ReferenceCall& call);
/// The part of the table that is about normalization.
void columnMoments(const ReferenceCall& call);
void rowMoments(const ReferenceCall& call);
void standardize(const ReferenceCall& call);
void scaleShift(const ReferenceCall& call);
void updateRunning(const ReferenceCall& call);
void scaleGradient(const ReferenceCall& call);
void scaleInputGradient(const ReferenceCall& call);
void standardizeGradient(const ReferenceCall& call);
/// The part of the table that is about updates.
void penalty(const ReferenceCall& call);
void gradientNorm(const ReferenceCall& call);
void clipByNorm(const ReferenceCall& call);
void clipByValue(const ReferenceCall& call);
void update(const ReferenceCall& call);
}  // namespace reference

}  // namespace glassnet
