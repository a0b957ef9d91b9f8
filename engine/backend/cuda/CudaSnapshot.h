#pragma once

#include <cstdint>
#include <vector>

#include "engine/backend/cuda/CudaBatch.h"
#include "engine/backend/cuda/CudaMemory.h"

namespace glassnet {

/// A copy, on the device, of what outlives a step: queued steps may run on behind one that should have been the last. T is float or double.
template <class T>
class CudaSnapshot {
public:
    void add(const CudaDevice& device, T* values, std::size_t count) { m_values.push_back({values, CudaMemory<T>(device, count)}); }
    void add(const CudaDevice& device, std::uint32_t* words, std::size_t count) {
        m_words.push_back({words, CudaMemory<std::uint32_t>(device, count)});
    }

    /// Queues the copy of all that was added, or its way back.
    void save(const CudaDevice& device) const {
        for (const auto& [place, copy] : m_values) {
            cudaCopy<T>(device, place, copy.get(), copy.size());
        }
        for (const auto& [place, copy] : m_words) {
            cudaCopy<std::uint32_t>(device, place, copy.get(), copy.size());
        }
    }
    void restore(const CudaDevice& device) const {
        for (const auto& [place, copy] : m_values) {
            cudaCopy<T>(device, copy.get(), place, copy.size());
        }
        for (const auto& [place, copy] : m_words) {
            cudaCopy<std::uint32_t>(device, copy.get(), place, copy.size());
        }
    }

private:
    template <class U>
    struct Part {
        U* place;
        CudaMemory<U> copy;
    };

    std::vector<Part<T>> m_values;
    std::vector<Part<std::uint32_t>> m_words;
};

}  // namespace glassnet
