#pragma once

#include <memory>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/cpu/CpuKernels.h"

namespace glassnet {

/// A program on the CPU in the type T (float or double). All memory is taken when it is made: running and loading batches allocates
/// nothing.
template <class T>
class CpuExecutable final : public Executable {
public:
    CpuExecutable(std::shared_ptr<const Program> program, const CpuKernels<T>& kernels);

private:
    /// An entry with everything its kernel reads.
    struct Step {
        CpuKernel<T> kernel = nullptr;
        std::vector<CpuOperand<T>> inputs;
        std::vector<CpuOperand<T>> outputs;
        std::vector<T> weights;
        std::vector<CpuHeldUnit<T>> held;
        CpuAttributes<T> attributes;
        double probability = 0.0;
        bool readsClasses = false;
    };

    void doRun(std::size_t from, std::size_t to) override;
    [[nodiscard]] Tensor doRead(TensorId id) const override;
    void doWrite(TensorId id, const Tensor& values) override;
    void doSetDropoutGenerator(const Generator& generator) override { m_generator = generator; }
    [[nodiscard]] Generator doDropoutGenerator() const override { return m_generator; }
    void doLoadBatch(std::int64_t cursor, std::int64_t rows) override;
    [[nodiscard]] double doLoss() const override;

    [[nodiscard]] CpuOperand<T> operand(TensorId id);
    [[nodiscard]] std::vector<CpuOperand<T>> operands(const std::vector<TensorId>& ids);
    [[nodiscard]] Step makeStep(const Entry& entry, const CpuKernels<T>& kernels);
    void drawMask(const Step& step);

    /// By id; whole batches.
    std::vector<Tensor> m_tensors;
    std::vector<Step> m_steps;
    std::vector<T> m_scratch;
    Generator m_generator{0};
};

}  // namespace glassnet
