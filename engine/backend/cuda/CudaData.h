#pragma once

#include <cstdint>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/cuda/CudaBatch.h"
#include "engine/backend/cuda/CudaMemory.h"

namespace glassnet {

/// A column of a run's data on the device.
template <class T>
struct CudaColumn {
    TensorId tensor;
    /// What was copied: kept, so that the same storage is known again.
    Tensor rows;
    CudaMemory<T> values;
    CudaMemory<std::int64_t> labels;
};

/// The data of a run on the device, the order of its rows, where the run stands in it, and the losses of a slice. T is float or double.
template <class T>
class CudaData {
public:
    explicit CudaData(CudaDevice& device) : m_place(device, 1) {}

    /// Copies what is not there yet. Columns are known again by their storage (a column that was changed in place is not copied again), the
    /// order by its values. Throws TooLarge.
    void bind(CudaDevice& device, const std::vector<BoundData>& columns, const Tensor& order, std::int64_t batchSize);

    /// Grows when memory of before goes: recordings with its addresses no longer hold.
    [[nodiscard]] std::uint64_t generation() const noexcept { return m_generation; }
    [[nodiscard]] const std::vector<CudaColumn<T>>& columns() const noexcept { return m_columns; }
    [[nodiscard]] const std::int64_t* order() const noexcept { return m_order.get(); }
    [[nodiscard]] CudaPlace* place() const noexcept { return m_place.get(); }
    /// Room for the loss of each step of an epoch.
    [[nodiscard]] T* losses() const noexcept { return m_losses.get(); }

private:
    [[nodiscard]] bool has(const std::vector<BoundData>& columns) const;

    std::vector<CudaColumn<T>> m_columns;
    Tensor m_hostOrder;
    CudaMemory<std::int64_t> m_order;
    CudaMemory<CudaPlace> m_place;
    CudaMemory<T> m_losses;
    std::uint64_t m_generation = 0;
};

}  // namespace glassnet
