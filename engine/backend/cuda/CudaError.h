#pragma once

#include <cublas_v2.h>
#include <cuda_runtime.h>

#include <cstdint>
#include <string>

namespace glassnet {

/// Whether the device can go on after this error. All others but memory that is used up stick: every later call fails too.
[[nodiscard]] bool deviceGoesOn(cudaError_t error) noexcept;

/// Throws ErrorException(DeviceFailed or DeviceLost) for a call that failed. `device` is its name.
[[noreturn]] void throwCudaError(cudaError_t error, const char* call, const std::string& device);
[[noreturn]] void throwCublasError(cublasStatus_t status, const char* call, const std::string& device);
/// Throws ErrorException(DeviceFull) for `bytes` that there is no room for.
[[noreturn]] void throwDeviceFull(std::int64_t bytes, const std::string& device);

}  // namespace glassnet
