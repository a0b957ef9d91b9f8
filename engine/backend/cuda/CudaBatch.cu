#include "engine/backend/cuda/CudaBatch.h"

#include "engine/backend/cuda/CudaChains.h"

namespace glassnet {

namespace kernels {

__global__ void setPlace(CudaPlace* place, std::int64_t cursor, std::int64_t step) {
    place->cursor = cursor;
    place->step = step;
}

template <class T>
__global__ void gatherRows(const T* column, const std::int64_t* order, const CudaPlace* place, T* out, std::size_t columns,
                           std::size_t count) {
    const std::int64_t* rows = order + place->cursor;
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = column[static_cast<std::size_t>(rows[rowOf(i, columns)]) * columns + columnOf(i, columns)];
    }
}

template <class T>
__global__ void endStep(const T* loss, T* losses, CudaPlace* place, std::int64_t rows) {
    losses[place->step] = loss[0];
    place->step += 1;
    place->cursor += rows;
}

template <class T>
__global__ void copyEach(const T* from, T* to, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        to[i] = from[i];
    }
}

}  // namespace kernels

void cudaSetPlace(const CudaDevice& device, CudaPlace* place, CudaPlace value) {
    launch(device, kernels::setPlace, 1, 1, place, value.cursor, value.step);
}

template <class T>
void cudaGather(const CudaDevice& device, const T* column, const std::int64_t* order, const CudaPlace* place, T* out, std::size_t rows,
                std::size_t columns) {
    launchEach(device, kernels::gatherRows<T>, rows * columns, column, order, place, out, columns);
}

template <class T>
void cudaEndStep(const CudaDevice& device, const T* loss, T* losses, CudaPlace* place, std::int64_t rows) {
    launch(device, kernels::endStep<T>, 1, 1, loss, losses, place, rows);
}

template <class T>
void cudaCopy(const CudaDevice& device, const T* from, T* to, std::size_t count) {
    launchEach(device, kernels::copyEach<T>, count, from, to);
}

template void cudaGather(const CudaDevice& device, const float* column, const std::int64_t* order, const CudaPlace* place, float* out,
                         std::size_t rows, std::size_t columns);
template void cudaGather(const CudaDevice& device, const double* column, const std::int64_t* order, const CudaPlace* place, double* out,
                         std::size_t rows, std::size_t columns);
template void cudaGather(const CudaDevice& device, const std::int64_t* column, const std::int64_t* order, const CudaPlace* place,
                         std::int64_t* out, std::size_t rows, std::size_t columns);
template void cudaEndStep(const CudaDevice& device, const float* loss, float* losses, CudaPlace* place, std::int64_t rows);
template void cudaEndStep(const CudaDevice& device, const double* loss, double* losses, CudaPlace* place, std::int64_t rows);
template void cudaCopy(const CudaDevice& device, const float* from, float* to, std::size_t count);
template void cudaCopy(const CudaDevice& device, const double* from, double* to, std::size_t count);
template void cudaCopy(const CudaDevice& device, const std::uint32_t* from, std::uint32_t* to, std::size_t count);

}  // namespace glassnet
