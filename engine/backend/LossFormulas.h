#pragma once

#include "engine/backend/ActivationFormulas.h"
#include "engine/network/Losses.h"

/// L and dL/da of one element, for each loss that works on elements (cross entropy and hinge: RowFormulas.h).
/// `term` is what the mean is taken of; `gradient` is already divided by the count n, the only place where 1/n enters.
/// Nothing is fused: each sign in a formula is one rounding, from left to right.
namespace glassnet::formulas {

/// The formulas of one loss: `term(a, y, p)` and `gradient(a, y, p, n)` for an output a, a target y and the first parameter p.
template <Loss K, class A>
struct LossFormula;

/// (a - y)^2.
template <class A>
struct LossFormula<Loss::MeanSquaredError, A> {
    template <class T>
    GLASSNET_HD static T term(T a, T y, T) noexcept {
        return (a - y) * (a - y);
    }
    template <class T>
    GLASSNET_HD static T gradient(T a, T y, T, T n) noexcept {
        return T(2) * (a - y) / n;
    }
};

/// (a - y)^2 / 2; n is the number of samples.
template <class A>
struct LossFormula<Loss::HalfSquaredError, A> {
    template <class T>
    GLASSNET_HD static T term(T a, T y, T) noexcept {
        return T(0.5) * ((a - y) * (a - y));
    }
    template <class T>
    GLASSNET_HD static T gradient(T a, T y, T, T n) noexcept {
        return (a - y) / n;
    }
};

/// |a - y|; the slope at 0 is 0.
template <class A>
struct LossFormula<Loss::L1, A> {
    template <class T>
    GLASSNET_HD static T term(T a, T y, T) noexcept {
        return magnitude(a - y);
    }
    template <class T>
    GLASSNET_HD static T gradient(T a, T y, T, T n) noexcept {
        const T d = a - y;
        return (d == T(0) ? T(0) : (d == d ? withSign(T(1), d) : d)) / n;
    }
};

/// d^2 / 2 for |d| < delta, else delta (|d| - delta / 2), with d = a - y.
template <class A>
struct LossFormula<Loss::Huber, A> {
    template <class T>
    GLASSNET_HD static T term(T a, T y, T delta) noexcept {
        const T d = magnitude(a - y);
        return d < delta ? T(0.5) * d * d : delta * (d - T(0.5) * delta);
    }
    template <class T>
    GLASSNET_HD static T gradient(T a, T y, T delta, T n) noexcept {
        const T d = a - y;
        const T upper = d > delta ? delta : d;
        return (upper < -delta ? -delta : upper) / n;
    }
};

/// -(y log a + (1 - y) log(1 - a)), the logarithms held above -100 as in nn.BCELoss.
template <class A>
struct LossFormula<Loss::BinaryCrossEntropy, A> {
    template <class T>
    GLASSNET_HD static T term(T a, T y, T) noexcept {
        const T yes = log<A, T>(a);
        const T no = log1p<A, T>(-a);
        return (y - T(1)) * (no < T(-100) ? T(-100) : no) - y * (yes < T(-100) ? T(-100) : yes);
    }
    /// (a - y) / max(a (1 - a), 1e-12), PyTorch's.
    template <class T>
    GLASSNET_HD static T gradient(T a, T y, T, T n) noexcept {
        const T variance = a * (T(1) - a);
        return (a - y) / (variance < T(1e-12) ? T(1e-12) : variance) / n;
    }
};

/// max(z, 0) - z y + log(1 + e^-|z|): binary cross entropy of sigmoid(z), stable for every z.
template <class A>
struct LossFormula<Loss::BinaryCrossEntropyWithLogits, A> {
    template <class T>
    GLASSNET_HD static T term(T z, T y, T) noexcept {
        return (z < T(0) ? T(0) : z) - z * y + log1p<A, T>(exp<A, T>(-magnitude(z)));
    }
    template <class T>
    GLASSNET_HD static T gradient(T z, T y, T, T n) noexcept {
        return probabilityGradient(sigmoid<A, T>(z), y, n);
    }
    /// The same from p = sigmoid(z): (p - y) / n.
    template <class T>
    GLASSNET_HD static T probabilityGradient(T p, T y, T n) noexcept {
        return (p - y) / n;
    }
};

/// Calls `visitor.template operator()<LossFormula<kind, A>>()` for a loss of elements and returns true; returns false, without a call,
/// for one of rows (cross entropy, hinge).
template <class A, class Visitor>
GLASSNET_HD inline bool visitLoss(Loss kind, Visitor&& visitor) {
    switch (kind) {
        case Loss::MeanSquaredError:
            visitor.template operator()<LossFormula<Loss::MeanSquaredError, A>>();
            return true;
        case Loss::L1:
            visitor.template operator()<LossFormula<Loss::L1, A>>();
            return true;
        case Loss::Huber:
            visitor.template operator()<LossFormula<Loss::Huber, A>>();
            return true;
        case Loss::BinaryCrossEntropy:
            visitor.template operator()<LossFormula<Loss::BinaryCrossEntropy, A>>();
            return true;
        case Loss::BinaryCrossEntropyWithLogits:
            visitor.template operator()<LossFormula<Loss::BinaryCrossEntropyWithLogits, A>>();
            return true;
        case Loss::HalfSquaredError:
            visitor.template operator()<LossFormula<Loss::HalfSquaredError, A>>();
            return true;
        case Loss::CrossEntropy:
        case Loss::Hinge:
        case Loss::Count_:
            return false;
    }
    return false;
}

}  // namespace glassnet::formulas
