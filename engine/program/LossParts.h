#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/program/Explanation.h"
#include "engine/program/Program.h"

namespace glassnet {

/// What each sample of a batch adds to the total loss: the sum over its elements, divided by the n of the mean and times the output's
/// weight. Parts are computed a block of samples at a time, when the first of them is asked for, and kept; it belongs to one thread.
class LossParts {
public:
    /// `read` gives what the losses read, which is computed; it is kept. `rows`: samples in the batch.
    LossParts(const Program& program, const TensorReader& read, std::int64_t rows);

    /// A sample's part of the total loss, in the program's dtype. Throws IndexRange.
    [[nodiscard]] double part(std::int64_t sample) const;

    /// What the losses divide by: samples, or elements; none where the outputs differ, or where there is no loss.
    [[nodiscard]] static std::optional<std::int64_t> meanCount(const Program& program, std::int64_t rows);

private:
    struct Output {
        const Entry* entry;
        Tensor values;
        Tensor target;
        std::int64_t columns = 1;
        double share = 1.0;
    };
    void computeBlock(std::int64_t first) const;
    [[nodiscard]] double partOf(const Output& output, std::int64_t sample) const;
    [[nodiscard]] double round(double number) const;

    const Program& m_program;
    std::vector<Output> m_outputs;
    mutable std::vector<double> m_parts;
    mutable std::vector<bool> m_computed;
};

}  // namespace glassnet
