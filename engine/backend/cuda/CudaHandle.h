#pragma once

#include <utility>

namespace glassnet {

/// Owns something that CUDA or cuBLAS made and ends it with `Destroy`, whose result is not looked at: nothing can be done about it.
template <class Handle, auto Destroy>
class CudaHandle {
public:
    CudaHandle() = default;
    explicit CudaHandle(Handle handle) noexcept : m_handle(handle) {}
    CudaHandle(CudaHandle&& other) noexcept : m_handle(std::exchange(other.m_handle, Handle{})) {}
    CudaHandle& operator=(CudaHandle&& other) noexcept {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~CudaHandle() {
        if (m_handle != Handle{}) {
            static_cast<void>(Destroy(m_handle));
        }
    }

    [[nodiscard]] Handle get() const noexcept { return m_handle; }
    /// Where a maker puts the handle; only for an empty one.
    [[nodiscard]] Handle* place() noexcept { return &m_handle; }

private:
    Handle m_handle{};
};

}  // namespace glassnet
