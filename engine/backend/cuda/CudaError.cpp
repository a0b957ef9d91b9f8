#include "engine/backend/cuda/CudaError.h"

#include <algorithm>
#include <array>

#include "engine/base/Error.h"

namespace glassnet {

namespace {

/// A call that was wrong or that this device does not do: CUDA's documentation names no damage for these.
constexpr std::array kHarmless{cudaErrorInvalidValue,
                               cudaErrorMemoryAllocation,
                               cudaErrorInvalidConfiguration,
                               cudaErrorInvalidMemcpyDirection,
                               cudaErrorInvalidDeviceFunction,
                               cudaErrorInvalidDevice,
                               cudaErrorNoKernelImageForDevice,
                               cudaErrorInvalidResourceHandle,
                               cudaErrorNotReady,
                               cudaErrorLaunchOutOfResources,
                               cudaErrorNotSupported,
                               cudaErrorStreamCaptureUnsupported,
                               cudaErrorStreamCaptureInvalidated};

/// What cuBLAS says when a kernel of its own went wrong on the device.
constexpr std::array kLosses{CUBLAS_STATUS_EXECUTION_FAILED, CUBLAS_STATUS_INTERNAL_ERROR};

}  // namespace

bool deviceGoesOn(cudaError_t error) noexcept { return std::ranges::find(kHarmless, error) != kHarmless.end(); }

void throwCudaError(cudaError_t error, const char* call, const std::string& device) {
    // A failed call is also kept for the next one that asks: it has been told already.
    static_cast<void>(cudaGetLastError());
    const auto code = deviceGoesOn(error) ? ErrorCode::DeviceFailed : ErrorCode::DeviceLost;
    throw ErrorException({code, {device, std::string(call), std::string(cudaGetErrorName(error))}});
}

void throwCublasError(cublasStatus_t status, const char* call, const std::string& device) {
    static_cast<void>(cudaGetLastError());
    const bool lost = std::ranges::find(kLosses, status) != kLosses.end();
    throw ErrorException(
        {lost ? ErrorCode::DeviceLost : ErrorCode::DeviceFailed, {device, std::string(call), std::string(cublasGetStatusName(status))}});
}

void throwDeviceFull(std::int64_t bytes, const std::string& device) {
    static_cast<void>(cudaGetLastError());
    std::size_t free = 0;
    std::size_t total = 0;
    if (cudaMemGetInfo(&free, &total) != cudaSuccess) {
        static_cast<void>(cudaGetLastError());
        free = 0;  // Nothing better is known than that it did not suffice.
    }
    throw ErrorException({ErrorCode::DeviceFull, {device, bytes, static_cast<std::int64_t>(free)}});
}

}  // namespace glassnet
