#pragma once

#include <cstddef>
#include <string>

#include "engine/backend/DeviceModule.h"
#include "engine/backend/cuda/CudaError.h"
#include "engine/backend/cuda/CudaHandle.h"

namespace glassnet {

/// One GPU as an executable uses it: its stream, cuBLAS, and the way of bytes there and back. Belongs to one thread at a time. Everything
/// is queued in one stream, in order; only download() and wait() wait. Every failure is an ErrorException (DeviceFull, DeviceLost,
/// DeviceFailed).
class CudaDevice {
public:
    CudaDevice(int index, const DeviceOptions& options);
    ~CudaDevice();
    CudaDevice(const CudaDevice&) = delete;
    CudaDevice& operator=(const CudaDevice&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] cudaStream_t stream() const noexcept { return m_stream.get(); }
    [[nodiscard]] cublasHandle_t blas() const noexcept { return m_blas.get(); }

    /// Makes this the thread's device: before anything that allocates or launches.
    void use() const { check(cudaSetDevice(m_index), "cudaSetDevice"); }

    /// Puts the address of new memory of the device there. Throws DeviceFull.
    void allocate(void** place, std::size_t bytes) const;
    /// Copies to the device; `from` may change when it returns.
    void upload(void* to, const void* from, std::size_t bytes);
    /// Copies from the device, after all that is queued.
    void download(void* to, const void* from, std::size_t bytes);
    /// Sets bytes of the device to zero.
    void clear(void* at, std::size_t bytes) const;
    /// Until all that is queued is done.
    void wait();
    /// The same before memory goes away, also when the device is lost: nothing is thrown.
    void drain() noexcept;

    void check(cudaError_t error, const char* call) const {
        if (error != cudaSuccess) {
            throwCudaError(error, call, m_name);
        }
    }
    void check(cublasStatus_t status, const char* call) const {
        if (status != CUBLAS_STATUS_SUCCESS) {
            throwCublasError(status, call, m_name);
        }
    }

private:
    int m_index;
    std::string m_name;
    /// Copies are asynchronous only from pinned memory; what is in it waits for the queue.
    CudaHandle<void*, cudaFreeHost> m_staging;
    CudaHandle<void*, cudaFree> m_workspace;
    CudaHandle<cudaStream_t, cudaStreamDestroy> m_stream;
    CudaHandle<cublasHandle_t, cublasDestroy> m_blas;
    std::size_t m_staged = 0;
};

/// Waits for a device before the members that stand above it are destroyed.
class CudaDrain {
public:
    explicit CudaDrain(CudaDevice& device) noexcept : m_device(device) {}
    ~CudaDrain() { m_device.drain(); }
    CudaDrain(const CudaDrain&) = delete;
    CudaDrain& operator=(const CudaDrain&) = delete;

private:
    CudaDevice& m_device;
};

}  // namespace glassnet
