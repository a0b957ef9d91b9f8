#include "engine/backend/cuda/CudaElements.h"

#include "engine/backend/cuda/CudaBatch.h"
#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaRows.h"

namespace glassnet {

namespace kernels {

template <class T, class Formula>
__global__ void activateEach(const T* z, T* a, T first, T second, std::size_t count) {
    const formulas::ActivationParameters<T> parameters{first, second};
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        a[i] = Formula::template value<T>(z[i], parameters);
    }
}

template <class T, class Formula>
__global__ void activateGradientEach(const T* da, const T* z, const T* a, T* dz, T first, T second, std::size_t count) {
    const formulas::ActivationParameters<T> parameters{first, second};
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        dz[i] = da[i] * Formula::template derivative<T>(z[i], a[i], parameters);
    }
}

/// `held` is a 1 for each unit held, else 0.
template <class T>
__global__ void replaceHeld(const T* from, const T* held, const T* values, T* out, std::size_t columns, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const std::size_t unit = columnOf(i, columns);
        out[i] = held[unit] == T(0) ? from[i] : (values == nullptr ? T(0) : values[unit]);
    }
}

template <class T>
__global__ void addEach(const T* a, const T* b, T* out, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = a[i] + b[i];
    }
}

template <class T>
__global__ void multiplyEach(const T* a, const T* b, T* out, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = a[i] * b[i];
    }
}

/// `columns` columns of rows that are `fromColumns` wide into rows that are `toColumns` wide; count = rows * columns.
template <class T>
__global__ void copyColumns(const T* from, std::size_t fromColumns, T* to, std::size_t toColumns, std::size_t columns, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const std::size_t row = rowOf(i, columns);
        const std::size_t column = columnOf(i, columns);
        to[row * toColumns + column] = from[row * fromColumns + column];
    }
}

/// A row a block.
template <class T>
__global__ void softmaxOfRow(const T* z, T* a, std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        softmaxRow(z + row * columns, a + row * columns, columns, staged);
    }
}

/// formulas::softmaxBackwardRow, a row a block.
template <class T>
__global__ void softmaxGradientOfRow(const T* da, const T* a, T* dz, std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    __shared__ T stagedGradients[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        const T* values = a + row * columns;
        const T* gradients = da + row * columns;
        T sum = T(0);
        for (std::size_t first = 0; first < columns; first += blockDim.x) {
            const std::size_t i = first + threadIdx.x;
            if (i < columns) {
                staged[threadIdx.x] = values[i];
                stagedGradients[threadIdx.x] = gradients[i];
            }
            __syncthreads();
            if (threadIdx.x == 0) {
                const std::size_t here = columns - first < blockDim.x ? columns - first : blockDim.x;
                for (std::size_t k = 0; k < here; ++k) {
                    sum = Arithmetic::fma<T>(staged[k], stagedGradients[k], sum);
                }
            }
            __syncthreads();
        }
        sum = fromFirst(sum, staged);
        for (std::size_t i = threadIdx.x; i < columns; i += blockDim.x) {
            dz[row * columns + i] = values[i] * (gradients[i] - sum);
        }
    }
}

}  // namespace kernels

namespace {

template <class T>
void replaceHeld(const CudaCall<T>& call, bool gradient) {
    const auto& out = call.outputs[0];
    const T* values = gradient ? nullptr : call.held + out.columns;
    launchEach(call.device, kernels::replaceHeld<T>, call.rows * out.columns, call.inputs[0].values, call.held, values, out.values,
               out.columns);
}

template <class T>
void copyColumns(const CudaCall<T>& call, const T* from, std::size_t fromColumns, T* to, std::size_t toColumns, std::size_t columns) {
    launchEach(call.device, kernels::copyColumns<T>, call.rows * columns, from, fromColumns, to, toColumns, columns);
}

}  // namespace

template <class T>
void cudaActivate(const CudaCall<T>& call) {
    const auto& spec = call.attributes.activation;
    const auto& z = call.inputs[0];
    T* a = call.outputs[0].values;
    const auto each = [&]<class Formula>() {
        launchEach(call.device, kernels::activateEach<T, Formula>, call.rows * z.columns, z.values, a, static_cast<T>(spec.parameters[0]),
                   static_cast<T>(spec.parameters[1]));
    };
    if (!formulas::visitActivation<kernels::Arithmetic>(spec.kind, each)) {
        launchRows(call.device, kernels::softmaxOfRow<T>, call.rows, z.columns, z.values, a);
    }
}

template <class T>
void cudaActivateGradient(const CudaCall<T>& call) {
    const auto& spec = call.attributes.activation;
    const std::size_t columns = call.outputs[0].columns;
    const T* da = call.inputs[0].values;
    const T* z = call.inputs[1].values;
    const T* a = call.inputs[2].values;
    T* dz = call.outputs[0].values;
    const auto each = [&]<class Formula>() {
        launchEach(call.device, kernels::activateGradientEach<T, Formula>, call.rows * columns, da, z, a, dz,
                   static_cast<T>(spec.parameters[0]), static_cast<T>(spec.parameters[1]));
    };
    if (!formulas::visitActivation<kernels::Arithmetic>(spec.kind, each)) {
        launchRows(call.device, kernels::softmaxGradientOfRow<T>, call.rows, columns, da, a, dz);
    }
}

template <class T>
void cudaClamp(const CudaCall<T>& call) {
    replaceHeld(call, false);
}

template <class T>
void cudaClampGradient(const CudaCall<T>& call) {
    replaceHeld(call, true);
}

template <class T>
void cudaSumOfInputs(const CudaCall<T>& call) {
    const auto& out = call.outputs[0];
    if (call.sources() == 1) {
        cudaCopy<T>(call.device, call.inputs[0].values, out.values, call.rows * out.columns);
    }
    const T* sum = call.inputs[0].values;
    for (std::size_t s = 1; s < call.sources(); ++s) {
        launchEach(call.device, kernels::addEach<T>, call.rows * out.columns, sum, call.inputs[s].values, out.values);
        sum = out.values;
    }
}

template <class T>
void cudaJoinConcatenate(const CudaCall<T>& call) {
    const auto& out = call.outputs[0];
    std::size_t offset = 0;
    for (std::size_t s = 0; s < call.sources(); ++s) {
        const auto& x = call.inputs[s];
        copyColumns<T>(call, x.values, x.columns, out.values + offset, out.columns, x.columns);
        offset += x.columns;
    }
}

template <class T>
void cudaJoinAddGradient(const CudaCall<T>& call) {
    const auto& out = call.outputs[0];
    cudaCopy<T>(call.device, call.inputs[0].values, out.values, call.rows * out.columns);
}

template <class T>
void cudaJoinConcatGradient(const CudaCall<T>& call) {
    const auto& out = call.outputs[0];
    const auto& dy = call.inputs[0];
    copyColumns<T>(call, dy.values + call.attributes.offset, dy.columns, out.values, out.columns, out.columns);
}

template <class T>
void cudaApplyMask(const CudaCall<T>& call) {
    const auto& out = call.outputs[0];
    launchEach(call.device, kernels::multiplyEach<T>, call.rows * out.columns, call.inputs[0].values, call.inputs[1].values, out.values);
}

template void cudaActivate(const CudaCall<float>& call);
template void cudaActivate(const CudaCall<double>& call);
template void cudaActivateGradient(const CudaCall<float>& call);
template void cudaActivateGradient(const CudaCall<double>& call);
template void cudaClamp(const CudaCall<float>& call);
template void cudaClamp(const CudaCall<double>& call);
template void cudaClampGradient(const CudaCall<float>& call);
template void cudaClampGradient(const CudaCall<double>& call);
template void cudaSumOfInputs(const CudaCall<float>& call);
template void cudaSumOfInputs(const CudaCall<double>& call);
template void cudaJoinConcatenate(const CudaCall<float>& call);
template void cudaJoinConcatenate(const CudaCall<double>& call);
template void cudaJoinAddGradient(const CudaCall<float>& call);
template void cudaJoinAddGradient(const CudaCall<double>& call);
template void cudaJoinConcatGradient(const CudaCall<float>& call);
template void cudaJoinConcatGradient(const CudaCall<double>& call);
template void cudaApplyMask(const CudaCall<float>& call);
template void cudaApplyMask(const CudaCall<double>& call);

}  // namespace glassnet
