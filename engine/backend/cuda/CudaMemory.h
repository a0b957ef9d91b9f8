#pragma once

#include <cstddef>

#include "engine/backend/cuda/CudaDevice.h"

namespace glassnet {

/// Memory of a device for `count` numbers of type T. Uninitialized. What is queued with it must be done before it goes (CudaDrain).
template <class T>
class CudaMemory {
public:
    CudaMemory() = default;
    /// Throws DeviceFull. Of no elements: one, so that there is an address.
    CudaMemory(const CudaDevice& device, std::size_t count) : m_count(count) {
        device.allocate(m_memory.place(), (count > 0 ? count : 1) * sizeof(T));
    }

    /// An address of the device: not to be followed here.
    [[nodiscard]] T* get() const noexcept { return static_cast<T*>(m_memory.get()); }
    [[nodiscard]] std::size_t size() const noexcept { return m_count; }
    [[nodiscard]] std::size_t bytes() const noexcept { return m_count * sizeof(T); }

private:
    CudaHandle<void*, cudaFree> m_memory;
    std::size_t m_count = 0;
};

}  // namespace glassnet
