#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaUpdates.h"

namespace glassnet {

namespace kernels {

/// `mask` may be null.
template <class T>
__global__ void penalizeEach(const T* gradient, const T* weight, const T* mask, const Knobs* knobs, Penalty penalty, T* out,
                             std::size_t count) {
    const T rate = static_cast<T>(knobs->penaltyRate);
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        const bool cut = mask != nullptr && mask[i] == T(0);
        out[i] = cut ? gradient[i] : formulas::penalized<Arithmetic, T>(gradient[i], weight[i], rate, penalty);
    }
}

template <class T>
__global__ void sumSquareBlocks(const T* gradient, T* sums, std::size_t count) {
    __shared__ T staged[kCudaBlock];
    sumBlocks(
        count, [&](std::size_t i) { return gradient[i] * gradient[i]; }, sums, staged);
}

/// The sum of one gradient's squares, and its place in the sum of all, whose root is taken behind the last; one block.
template <class T>
__global__ void finishNorm(T* sums, std::size_t blocks, bool isFirst, bool isLast, T* part, T* norm) {
    __shared__ T staged[kCudaBlock];
    mergeBlocks(sums, blocks, staged);
    if (threadIdx.x == 0) {
        part[0] = sums[0];
        const T total = (isFirst ? T(0) : norm[0]) + sums[0];
        norm[0] = isLast ? std::sqrt(total) : total;
    }
}

template <class T>
__global__ void clipByNormEach(const T* gradient, const T* norm, const Knobs* knobs, T* out, std::size_t count) {
    const T coefficient = formulas::clipCoefficient<T>(norm[0], static_cast<T>(knobs->clipLimit));
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = gradient[i] * coefficient;
    }
}

template <class T>
__global__ void clipByValueEach(const T* gradient, const Knobs* knobs, T* out, std::size_t count) {
    const T limit = static_cast<T>(knobs->clipLimit);
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = formulas::clippedValue<T>(gradient[i], limit);
    }
}

/// What all elements of an update share, in float64, by one thread; then the step counts. `steps` may be null.
template <class T>
__global__ void beginUpdate(const Knobs* knobs, OptimizerKind kind, T* steps, formulas::UpdateSettings<T>* settings) {
    const T count = steps == nullptr ? T(0) : steps[0];
    settings[0] = formulas::updateSettings<T>(kind, *knobs, static_cast<double>(count));
    if (steps != nullptr && formulas::countsStep(kind, *knobs)) {
        steps[0] = count + T(1);
    }
}

/// `slots` beyond the optimizer's, and `mask`, may be null.
template <class T, class Formula>
__global__ void updateEach(T* weight, const T* gradient, T* slot0, T* slot1, T* slot2, const T* mask,
                           const formulas::UpdateSettings<T>* settings, std::size_t count) {
    const formulas::UpdateSettings<T> all = settings[0];
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        if (mask != nullptr && mask[i] == T(0)) {
            continue;  // A cut connection rests.
        }
        T kept[3] = {slot0[i], Formula::kSlots > 1 ? slot1[i] : T(0), Formula::kSlots > 2 ? slot2[i] : T(0)};
        Formula::template step<T>(weight[i], gradient[i], kept, all);
        slot0[i] = kept[0];
        if constexpr (Formula::kSlots > 1) {
            slot1[i] = kept[1];
        }
        if constexpr (Formula::kSlots > 2) {
            slot2[i] = kept[2];
        }
    }
}

}  // namespace kernels

template <class T>
void cudaPenalty(const CudaCall<T>& call) {
    launchEach(call.device, kernels::penalizeEach<T>, call.outputs[0].size(), call.inputs[0].values, call.inputs[1].values, call.mask(),
               call.knobs, call.attributes.penalty, call.outputs[0].values);
}

template <class T>
void cudaGradientNorm(const CudaCall<T>& call) {
    const std::size_t sources = call.sources();
    for (std::size_t k = 0; k < sources; ++k) {
        const auto& gradient = call.inputs[k];
        const std::size_t count = gradient.size();
        launchEach(call.device, kernels::sumSquareBlocks<T>, count, gradient.values, call.scratch);
        launch(call.device, kernels::finishNorm<T>, 1, kCudaBlock, call.scratch, formulas::sumBlockCount(count), k == 0, k + 1 == sources,
               call.outputs[k].values, call.outputs[sources].values);
    }
}

template <class T>
void cudaClipByNorm(const CudaCall<T>& call) {
    launchEach(call.device, kernels::clipByNormEach<T>, call.outputs[0].size(), call.inputs[0].values, call.inputs[1].values, call.knobs,
               call.outputs[0].values);
}

template <class T>
void cudaClipByValue(const CudaCall<T>& call) {
    launchEach(call.device, kernels::clipByValueEach<T>, call.outputs[0].size(), call.inputs[0].values, call.knobs, call.outputs[0].values);
}

template <class T>
void cudaUpdate(const CudaCall<T>& call) {
    const auto& weight = call.outputs[0];
    const auto kind = call.attributes.optimizer;
    const auto steps = [&]<class Formula>() {
        constexpr std::size_t kSlots = Formula::kSlots;
        launch(call.device, kernels::beginUpdate<T>, 1, 1, call.knobs, kind, Formula::kCounts ? call.outputs[kSlots + 1].values : nullptr,
               call.settings);
        launchEach(call.device, kernels::updateEach<T, Formula>, weight.size(), weight.values, call.inputs[0].values,
                   call.outputs[1].values, kSlots > 1 ? call.outputs[2].values : nullptr, kSlots > 2 ? call.outputs[3].values : nullptr,
                   call.mask(), call.settings);
    };
    formulas::visitOptimizer<kernels::Arithmetic>(kind, steps);
}

template void cudaPenalty(const CudaCall<float>& call);
template void cudaPenalty(const CudaCall<double>& call);
template void cudaGradientNorm(const CudaCall<float>& call);
template void cudaGradientNorm(const CudaCall<double>& call);
template void cudaClipByNorm(const CudaCall<float>& call);
template void cudaClipByNorm(const CudaCall<double>& call);
template void cudaClipByValue(const CudaCall<float>& call);
template void cudaClipByValue(const CudaCall<double>& call);
template void cudaUpdate(const CudaCall<float>& call);
template void cudaUpdate(const CudaCall<double>& call);

}  // namespace glassnet
