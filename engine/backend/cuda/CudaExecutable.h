#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/cuda/CudaCall.h"
#include "engine/backend/cuda/CudaData.h"
#include "engine/backend/cuda/CudaReplay.h"
#include "engine/backend/cuda/CudaSnapshot.h"

namespace glassnet {

/// A program on a GPU in the type T (float or double). Stepping queues the operations of an entry, training replays recordings of whole
/// steps made of the very same operations.
template <class T>
class CudaExecutable final : public Executable {
public:
    /// Throws DeviceFull, DeviceLost, DeviceFailed, and TooLarge for a tensor of 2^31 elements or more.
    CudaExecutable(std::shared_ptr<CudaDevice> device, std::shared_ptr<const Program> program);

private:
    struct Values {
        CudaMemory<T> numbers;
        CudaMemory<std::int64_t> labels;
        /// What `labels` holds, so that class targets are checked without asking the device.
        std::vector<std::int64_t> known;
    };
    /// An entry with everything its operation reads.
    struct Step {
        CudaOperation<T> queue = nullptr;
        std::vector<CudaOperand<T>> inputs;
        std::vector<CudaOperand<T>> outputs;
        CudaMemory<T> held;
        bool readsClasses = false;
    };

    void doRun(std::size_t from, std::size_t to) override;
    [[nodiscard]] Tensor doRead(TensorId id) const override;
    void doWrite(TensorId id, const Tensor& values) override;
    void doSetKnobs(const Knobs& knobs) override;
    void doSetDropoutGenerator(const Generator& generator) override;
    [[nodiscard]] Generator doDropoutGenerator() const override;
    void doBindData() override;
    void doLoadBatch(std::int64_t cursor, std::int64_t rows) override;
    SliceReport doTrainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop) override;

    void makeTensor(const TensorInfo& info);
    [[nodiscard]] Step makeStep(const Entry& entry);
    [[nodiscard]] std::vector<CudaOperand<T>> operands(const std::vector<TensorId>& ids) const;
    void queueEntry(const Step& step, const Entry& entry, std::int64_t rows);
    void queueGather(std::int64_t rows);
    /// Gather, all entries, the loss into its list.
    void queueStep(std::int64_t rows);
    void learnLabels(std::int64_t cursor, std::int64_t rows);
    /// Whether no class target of the bound data is out of range, so that no step has to look.
    [[nodiscard]] bool labelsFit() const;
    [[nodiscard]] CudaSnapshot<T> makeSnapshot() const;

    std::shared_ptr<CudaDevice> m_device;
    /// By id; whole batches.
    std::vector<Values> m_values;
    std::vector<Step> m_steps;
    CudaMemory<T> m_scratch;
    CudaMemory<formulas::UpdateSettings<T>> m_settings;
    CudaMemory<Knobs> m_knobs;
    Knobs m_knobsThere;
    CudaMemory<std::uint32_t> m_words;
    /// What the device does not need of the generator: a cached normal; all of it where the program draws nothing.
    Generator m_generator{0};
    bool m_draws = false;
    /// Of the data that recordings and labels were looked at for.
    std::uint64_t m_generation = 0;
    bool m_labelsFit = true;
    CudaData<T> m_data;
    CudaReplay m_replay;
    /// Made for the first slice of several steps.
    std::optional<CudaSnapshot<T>> m_snapshot;
    CudaDrain m_drain;
};

}  // namespace glassnet
