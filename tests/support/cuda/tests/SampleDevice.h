#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <span>
#include <vector>

namespace glassnet::samples {

/// A stream and memory, freed again. Its calls are expected to succeed: what a test lets fail it calls itself.
class SampleDevice {
public:
    SampleDevice();
    ~SampleDevice();
    SampleDevice(const SampleDevice&) = delete;
    SampleDevice& operator=(const SampleDevice&) = delete;

    [[nodiscard]] cudaStream_t stream() const { return m_stream; }
    /// Memory that nothing wrote.
    float* memory(std::size_t count);
    float* pinned(std::size_t count);
    /// Memory with these numbers in it; waits.
    float* upload(std::span<const float> values);
    std::vector<float> download(const float* memory, std::size_t count);
    void wait() const;

private:
    cudaStream_t m_stream = nullptr;
    std::vector<void*> m_memory;
    std::vector<void*> m_pinned;
};

/// 0, 1, 2, ...
[[nodiscard]] std::vector<float> rising(std::size_t count);

}  // namespace glassnet::samples
