#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaNormalization.h"

namespace glassnet {

namespace kernels {

/// A column a thread.
template <class T>
__global__ void momentsOfColumn(const T* x, T* mean, T* variance, std::size_t rows, std::size_t columns) {
    __shared__ T waiting[kWaiting * kCudaColumnBlock];
    for (std::size_t j = firstElement(); j < columns; j += elementStride()) {
        T* const places = waiting + threadIdx.x;
        const T n = static_cast<T>(rows);
        const T center = blockedSumOfThread(
                             rows, [&](std::size_t i) { return x[i * columns + j]; }, places, kCudaColumnBlock) /
                         n;
        variance[j] =
            blockedSumOfThread(
                rows, [&](std::size_t i) { return formulas::squaredDistance<T>(x[i * columns + j], center); }, places, kCudaColumnBlock) /
            n;
        mean[j] = center;
    }
}

/// A row a block.
template <class T>
__global__ void momentsOfRow(const T* x, T* mean, T* variance, std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    __shared__ T waiting[kWaiting];
    for (std::size_t n = blockIdx.x; n < rows; n += gridDim.x) {
        const T* row = x + n * columns;
        const T count = static_cast<T>(columns);
        const T center = blockedSumOfBlock(
                             columns, [&](std::size_t i) { return row[i]; }, staged, waiting) /
                         count;
        const T squares = blockedSumOfBlock(
            columns, [&](std::size_t i) { return formulas::squaredDistance<T>(row[i], center); }, staged, waiting);
        if (threadIdx.x == 0) {
            mean[n] = center;
            variance[n] = squares / count;
        }
    }
}

/// `ofRows`: each row has its moments, else each column.
template <class T>
__global__ void standardizeEach(const T* x, const T* mean, const T* variance, T epsilon, bool ofRows, T* out, std::size_t columns,
                                std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const std::size_t moment = ofRows ? rowOf(i, columns) : columnOf(i, columns);
        out[i] = formulas::standardize<T>(x[i], mean[moment], variance[moment], epsilon);
    }
}

template <class T>
__global__ void scaleShiftEach(const T* s, const T* gamma, const T* beta, T* out, std::size_t columns, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const std::size_t j = columnOf(i, columns);
        out[i] = formulas::scaleShift<T>(s[i], gamma[j], beta[j]);
    }
}

template <class T>
__global__ void updateRunningEach(const T* mean, const T* variance, T n, T momentum, T oneMinusMomentum, T* runningMean, T* runningVariance,
                                  std::size_t count) {
    for (std::size_t j = firstElement(); j < count; j += elementStride()) {
        runningMean[j] = formulas::runningStep<Arithmetic, T>(runningMean[j], mean[j], momentum, oneMinusMomentum);
        runningVariance[j] = formulas::runningStep<Arithmetic, T>(runningVariance[j], formulas::unbiasedVariance<T>(variance[j], n),
                                                                  momentum, oneMinusMomentum);
    }
}

/// A column a thread: one chain of fma, rising over the samples.
template <class T>
__global__ void productOfColumns(const T* dy, const T* s, T* out, std::size_t rows, std::size_t columns) {
    for (std::size_t j = firstElement(); j < columns; j += elementStride()) {
        T sum = T(0);
        for (std::size_t n = 0; n < rows; ++n) {
            sum = Arithmetic::fma<T>(dy[n * columns + j], s[n * columns + j], sum);
        }
        out[j] = sum;
    }
}

template <class T>
__global__ void multiplyByColumn(const T* dy, const T* gamma, T* out, std::size_t columns, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = dy[i] * gamma[columnOf(i, columns)];
    }
}

/// A column a thread.
template <class T>
__global__ void standardizeGradientOfColumn(const T* ds, const T* s, const T* variance, T epsilon, T* dx, std::size_t rows,
                                            std::size_t columns) {
    __shared__ T waiting[kWaiting * kCudaColumnBlock];
    for (std::size_t j = firstElement(); j < columns; j += elementStride()) {
        T* const places = waiting + threadIdx.x;
        const T n = static_cast<T>(rows);
        const T meanGradient = blockedSumOfThread(
                                   rows, [&](std::size_t i) { return ds[i * columns + j]; }, places, kCudaColumnBlock) /
                               n;
        const T meanProduct = blockedSumOfThread(
                                  rows, [&](std::size_t i) { return ds[i * columns + j] * s[i * columns + j]; }, places, kCudaColumnBlock) /
                              n;
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t place = i * columns + j;
            dx[place] = formulas::standardizeGradient<T>(ds[place], s[place], meanGradient, meanProduct, variance[j], epsilon);
        }
    }
}

/// A row a block.
template <class T>
__global__ void standardizeGradientOfRow(const T* ds, const T* s, const T* variance, T epsilon, T* dx, std::size_t rows,
                                         std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    __shared__ T waiting[kWaiting];
    for (std::size_t n = blockIdx.x; n < rows; n += gridDim.x) {
        const T* gradients = ds + n * columns;
        const T* values = s + n * columns;
        const T count = static_cast<T>(columns);
        const T meanGradient = blockedSumOfBlock(
                                   columns, [&](std::size_t i) { return gradients[i]; }, staged, waiting) /
                               count;
        const T meanProduct = blockedSumOfBlock(
                                  columns, [&](std::size_t i) { return gradients[i] * values[i]; }, staged, waiting) /
                              count;
        for (std::size_t i = threadIdx.x; i < columns; i += blockDim.x) {
            dx[n * columns + i] =
                formulas::standardizeGradient<T>(gradients[i], values[i], meanGradient, meanProduct, variance[n], epsilon);
        }
    }
}

template <class T>
__global__ void constantStandardizeGradientEach(const T* ds, const T* variance, T epsilon, bool ofRows, T* dx, std::size_t columns,
                                                std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const std::size_t moment = ofRows ? rowOf(i, columns) : columnOf(i, columns);
        dx[i] = formulas::constantStandardizeGradient<T>(ds[i], variance[moment], epsilon);
    }
}

}  // namespace kernels

template <class T>
void cudaColumnMoments(const CudaCall<T>& call) {
    const auto& x = call.inputs[0];
    launchColumns(call.device, kernels::momentsOfColumn<T>, call.rows, x.columns, x.values, call.outputs[0].values, call.outputs[1].values);
}

template <class T>
void cudaRowMoments(const CudaCall<T>& call) {
    const auto& x = call.inputs[0];
    launchRows(call.device, kernels::momentsOfRow<T>, call.rows, x.columns, x.values, call.outputs[0].values, call.outputs[1].values);
}

template <class T>
void cudaStandardize(const CudaCall<T>& call) {
    const auto& x = call.inputs[0];
    launchEach(call.device, kernels::standardizeEach<T>, call.rows * x.columns, x.values, call.inputs[1].values, call.inputs[2].values,
               static_cast<T>(call.attributes.epsilon), call.attributes.rows, call.outputs[0].values, x.columns);
}

template <class T>
void cudaScaleShift(const CudaCall<T>& call) {
    const auto& s = call.inputs[0];
    launchEach(call.device, kernels::scaleShiftEach<T>, call.rows * s.columns, s.values, call.inputs[1].values, call.inputs[2].values,
               call.outputs[0].values, s.columns);
}

template <class T>
void cudaUpdateRunning(const CudaCall<T>& call) {
    launchEach(call.device, kernels::updateRunningEach<T>, call.outputs[0].columns, call.inputs[0].values, call.inputs[1].values,
               static_cast<T>(call.rows), static_cast<T>(call.attributes.momentum), static_cast<T>(1.0 - call.attributes.momentum),
               call.outputs[0].values, call.outputs[1].values);
}

template <class T>
void cudaScaleGradient(const CudaCall<T>& call) {
    const auto& dy = call.inputs[0];
    launchColumns(call.device, kernels::productOfColumns<T>, call.rows, dy.columns, dy.values, call.inputs[1].values,
                  call.outputs[0].values);
}

template <class T>
void cudaScaleInputGradient(const CudaCall<T>& call) {
    const auto& dy = call.inputs[0];
    launchEach(call.device, kernels::multiplyByColumn<T>, call.rows * dy.columns, dy.values, call.inputs[1].values, call.outputs[0].values,
               dy.columns);
}

template <class T>
void cudaStandardizeGradient(const CudaCall<T>& call) {
    const auto& attributes = call.attributes;
    const T epsilon = static_cast<T>(attributes.epsilon);
    const std::size_t columns = call.outputs[0].columns;
    const T* ds = call.inputs[0].values;
    const T* s = call.inputs[1].values;
    const T* variance = call.inputs[2].values;
    T* dx = call.outputs[0].values;
    if (attributes.constantMoments) {
        launchEach(call.device, kernels::constantStandardizeGradientEach<T>, call.rows * columns, ds, variance, epsilon, attributes.rows,
                   dx, columns);
    } else if (attributes.rows) {
        launchRows(call.device, kernels::standardizeGradientOfRow<T>, call.rows, columns, ds, s, variance, epsilon, dx);
    } else {
        launchColumns(call.device, kernels::standardizeGradientOfColumn<T>, call.rows, columns, ds, s, variance, epsilon, dx);
    }
}

template void cudaColumnMoments(const CudaCall<float>& call);
template void cudaColumnMoments(const CudaCall<double>& call);
template void cudaRowMoments(const CudaCall<float>& call);
template void cudaRowMoments(const CudaCall<double>& call);
template void cudaStandardize(const CudaCall<float>& call);
template void cudaStandardize(const CudaCall<double>& call);
template void cudaScaleShift(const CudaCall<float>& call);
template void cudaScaleShift(const CudaCall<double>& call);
template void cudaUpdateRunning(const CudaCall<float>& call);
template void cudaUpdateRunning(const CudaCall<double>& call);
template void cudaScaleGradient(const CudaCall<float>& call);
template void cudaScaleGradient(const CudaCall<double>& call);
template void cudaScaleInputGradient(const CudaCall<float>& call);
template void cudaScaleInputGradient(const CudaCall<double>& call);
template void cudaStandardizeGradient(const CudaCall<float>& call);
template void cudaStandardizeGradient(const CudaCall<double>& call);

}  // namespace glassnet
