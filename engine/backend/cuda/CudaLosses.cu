#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaLosses.h"
#include "engine/backend/cuda/CudaRows.h"

namespace glassnet {

namespace kernels {

/// The sums of the blocks of an element loss.
template <class T, class Formula>
__global__ void sumLossBlocks(const T* a, const T* y, T parameter, T* sums, std::size_t count) {
    __shared__ T staged[kCudaBlock];
    sumBlocks(
        count, [&](std::size_t i) { return Formula::template term<T>(a[i], y[i], parameter); }, sums, staged);
}

template <class T>
__global__ void sumTermBlocks(const T* terms, T* sums, std::size_t count) {
    __shared__ T staged[kCudaBlock];
    sumBlocks(
        count, [&](std::size_t i) { return terms[i]; }, sums, staged);
}

/// The whole sum divided by n; one block.
template <class T>
__global__ void finishMean(T* sums, std::size_t blocks, T n, T* out) {
    __shared__ T staged[kCudaBlock];
    mergeBlocks(sums, blocks, staged);
    if (threadIdx.x == 0) {
        out[0] = sums[0] / n;
    }
}

/// A sample a block.
template <class T>
__global__ void crossEntropyOfRow(const T* z, const std::int64_t* labels, T* terms, std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        const T term = crossEntropyRow(z + row * columns, static_cast<std::size_t>(labels[row]), columns, staged);
        if (threadIdx.x == 0) {
            terms[row] = term;
        }
    }
}

template <class T>
__global__ void hingeOfRow(const T* a, const std::int64_t* labels, T margin, T* terms, std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        const T term = hingeRow(a + row * columns, static_cast<std::size_t>(labels[row]), margin, columns, staged);
        if (threadIdx.x == 0) {
            terms[row] = term;
        }
    }
}

/// One more loss of the weighted sum, by one thread.
template <class T>
__global__ void addLoss(const T* loss, T weight, bool isFirst, T* total) {
    total[0] = Arithmetic::fma<T>(loss[0], weight, isFirst ? T(0) : total[0]);
}

template <class T, class Formula>
__global__ void lossGradientEach(const T* a, const T* y, T parameter, T n, T weight, T* out, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const T gradient = Formula::template gradient<T>(a[i], y[i], parameter, n);
        out[i] = weight != T(1) ? gradient * weight : gradient;
    }
}

/// (p - y) / n.
template <class T>
__global__ void probabilityGradientEach(const T* p, const T* y, T n, T weight, T* out, std::size_t count) {
    using Logits = formulas::LossFormula<Loss::BinaryCrossEntropyWithLogits, Arithmetic>;
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const T gradient = Logits::template probabilityGradient<T>(p[i], y[i], n);
        out[i] = weight != T(1) ? gradient * weight : gradient;
    }
}

/// A sample a block; `isProbability`: softmax has been applied.
template <class T>
__global__ void crossEntropyGradientOfRow(const T* from, const std::int64_t* labels, bool isProbability, T n, T weight, T* out,
                                          std::size_t rows, std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        const T* p = from + row * columns;
        T* gradient = out + row * columns;
        if (!isProbability) {
            softmaxRow(p, gradient, columns, staged);
            p = gradient;
        }
        const auto label = static_cast<std::size_t>(labels[row]);
        for (std::size_t j = threadIdx.x; j < columns; j += blockDim.x) {
            const T each = formulas::crossEntropyGradient<T>(p[j], j == label, n);
            gradient[j] = weight != T(1) ? each * weight : each;
        }
    }
}

template <class T>
__global__ void hingeGradientOfRow(const T* a, const std::int64_t* labels, T margin, T n, T weight, T* out, std::size_t rows,
                                   std::size_t columns) {
    __shared__ T staged[kCudaBlock];
    for (std::size_t row = blockIdx.x; row < rows; row += gridDim.x) {
        T* gradient = out + row * columns;
        hingeGradientRow(a + row * columns, gradient, static_cast<std::size_t>(labels[row]), margin, n, columns, staged);
        for (std::size_t j = threadIdx.x; j < columns && weight != T(1); j += blockDim.x) {
            gradient[j] = gradient[j] * weight;
        }
    }
}

}  // namespace kernels

namespace {

template <class T>
T meanCount(const CudaCall<T>& call) {
    const bool isOfElements = lossInfo(call.attributes.loss.kind).mean == LossMean::Elements;
    return static_cast<T>(isOfElements ? call.rows * call.inputs[0].columns : call.rows);
}

Loss elementLoss(const Attributes& attributes) {
    const bool logits = attributes.fromLogits && attributes.loss.kind == Loss::BinaryCrossEntropy;
    return logits ? Loss::BinaryCrossEntropyWithLogits : attributes.loss.kind;
}

/// The terms of the samples, for a loss of rows.
template <class T>
void queueRowTerms(const CudaCall<T>& call) {
    const auto& a = call.inputs[0];
    const auto* labels = call.inputs[1].labels;
    if (call.attributes.loss.kind == Loss::CrossEntropy) {
        launchRows(call.device, kernels::crossEntropyOfRow<T>, call.rows, a.columns, a.values, labels, call.scratch);
    } else {
        launchRows(call.device, kernels::hingeOfRow<T>, call.rows, a.columns, a.values, labels,
                   static_cast<T>(call.attributes.loss.parameters[0]), call.scratch);
    }
}

}  // namespace

template <class T>
void cudaLoss(const CudaCall<T>& call) {
    const auto& a = call.inputs[0];
    T* sums = call.scratch + call.rows;
    std::size_t count = call.rows * a.columns;
    const auto each = [&]<class Formula>() {
        launchEach(call.device, kernels::sumLossBlocks<T, Formula>, count, a.values, call.inputs[1].values,
                   static_cast<T>(call.attributes.loss.parameters[0]), sums);
    };
    if (!formulas::visitLoss<kernels::Arithmetic>(elementLoss(call.attributes), each)) {
        queueRowTerms(call);
        count = call.rows;
        launchEach(call.device, kernels::sumTermBlocks<T>, count, call.scratch, sums);
    }
    launch(call.device, kernels::finishMean<T>, 1, kCudaBlock, sums, formulas::sumBlockCount(count), meanCount(call),
           call.outputs[0].values);
}

template <class T>
void cudaTotalLoss(const CudaCall<T>& call) {
    for (std::size_t i = 0; i < call.sources(); ++i) {
        launch(call.device, kernels::addLoss<T>, 1, 1, call.inputs[i].values, static_cast<T>(call.attributes.weights[i]), i == 0,
               call.outputs[0].values);
    }
}

template <class T>
void cudaLossGradient(const CudaCall<T>& call) {
    const auto& attributes = call.attributes;
    const auto& a = call.inputs[0];
    const auto& y = call.inputs[1];
    T* out = call.outputs[0].values;
    const std::size_t count = call.rows * a.columns;
    const T n = meanCount(call);
    const T parameter = static_cast<T>(attributes.loss.parameters[0]);
    const T weight = static_cast<T>(attributes.weights[0]);
    const auto each = [&]<class Formula>() {
        launchEach(call.device, kernels::lossGradientEach<T, Formula>, count, a.values, y.values, parameter, n, weight, out);
    };
    if (attributes.loss.kind == Loss::CrossEntropy) {
        launchRows(call.device, kernels::crossEntropyGradientOfRow<T>, call.rows, a.columns, a.values, y.labels, attributes.fromProbability,
                   n, weight, out);
    } else if (attributes.loss.kind == Loss::Hinge) {
        launchRows(call.device, kernels::hingeGradientOfRow<T>, call.rows, a.columns, a.values, y.labels, parameter, n, weight, out);
    } else if (attributes.fromProbability) {
        launchEach(call.device, kernels::probabilityGradientEach<T>, count, a.values, y.values, n, weight, out);
    } else {
        formulas::visitLoss<kernels::Arithmetic>(elementLoss(attributes), each);
    }
}

template void cudaLoss(const CudaCall<float>& call);
template void cudaLoss(const CudaCall<double>& call);
template void cudaTotalLoss(const CudaCall<float>& call);
template void cudaTotalLoss(const CudaCall<double>& call);
template void cudaLossGradient(const CudaCall<float>& call);
template void cudaLossGradient(const CudaCall<double>& call);

}  // namespace glassnet
