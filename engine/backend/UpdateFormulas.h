#pragma once

#include "engine/backend/Arithmetic.h"

/// The update of one weight.
namespace glassnet::formulas {

/// The settings of torch.optim.SGD in the type that is computed in. 1 - dampening is formed in float64 and rounded once, as PyTorch does.
template <class T>
struct SgdSettings {
    T learningRate{};
    T momentum{};
    T oneMinusDampening{T(1)};
    T weightDecay{};
    bool nesterov = false;
};

/// A weight and its momentum buffer after a step. Without momentum the buffer keeps its value.
template <class T>
struct SgdResult {
    T weight;
    T buffer;
};

/// One step of torch.optim.SGD for the weight w with the gradient g. On the first step (`first`) the buffer's old value is not read: it
/// becomes the gradient, without dampening. Written roundings, those of PyTorch's vector code, which fuses x + alpha y:
///   g' = fma(decay, w, g)                          only with weight decay
///   b  = fma(1 - dampening, g', momentum * b)      only with momentum; the product is rounded
///   g' = nesterov ? fma(momentum, b, g') : b       only with momentum
///   w  = fma(-rate, g', w)
template <class A, class T>
GLASSNET_HD inline SgdResult<T> sgdStep(T w, T g, T buffer, bool first, const SgdSettings<T>& settings) noexcept {
    T direction = settings.weightDecay != T(0) ? A::template fma<T>(settings.weightDecay, w, g) : g;
    if (settings.momentum != T(0)) {
        buffer = first ? direction : A::template fma<T>(settings.oneMinusDampening, direction, settings.momentum * buffer);
        direction = settings.nesterov ? A::template fma<T>(settings.momentum, buffer, direction) : buffer;
    }
    return {A::template fma<T>(-settings.learningRate, direction, w), buffer};
}

}  // namespace glassnet::formulas
