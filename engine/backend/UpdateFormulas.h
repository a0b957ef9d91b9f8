#pragma once

#include <cmath>
#include <cstddef>

#include "engine/backend/Arithmetic.h"
#include "engine/backend/Knobs.h"
#include "engine/program/OptimizerKind.h"

/// The update of one weight, and what happens to its gradient before. Written roundings are those of PyTorch 1.13's vector code: x + alpha
/// y and x + (alpha y) z are fused, a product or a quotient that stands alone is rounded.
namespace glassnet::formulas {

/// What an update's elements share, in the type computed in. Everything is formed in float64 and rounded once, as PyTorch does.
template <class T>
struct UpdateSettings {
    /// What the step is multiplied with: the learning rate, which Adagrad lowers with its steps and Adam raises in the first ones.
    T rate{};
    T momentum{};
    T oneMinusDampening{T(1)};
    T weightDecay{};
    /// AdamW: what is left of a weight by its decay.
    T shrink{T(1)};
    /// How much of the mean of squares stays, and 1 minus it; the same of the mean of gradients.
    T keepSquares{};
    T takeSquares{};
    T keepMean{};
    T takeMean{};
    /// Adam: the root of 1 - beta2^t.
    T correction{T(1)};
    T epsilon{};
    bool nesterov = false;
    bool centered = false;
    /// SGD: no step with momentum has been before.
    bool first = false;
};

/// The settings of a step; `steps` is how many the optimizer has counted before it.
template <class T>
GLASSNET_HD inline UpdateSettings<T> updateSettings(OptimizerKind kind, const Knobs& knobs, double steps) noexcept {
    UpdateSettings<T> settings;
    double rate = knobs.learningRate;
    double keepMean = knobs.beta1;
    double keepSquares = knobs.beta2;
    if (kind == OptimizerKind::RmsProp) {
        keepMean = knobs.alpha;
        keepSquares = knobs.alpha;
    } else if (kind == OptimizerKind::Adagrad) {
        rate = rate / (1.0 + steps * knobs.rateDecay);
    } else if (kind == OptimizerKind::Adam || kind == OptimizerKind::AdamW) {
        const auto t = static_cast<std::uint64_t>(steps) + 1;
        rate = rate / (1.0 - wholePower(knobs.beta1, t));
        settings.correction = static_cast<T>(std::sqrt(1.0 - wholePower(knobs.beta2, t)));
    }
    settings.rate = static_cast<T>(rate);
    settings.momentum = static_cast<T>(knobs.momentum);
    settings.oneMinusDampening = static_cast<T>(1.0 - knobs.dampening);
    settings.weightDecay = static_cast<T>(knobs.weightDecay);
    settings.shrink = static_cast<T>(1.0 - knobs.learningRate * knobs.weightDecay);
    settings.keepSquares = static_cast<T>(keepSquares);
    settings.takeSquares = static_cast<T>(1.0 - keepSquares);
    settings.keepMean = static_cast<T>(keepMean);
    settings.takeMean = static_cast<T>(1.0 - keepMean);
    settings.epsilon = static_cast<T>(knobs.epsilon);
    settings.nesterov = knobs.nesterov;
    settings.centered = knobs.centered;
    settings.first = steps == 0.0;
    return settings;
}

/// g' = fma(decay, w, g), only with weight decay: the start of every optimizer but AdamW.
template <class A, class T>
GLASSNET_HD inline T decayed(T w, T g, const UpdateSettings<T>& s) noexcept {
    return s.weightDecay != T(0) ? A::template fma<T>(s.weightDecay, w, g) : g;
}

/// How much of a mean stays and what joins it: fma(take, g, keep m), the product with m rounded.
template <class A, class T>
GLASSNET_HD inline T movedMean(T mean, T g, T keep, T take) noexcept {
    return A::template fma<T>(take, g, keep * mean);
}

/// The same of squares: fma(take g, g, keep v), both other products rounded.
template <class A, class T>
GLASSNET_HD inline T movedSquares(T mean, T g, T keep, T take) noexcept {
    return A::template fma<T>(take * g, g, keep * mean);
}

/// One step of an optimizer: `step(w, g, kept, settings)` changes the weight and the kSlots numbers it keeps for it. kCounts: it counts
/// its steps.
template <OptimizerKind K, class A>
struct UpdateFormula;

/// torch.optim.SGD. On the first step the buffer's old value is not read: it becomes the gradient, without dampening.
///   b  = fma(1 - dampening, g', momentum b)        only with momentum; the product is rounded
///   g' = nesterov ? fma(momentum, b, g') : b       only with momentum
///   w  = fma(-rate, g', w)
template <class A>
struct UpdateFormula<OptimizerKind::Sgd, A> {
    static constexpr std::size_t kSlots = 1;
    static constexpr bool kCounts = true;
    template <class T>
    GLASSNET_HD static void step(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
        T direction = decayed<A>(w, g, s);
        if (s.momentum != T(0)) {
            kept[0] = s.first ? direction : A::template fma<T>(s.oneMinusDampening, direction, s.momentum * kept[0]);
            direction = s.nesterov ? A::template fma<T>(s.momentum, kept[0], direction) : kept[0];
        }
        w = A::template fma<T>(-s.rate, direction, w);
    }
};

/// torch.optim.RMSprop, with v the mean of squares, a the mean of gradients and b the momentum:
///   v = fma((1 - alpha) g', g', alpha v)
///   a = fma(1 - alpha, g', alpha a)                only centered
///   d = sqrt(v) + epsilon, centered sqrt(fma(-a, a, v)) + epsilon
///   w = w + (-rate g') / d, or with momentum b = momentum b + g' / d and w = fma(-rate, b, w)
template <class A>
struct UpdateFormula<OptimizerKind::RmsProp, A> {
    static constexpr std::size_t kSlots = 3;
    static constexpr bool kCounts = false;
    template <class T>
    GLASSNET_HD static void step(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
        g = decayed<A>(w, g, s);
        kept[0] = movedSquares<A>(kept[0], g, s.keepSquares, s.takeSquares);
        T squares = kept[0];
        if (s.centered) {
            kept[1] = movedMean<A>(kept[1], g, s.keepMean, s.takeMean);
            squares = A::template fma<T>(-kept[1], kept[1], kept[0]);
        }
        const T divisor = std::sqrt(squares) + s.epsilon;
        if (s.momentum > T(0)) {
            kept[2] = s.momentum * kept[2] + g / divisor;
            w = A::template fma<T>(-s.rate, kept[2], w);
        } else {
            w = w + -s.rate * g / divisor;
        }
    }
};

/// torch.optim.Adagrad: v = fma(g', g', v), w = w + (-rate g') / (sqrt(v) + epsilon) with rate / (1 + (t - 1) decay).
template <class A>
struct UpdateFormula<OptimizerKind::Adagrad, A> {
    static constexpr std::size_t kSlots = 1;
    static constexpr bool kCounts = true;
    template <class T>
    GLASSNET_HD static void step(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
        g = decayed<A>(w, g, s);
        kept[0] = A::template fma<T>(g, g, kept[0]);
        w = w + -s.rate * g / (std::sqrt(kept[0]) + s.epsilon);
    }
};

/// What torch.optim.Adam and AdamW have in common, with m the mean of gradients and v that of squares:
///   m = fma(1 - beta1, g', beta1 m), v = fma((1 - beta2) g', g', beta2 v)
///   w = w + (-rate m) / (sqrt(v) / sqrt(1 - beta2^t) + epsilon) with rate / (1 - beta1^t)
template <class A, class T>
GLASSNET_HD inline void adamStep(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
    kept[0] = movedMean<A>(kept[0], g, s.keepMean, s.takeMean);
    kept[1] = movedSquares<A>(kept[1], g, s.keepSquares, s.takeSquares);
    w = w + -s.rate * kept[0] / (std::sqrt(kept[1]) / s.correction + s.epsilon);
}

template <class A>
struct UpdateFormula<OptimizerKind::Adam, A> {
    static constexpr std::size_t kSlots = 2;
    static constexpr bool kCounts = true;
    template <class T>
    GLASSNET_HD static void step(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
        adamStep<A>(w, decayed<A>(w, g, s), kept, s);
    }
};

/// AdamW: the weight shrinks to (1 - rate decay) w first, and the gradient stays as it is.
template <class A>
struct UpdateFormula<OptimizerKind::AdamW, A> {
    static constexpr std::size_t kSlots = 2;
    static constexpr bool kCounts = true;
    template <class T>
    GLASSNET_HD static void step(T& w, T g, T* kept, const UpdateSettings<T>& s) noexcept {
        w = s.shrink * w;
        adamStep<A>(w, g, kept, s);
    }
};

/// Calls `visitor.template operator()<UpdateFormula<kind, A>>()`.
template <class A, class Visitor>
GLASSNET_HD inline void visitOptimizer(OptimizerKind kind, Visitor&& visitor) {
    switch (kind) {
        case OptimizerKind::Sgd:
            return visitor.template operator()<UpdateFormula<OptimizerKind::Sgd, A>>();
        case OptimizerKind::RmsProp:
            return visitor.template operator()<UpdateFormula<OptimizerKind::RmsProp, A>>();
        case OptimizerKind::Adagrad:
            return visitor.template operator()<UpdateFormula<OptimizerKind::Adagrad, A>>();
        case OptimizerKind::Adam:
            return visitor.template operator()<UpdateFormula<OptimizerKind::Adam, A>>();
        case OptimizerKind::AdamW:
            return visitor.template operator()<UpdateFormula<OptimizerKind::AdamW, A>>();
    }
}

/// Whether the optimizer counts this step: SGD counts those with momentum alone, since its buffer starts with the first of them.
GLASSNET_HD inline bool countsStep(OptimizerKind kind, const Knobs& knobs) noexcept {
    return kind != OptimizerKind::Sgd || knobs.momentum != 0.0;
}

/// What a penalty pulls a weight by, before the rate: the weight (L2), or its sign, +1 at 0 (L1).
template <class T>
GLASSNET_HD inline T penaltySlope(T w, Penalty penalty) noexcept {
    return penalty == Penalty::L2 ? w : (w < T(0) ? T(-1) : T(1));
}

/// g' = fma(rate, dR, g).
template <class A, class T>
GLASSNET_HD inline T penalized(T g, T w, T rate, Penalty penalty) noexcept {
    return A::template fma<T>(rate, penaltySlope(w, penalty), g);
}

/// min(1, limit / (norm + 1e-6)), torch.nn.utils.clip_grad_norm_'s; NaN for a norm that is none.
template <class T>
GLASSNET_HD inline T clipCoefficient(T norm, T limit) noexcept {
    const T coefficient = limit / (norm + T(1e-6));
    return coefficient > T(1) ? T(1) : coefficient;
}

/// g held between -limit and limit, NaN stays: torch.nn.utils.clip_grad_value_.
template <class T>
GLASSNET_HD inline T clippedValue(T g, T limit) noexcept {
    const T upper = g > limit ? limit : g;
    return upper < -limit ? -limit : upper;
}

}  // namespace glassnet::formulas
