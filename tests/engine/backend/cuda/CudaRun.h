#pragma once

#include <memory>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/network/NetworkSpec.h"

namespace glassnet::test {

inline constexpr std::int64_t kCudaRows = 22;
inline constexpr std::int64_t kCudaBatch = 4;

/// A network with every kind of layer, a skip link, a join, a cut connection, a held unit and three outputs (class indices, numbers,
/// probabilities), trained with penalty and clipping by norm.
class CudaNetwork {
public:
    explicit CudaNetwork(OptimizerKind optimizer = OptimizerKind::Adam);

    /// Ready to train on this backend: parameters drawn, knobs turned, data bound in a shuffled order. Always the same.
    [[nodiscard]] std::unique_ptr<Executable> on(const Backend& backend) const;
    /// The data, as bindData takes it; the same storage each time.
    [[nodiscard]] const std::vector<BoundData>& columns() const { return m_columns; }
    [[nodiscard]] const std::shared_ptr<const Program>& program() const { return m_program; }
    [[nodiscard]] TensorId classes() const { return m_classes; }

private:
    std::shared_ptr<const Program> m_program;
    std::vector<BoundData> m_columns;
    TensorId m_classes;
};

/// An order of the data's rows.
[[nodiscard]] Tensor shuffledRows(std::uint64_t seed);

/// A whole epoch, entry by entry; the losses.
std::vector<double> stepEpoch(Executable& executable);

/// All tensors hold the same bits, and the next mask will be the same.
[[nodiscard]] bool sameState(const Executable& a, const Executable& b);

}  // namespace glassnet::test
