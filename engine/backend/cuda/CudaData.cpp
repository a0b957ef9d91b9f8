#include "engine/backend/cuda/CudaData.h"

#include <algorithm>
#include <utility>

#include "engine/backend/cuda/CudaLimits.h"

namespace glassnet {

namespace {

bool isSame(const Tensor& a, const Tensor& b) {
    return a.dtype() == b.dtype() && a.shape() == b.shape() && a.bytes().data() == b.bytes().data();
}

}  // namespace

template <class T>
bool CudaData<T>::has(const std::vector<BoundData>& columns) const {
    return std::ranges::equal(columns, m_columns, [](const BoundData& asked, const CudaColumn<T>& there) {
        return asked.tensor == there.tensor && isSame(asked.rows, there.rows);
    });
}

template <class T>
void CudaData<T>::bind(CudaDevice& device, const std::vector<BoundData>& columns, const Tensor& order, std::int64_t batchSize) {
    if (!has(columns)) {
        device.wait();
        m_columns.clear();
        ++m_generation;
        std::vector<CudaColumn<T>> copies;
        for (const auto& [tensor, rows] : columns) {
            const auto count = checkedCudaSize(rows.shape(), rows.dtype());
            auto& copy = copies.emplace_back(CudaColumn<T>{tensor, rows, {}, {}});
            if (rows.dtype() == DType::Int64) {
                copy.labels = CudaMemory<std::int64_t>(device, count);
                device.upload(copy.labels.get(), rows.bytes().data(), copy.labels.bytes());
            } else {
                const auto converted = rows.to(DTypeOf<T>::value);
                copy.values = CudaMemory<T>(device, count);
                device.upload(copy.values.get(), converted.bytes().data(), copy.values.bytes());
            }
        }
        m_columns = std::move(copies);
    }
    const auto rows = static_cast<std::size_t>(order.elements());
    if (m_order.size() < rows) {
        device.wait();
        ++m_generation;
        m_hostOrder = Tensor();
        m_losses = CudaMemory<T>(device, (rows + static_cast<std::size_t>(batchSize) - 1) / static_cast<std::size_t>(batchSize));
        // Last: its size says that both are there.
        m_order = CudaMemory<std::int64_t>(device, checkedCudaSize(order.shape(), DType::Int64));
    }
    if (!bitEqual(order, m_hostOrder)) {
        m_hostOrder = Tensor();
        device.upload(m_order.get(), order.bytes().data(), rows * sizeof(std::int64_t));
        m_hostOrder = order;
    }
}

template class CudaData<float>;
template class CudaData<double>;

}  // namespace glassnet
