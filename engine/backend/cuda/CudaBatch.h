#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/backend/cuda/CudaDevice.h"

namespace glassnet {

/// Where a run stands, in the device's memory: the next batch's place in the order, and the number of the next loss.
struct CudaPlace {
    std::int64_t cursor = 0;
    std::int64_t step = 0;
};

// What is between two steps. All of it is queued. T is float, double or (for gathering) std::int64_t.

/// Puts the place somewhere.
void cudaSetPlace(const CudaDevice& device, CudaPlace* place, CudaPlace value);

/// The rows that the order names from the place's cursor on: out[n] = column[order[cursor + n]].
template <class T>
void cudaGather(const CudaDevice& device, const T* column, const std::int64_t* order, const CudaPlace* place, T* out, std::size_t rows,
                std::size_t columns);

/// The end of a step of `rows` samples: losses[step] = loss, and the place goes on.
template <class T>
void cudaEndStep(const CudaDevice& device, const T* loss, T* losses, CudaPlace* place, std::int64_t rows);

/// A copy that is no copy of the API: for T of any plain number.
template <class T>
void cudaCopy(const CudaDevice& device, const T* from, T* to, std::size_t count);

}  // namespace glassnet
