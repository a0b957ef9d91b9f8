#pragma once

#include "engine/backend/ElementaryFunctions.h"
#include "engine/backend/TrigonometricFunctions.h"
#include "engine/network/Activations.h"

/// a = f(z) and f'(z) of one element, for each activation that works on elements (softmax: RowFormulas.h). The gradient is one product
/// more: dz = da f'(z), rounded once. A NaN stays a NaN in every f, so that the place where it was born can be found.
namespace glassnet::formulas {

/// The parameters of an activation in the type that is computed in; unused ones are 0.
template <class T>
struct ActivationParameters {
    T first{};
    T second{};
};

/// The formulas of one activation: `value(z, p)` and `derivative(z, a, p)` with a = value(z, p). One specialization for each kind.
template <Activation K, class A>
struct ActivationFormula;

template <class A>
struct ActivationFormula<Activation::Identity, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return z;
    }
    template <class T>
    GLASSNET_HD static T derivative(T, T, ActivationParameters<T>) noexcept {
        return T(1);
    }
};

/// 1 / (1 + e^-z).
template <class A, class T>
GLASSNET_HD inline T sigmoid(T z) noexcept {
    return T(1) / (T(1) + exp<A, T>(-z));
}

template <class A>
struct ActivationFormula<Activation::Sigmoid, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return sigmoid<A, T>(z);
    }
    template <class T>
    GLASSNET_HD static T derivative(T, T a, ActivationParameters<T>) noexcept {
        return a * (T(1) - a);
    }
};

template <class A>
struct ActivationFormula<Activation::Tanh, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return tanh<A, T>(z);
    }
    /// 1 - a^2, fused.
    template <class T>
    GLASSNET_HD static T derivative(T, T a, ActivationParameters<T>) noexcept {
        return A::template fma<T>(-a, a, T(1));
    }
};

/// The slope at 0 is 0, as PyTorch's.
template <class A>
struct ActivationFormula<Activation::Relu, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return z <= T(0) ? T(0) : z;
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T>) noexcept {
        return z > T(0) ? T(1) : T(0);
    }
};

/// First parameter: the slope left of 0, which holds at 0 too.
template <class A>
struct ActivationFormula<Activation::LeakyRelu, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T> p) noexcept {
        return z > T(0) ? z : p.first * z;
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T> p) noexcept {
        return z > T(0) ? T(1) : p.first;
    }
};

/// First parameter: alpha. alpha (e^z - 1) left of 0.
template <class A>
struct ActivationFormula<Activation::Elu, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T> p) noexcept {
        return z > T(0) ? z : p.first * expm1<A, T>(z);
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T> p) noexcept {
        return z > T(0) ? T(1) : p.first * exp<A, T>(z);
    }
};

/// Klambauer et al., "Self-Normalizing Neural Networks" (2017), with their two constants.
template <class A>
struct ActivationFormula<Activation::Selu, A> {
    template <class T>
    static constexpr T kScale = T(1.0507009873554804934193349852946);
    template <class T>
    static constexpr T kScaledAlpha = T(1.0507009873554804934193349852946 * 1.6732632423543772848170429916717);

    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return z > T(0) ? kScale<T> * z : kScaledAlpha<T> * expm1<A, T>(z);
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T>) noexcept {
        return z > T(0) ? kScale<T> : kScaledAlpha<T> * exp<A, T>(z);
    }
};

/// z times the normal distribution function (the exact form): z (1 + erf(z / sqrt 2)) / 2.
template <class A>
struct ActivationFormula<Activation::Gelu, A> {
    template <class T>
    GLASSNET_HD static T cumulative(T z) noexcept {
        return T(0.5) * (T(1) + erf<A, T>(z * T(0.70710678118654752440)));
    }
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return z * cumulative(z);
    }
    /// The distribution function plus z times the density e^(-z^2 / 2) / sqrt(2 pi), the sum fused.
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T>) noexcept {
        const T density = T(0.39894228040143267794) * exp<A, T>(T(-0.5) * z * z);
        return A::template fma<T>(z, density, cumulative(z));
    }
};

/// z sigmoid(z).
template <class A>
struct ActivationFormula<Activation::Silu, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return z * sigmoid<A, T>(z);
    }
    /// s (1 + z (1 - s)) with s = sigmoid(z), the sum fused.
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T>) noexcept {
        const T s = sigmoid<A, T>(z);
        return s * A::template fma<T>(z, T(1) - s, T(1));
    }
};

/// Parameters: beta and threshold. log(1 + e^(beta z)) / beta; z itself where beta z > threshold, as PyTorch has it.
template <class A>
struct ActivationFormula<Activation::Softplus, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T> p) noexcept {
        const T scaled = p.first * z;
        return scaled > p.second ? z : log1p<A, T>(exp<A, T>(scaled)) / p.first;
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T> p) noexcept {
        const T scaled = p.first * z;
        return scaled > p.second ? T(1) : sigmoid<A, T>(scaled);
    }
};

template <class A>
struct ActivationFormula<Activation::Sine, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        return sin<A, T>(z);
    }
    template <class T>
    GLASSNET_HD static T derivative(T z, T, ActivationParameters<T>) noexcept {
        return cos<A, T>(z);
    }
};

/// 1 right of 0, 0 left of it and at it (torch.heaviside with 0 for its second argument). The gradient is 0 everywhere.
template <class A>
struct ActivationFormula<Activation::Step, A> {
    template <class T>
    GLASSNET_HD static T value(T z, ActivationParameters<T>) noexcept {
        const T right = z > T(0) ? T(1) : z;
        return z <= T(0) ? T(0) : right;
    }
    template <class T>
    GLASSNET_HD static T derivative(T, T, ActivationParameters<T>) noexcept {
        return T(0);
    }
};

/// Calls `visitor.template operator()<ActivationFormula<kind, A>>()` for an activation of elements and returns true; returns false,
/// without a call, for one of rows. The one place that turns a kind into code: the choice is made once, outside the loop over elements.
template <class A, class Visitor>
GLASSNET_HD inline bool visitActivation(Activation kind, Visitor&& visitor) {
    switch (kind) {
        case Activation::Identity:
            visitor.template operator()<ActivationFormula<Activation::Identity, A>>();
            return true;
        case Activation::Sigmoid:
            visitor.template operator()<ActivationFormula<Activation::Sigmoid, A>>();
            return true;
        case Activation::Tanh:
            visitor.template operator()<ActivationFormula<Activation::Tanh, A>>();
            return true;
        case Activation::Relu:
            visitor.template operator()<ActivationFormula<Activation::Relu, A>>();
            return true;
        case Activation::LeakyRelu:
            visitor.template operator()<ActivationFormula<Activation::LeakyRelu, A>>();
            return true;
        case Activation::Elu:
            visitor.template operator()<ActivationFormula<Activation::Elu, A>>();
            return true;
        case Activation::Selu:
            visitor.template operator()<ActivationFormula<Activation::Selu, A>>();
            return true;
        case Activation::Gelu:
            visitor.template operator()<ActivationFormula<Activation::Gelu, A>>();
            return true;
        case Activation::Silu:
            visitor.template operator()<ActivationFormula<Activation::Silu, A>>();
            return true;
        case Activation::Softplus:
            visitor.template operator()<ActivationFormula<Activation::Softplus, A>>();
            return true;
        case Activation::Sine:
            visitor.template operator()<ActivationFormula<Activation::Sine, A>>();
            return true;
        case Activation::Step:
            visitor.template operator()<ActivationFormula<Activation::Step, A>>();
            return true;
        case Activation::Softmax:
            return false;
    }
    return false;
}

}  // namespace glassnet::formulas
