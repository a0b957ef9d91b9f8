#pragma once

// Part of CpuKernelCode.h: what happens to gradients, and updates.

namespace glassnet {
namespace {

template <class T>
std::size_t sizeOf(const CpuOperand<T>& tensor) {
    return tensor.rows * tensor.columns;
}

template <class T>
const T* maskOf(const CpuCall<T>& call) {
    return call.attributes->hasMask ? call.inputs[call.inputCount - 1].values : nullptr;
}

template <class T>
void penalty(const CpuCall<T>& call) {
    const T* gradient = call.inputs[0].values;
    const T* weight = call.inputs[1].values;
    const T* mask = maskOf(call);
    T* out = call.outputs[0].values;
    const T rate = static_cast<T>(call.knobs->penaltyRate);
    const Penalty kind = call.attributes->penalty;
    for (std::size_t i = 0; i < sizeOf(call.outputs[0]); ++i) {
        const bool cut = mask != nullptr && mask[i] == T(0);
        out[i] = cut ? gradient[i] : formulas::penalized<KernelArithmetic, T>(gradient[i], weight[i], rate, kind);
    }
}

template <class T>
void gradientNorm(const CpuCall<T>& call) {
    T total = T(0);
    for (std::size_t k = 0; k < call.attributes->sources; ++k) {
        const T* gradient = call.inputs[k].values;
        const T part = formulas::blockedSum<T>(
            sizeOf(call.inputs[k]), [&](std::size_t i) __attribute__((always_inline)) { return gradient[i] * gradient[i]; });
        call.outputs[k].values[0] = part;
        total += part;
    }
    call.outputs[call.attributes->sources].values[0] = std::sqrt(total);
}

template <class T>
void clipByNorm(const CpuCall<T>& call) {
    const T* gradient = call.inputs[0].values;
    T* out = call.outputs[0].values;
    const T coefficient = formulas::clipCoefficient<T>(call.inputs[1].values[0], static_cast<T>(call.knobs->clipLimit));
    for (std::size_t i = 0; i < sizeOf(call.outputs[0]); ++i) {
        out[i] = gradient[i] * coefficient;
    }
}

template <class T>
void clipByValue(const CpuCall<T>& call) {
    const T* gradient = call.inputs[0].values;
    T* out = call.outputs[0].values;
    const T limit = static_cast<T>(call.knobs->clipLimit);
    for (std::size_t i = 0; i < sizeOf(call.outputs[0]); ++i) {
        out[i] = formulas::clippedValue<T>(gradient[i], limit);
    }
}

template <class T>
void update(const CpuCall<T>& call) {
    const auto& weight = call.outputs[0];
    const T* gradient = call.inputs[0].values;
    const T* mask = maskOf(call);
    const OptimizerKind kind = call.attributes->optimizer;
    const auto steps = [&]<class Formula>() {
        constexpr std::size_t kSlots = Formula::kSlots;
        T* const count = Formula::kCounts ? call.outputs[kSlots + 1].values : nullptr;
        const auto settings = formulas::updateSettings<T>(kind, *call.knobs, count == nullptr ? 0.0 : static_cast<double>(count[0]));
        T* slots[kSlots];
        for (std::size_t s = 0; s < kSlots; ++s) {
            slots[s] = call.outputs[s + 1].values;
        }
        for (std::size_t i = 0; i < sizeOf(weight); ++i) {
            if (mask != nullptr && mask[i] == T(0)) {
                continue;  // A cut connection rests.
            }
            T kept[kSlots];
            for (std::size_t s = 0; s < kSlots; ++s) {
                kept[s] = slots[s][i];
            }
            Formula::template step<T>(weight.values[i], gradient[i], kept, settings);
            for (std::size_t s = 0; s < kSlots; ++s) {
                slots[s][i] = kept[s];
            }
        }
        if (count != nullptr && formulas::countsStep(kind, *call.knobs)) {
            count[0] += T(1);
        }
    };
    formulas::visitOptimizer<KernelArithmetic>(kind, steps);
}

}  // namespace
}  // namespace glassnet
