#include "engine/backend/cuda/CudaDevice.h"

#include <algorithm>
#include <cstring>

namespace glassnet {

namespace {

constexpr std::size_t kStaging = std::size_t{1} << 20;
/// What a queued copy begins at in the staging buffer.
constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

/// As much as NVIDIA advises for a workspace (cuBLAS guide, cublasSetWorkspace): Hopper's kernels want more.
std::size_t workspaceBytes(int majorVersion) { return std::size_t{majorVersion >= 9 ? 32U : 4U} << 20; }

}  // namespace

CudaDevice::CudaDevice(int index, const DeviceOptions& options) : m_index(index), m_name("cuda:" + std::to_string(index)) {
    use();
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, index), "cudaGetDeviceProperties");
    m_name = properties.name;
    check(cudaStreamCreateWithFlags(m_stream.place(), cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
    check(cublasCreate(m_blas.place()), "cublasCreate");
    check(cublasSetStream(blas(), stream()), "cublasSetStream");
    // A workspace of our own, given after the stream, which drops it: cuBLAS then allocates nothing while a step is recorded, and repeats
    // its results bit for bit.
    const auto bytes = workspaceBytes(properties.major);
    allocate(m_workspace.place(), bytes);
    check(cublasSetWorkspace(blas(), m_workspace.get(), bytes), "cublasSetWorkspace");
    check(cublasSetMathMode(blas(), options.tf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_PEDANTIC_MATH), "cublasSetMathMode");
    check(cudaMallocHost(m_staging.place(), kStaging), "cudaMallocHost");
}

CudaDevice::~CudaDevice() { drain(); }

void CudaDevice::allocate(void** place, std::size_t bytes) const {
    const auto error = cudaMalloc(place, bytes);
    if (error == cudaErrorMemoryAllocation) {
        throwDeviceFull(static_cast<std::int64_t>(bytes), m_name);
    }
    check(error, "cudaMalloc");
}

void CudaDevice::upload(void* to, const void* from, std::size_t bytes) {
    auto* target = static_cast<std::byte*>(to);
    const auto* source = static_cast<const std::byte*>(from);
    while (bytes > 0) {
        if (m_staged >= kStaging) {
            wait();
        }
        auto* const staged = static_cast<std::byte*>(m_staging.get()) + m_staged;
        const auto part = std::min(bytes, kStaging - m_staged);
        std::memcpy(staged, source, part);
        m_staged += aligned(part);
        check(cudaMemcpyAsync(target, staged, part, cudaMemcpyHostToDevice, stream()), "cudaMemcpyAsync");
        target += part;
        source += part;
        bytes -= part;
    }
}

void CudaDevice::download(void* to, const void* from, std::size_t bytes) {
    auto* target = static_cast<std::byte*>(to);
    const auto* source = static_cast<const std::byte*>(from);
    while (bytes > 0) {
        if (m_staged > 0 && kStaging - std::min(m_staged, kStaging) < bytes) {
            wait();
        }
        auto* const staged = static_cast<std::byte*>(m_staging.get()) + m_staged;
        const auto part = std::min(bytes, kStaging - m_staged);
        m_staged += aligned(part);  // Also where the wait fails: the copy is still to come then.
        check(cudaMemcpyAsync(staged, source, part, cudaMemcpyDeviceToHost, stream()), "cudaMemcpyAsync");
        wait();
        std::memcpy(target, staged, part);
        target += part;
        source += part;
        bytes -= part;
    }
}

void CudaDevice::clear(void* at, std::size_t bytes) const { check(cudaMemsetAsync(at, 0, bytes, stream()), "cudaMemsetAsync"); }

void CudaDevice::wait() {
    check(cudaStreamSynchronize(stream()), "cudaStreamSynchronize");
    m_staged = 0;
}

void CudaDevice::drain() noexcept {
    if (stream() != nullptr && cudaSetDevice(m_index) == cudaSuccess && cudaStreamSynchronize(stream()) == cudaSuccess) {
        m_staged = 0;
    }
    static_cast<void>(cudaGetLastError());
}

}  // namespace glassnet
