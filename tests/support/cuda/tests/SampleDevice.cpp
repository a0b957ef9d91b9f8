#include "tests/support/cuda/tests/SampleDevice.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace glassnet::samples {

namespace {

void check(cudaError_t error) {
    if (error != cudaSuccess) {
        throw std::runtime_error(cudaGetErrorName(error));
    }
}

}  // namespace

SampleDevice::SampleDevice() { check(cudaStreamCreateWithFlags(&m_stream, cudaStreamNonBlocking)); }

SampleDevice::~SampleDevice() {
    for (void* each : m_memory) {
        (void)cudaFree(each);
    }
    for (void* each : m_pinned) {
        (void)cudaFreeHost(each);
    }
    (void)cudaStreamDestroy(m_stream);
}

float* SampleDevice::memory(std::size_t count) {
    void* made = nullptr;
    check(cudaMalloc(&made, count * sizeof(float)));
    m_memory.push_back(made);
    return static_cast<float*>(made);
}

float* SampleDevice::pinned(std::size_t count) {
    void* made = nullptr;
    check(cudaMallocHost(&made, count * sizeof(float)));
    m_pinned.push_back(made);
    return static_cast<float*>(made);
}

float* SampleDevice::upload(std::span<const float> values) {
    float* target = memory(values.size());
    float* staging = pinned(values.size());
    std::ranges::copy(values, staging);
    check(cudaMemcpyAsync(target, staging, values.size_bytes(), cudaMemcpyHostToDevice, m_stream));
    wait();
    return target;
}

std::vector<float> SampleDevice::download(const float* memory, std::size_t count) {
    float* staging = pinned(count);
    check(cudaMemcpyAsync(staging, memory, count * sizeof(float), cudaMemcpyDeviceToHost, m_stream));
    wait();
    return {staging, staging + count};
}

void SampleDevice::wait() const { check(cudaStreamSynchronize(m_stream)); }

std::vector<float> rising(std::size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 0.0F);
    return values;
}

}  // namespace glassnet::samples
