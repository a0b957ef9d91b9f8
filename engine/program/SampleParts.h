#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/program/Explanation.h"
#include "engine/program/Program.h"

namespace glassnet {

/// What each sample of a batch adds to a gradient that is a sum over the batch: of a weight x dz, of a bias dz, of a scale dy s. 1/n is in
/// dz already (LossGradient), so the parts are summed as they are.
class SampleParts {
public:
    /// Whether an entry with this operation sums one part of each sample.
    [[nodiscard]] static bool has(Op op) noexcept;

    /// `entry` has such an operation. `read` gives the values of its inputs, which are computed; they are kept.
    SampleParts(const Program& program, std::size_t entry, const TensorReader& read);

    /// The factors of a sample's part of an element of the gradient, in the program's order; none at a cut connection, which nothing adds
    /// to. Throws IndexRange.
    [[nodiscard]] std::vector<Factor> factors(std::int64_t element, std::int64_t sample) const;
    /// Their product in the program's dtype, 0 at a cut connection. The program itself rounds only the sum of a product, not the product.
    [[nodiscard]] double part(std::int64_t element, std::int64_t sample) const;
    [[nodiscard]] bool isCut(std::int64_t element) const;

private:
    /// Fills in the factors and says how many there are.
    std::size_t fill(std::int64_t element, std::int64_t sample, std::array<Factor, 2>& factors) const;
    [[nodiscard]] Factor factor(std::size_t input, std::int64_t column, std::int64_t sample) const;

    const Program& m_program;
    const Entry& m_entry;
    std::vector<Tensor> m_inputs;
    std::int64_t m_columns = 1;
};

/// Whether what `entry` reads holds more than a sample's own share: its gradient came through a batch norm in training, whose mean and
/// variance join all samples, so that the parts of a gradient are one for each sample and yet none is of that sample alone.
[[nodiscard]] bool mixesSamples(const Program& program, std::size_t entry);

}  // namespace glassnet
