#pragma once

#include <limits>
#include <type_traits>

#include "engine/backend/Arithmetic.h"
#include "engine/backend/ElementaryCoefficients.h"

/// exp, expm1, log, log1p, tanh and erf of our own, so that every compiler, CPU and library gives the same bits.
/// `A` is FusedArithmetic or SplitArithmetic, `T` float or double. All take any number: subnormals, infinities and NaN follow C's
/// Annex F (a NaN comes out as a NaN, its bits are not specified). Selections are written so that a compiler can vectorize them.
/// Errors, measured by ElementaryFunctionsTest, are in its tables.
namespace glassnet::formulas {

namespace detail {

/// ln 2 in two parts: the first with so few bits that its product with any exponent is exact.
template <class T>
struct Ln2;
template <>
struct Ln2<float> {
    static constexpr float kHigh = 0x1.62e4p-1F;
    static constexpr float kLow = 0x1.7f7d1cp-20F;
    static constexpr float kInverse = 0x1.715476p+0F;
};
template <>
struct Ln2<double> {
    static constexpr double kHigh = 0x1.62e42fefa3p-1;
    static constexpr double kLow = 0x1.3de6af278ece6p-42;
    static constexpr double kInverse = 0x1.71547652b82fep+0;
};

/// Where exp and expm1 have reached infinity, exp 0, expm1 -1, and tanh 1.
template <class T>
struct Limits;
template <>
struct Limits<float> {
    static constexpr float kExpHigh = 89.0F;
    static constexpr float kExpLow = -104.0F;
    static constexpr float kExpm1Low = -20.0F;
    static constexpr float kTanhOne = 10.0F;
    static constexpr float kErfOne = 4.0F;
    static constexpr float kTiny = 0x1p-26F;  // f(x) = x to the last bit for the odd functions, expm1 and log1p
};
template <>
struct Limits<double> {
    static constexpr double kExpHigh = 710.0;
    static constexpr double kExpLow = -746.0;
    static constexpr double kExpm1Low = -40.0;
    static constexpr double kTanhOne = 20.0;
    static constexpr double kErfOne = 6.0;
    static constexpr double kTiny = 0x1p-55;
};

/// x = k ln 2 + r with |r| <= ln 2 / 2 (a little more by rounding).
template <class T>
struct ExpReduction {
    typename FloatFormat<T>::SignedBits k;
    T r;
};

template <class A, class T>
GLASSNET_HD inline ExpReduction<T> reduceExp(T x) noexcept {
    const T shifted = A::template fma<T>(x, Ln2<T>::kInverse, FloatFormat<T>::kRounder);
    const T k = shifted - FloatFormat<T>::kRounder;
    return {roundedInteger(shifted), A::template fma<T>(-k, Ln2<T>::kLow, A::template fma<T>(-k, Ln2<T>::kHigh, x))};
}

}  // namespace detail

/// e^x. x = k ln 2 + r, e^x = 2^k (1 + r + r^2 q(r)).
template <class A, class T>
GLASSNET_HD inline T exp(T x) noexcept {
    using L = detail::Limits<T>;
    const T high = x > L::kExpHigh ? L::kExpHigh : x;
    const auto [k, r] = detail::reduceExp<A, T>(high < L::kExpLow ? L::kExpLow : high);
    const T p = T(1) + A::template fma<T>(r * r, fit::expTail<A>(r), r);
    // Two factors: 2^k alone may lie outside the normal numbers.
    const auto half = k >> 1;
    return p * powerOfTwo<T>(half) * powerOfTwo<T>(k - half);
}

/// e^x - 1 without cancellation near 0.
template <class A, class T>
GLASSNET_HD inline T expm1(T x) noexcept {
    using L = detail::Limits<T>;
    const T high = x > L::kExpHigh ? L::kExpHigh : x;
    const auto [k, r] = detail::reduceExp<A, T>(high < L::kExpm1Low ? L::kExpm1Low : high);
    const T tail = A::template fma<T>(r * r, fit::expTail<A>(r), r);
    // Half of the result, because 2^k itself may be too large.
    const T scale = powerOfTwo<T>(k - 1);
    const T half = A::template fma<T>(scale, tail, scale - T(0.5));
    return magnitude(x) < L::kTiny ? x : half + half;
}

namespace detail {

/// log(m 2^e (1 + c / m 2^e)) for m in [sqrt(1/2), sqrt(2)): f = m - 1, s = f / (2 + f), log(1 + f) = f - (f^2 / 2 - s (f^2 / 2 + s^2
/// R(s^2))) where s R is the series of log((1 + s) / (1 - s)) after its first term; `correction` is added to the small part of the sum.
template <class A, class T>
GLASSNET_HD inline T logNormal(T x, T exponentOffset, T correction) noexcept {
    using Format = FloatFormat<T>;
    using Bits = typename Format::Bits;
    // Bits are shifted so that the exponent changes at sqrt(1/2), not at 1.
    const Bits offset = bitsOf(T(1)) - bitsOf(T(0.70710678118654752440));
    const Bits bits = bitsOf(x) + offset;
    const Bits exponentBits = bits >> Format::kMantissaBits;
    const Bits mantissaMask = (Bits(1) << Format::kMantissaBits) - 1;
    const T f = fromBits<T>((bits & mantissaMask) + bitsOf(T(0.70710678118654752440))) - T(1);
    // An integer below 2^12 becomes a float through the low bits of kRounder: no conversion instruction is needed.
    const T e = fromBits<T>(bitsOf(Format::kRounder) + exponentBits) - (Format::kRounder + T(Format::kBias)) + exponentOffset;
    const T s = f / (T(2) + f);
    const T z = s * s;
    const T half = T(0.5) * f * f;
    const T rest = A::template fma<T>(s, A::template fma<T>(z, fit::logTail<A>(z), half), A::template fma<T>(e, Ln2<T>::kLow, correction));
    return A::template fma<T>(e, Ln2<T>::kHigh, f - (half - rest));
}

/// log(x) + correction for x >= 0, NaN below.
template <class A, class T>
GLASSNET_HD inline T logPlus(T x, T correction) noexcept {
    constexpr T kSmallest = std::numeric_limits<T>::min();
    constexpr T kLift = T(2) / std::numeric_limits<T>::epsilon();  // 2^24 or 2^53: makes a subnormal normal
    constexpr T kLiftExponent = T(FloatFormat<T>::kMantissaBits + 1);
    const bool subnormal = x < kSmallest;
    const T result = logNormal<A, T>(subnormal ? x * kLift : x, subnormal ? -kLiftExponent : T(0), correction);
    const T special = x == T(0) ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::quiet_NaN();
    const T finite = x > T(0) ? result : special;
    return x == std::numeric_limits<T>::infinity() ? x : finite;
}

}  // namespace detail

/// The natural logarithm of x: -infinity at 0, NaN below.
template <class A, class T>
GLASSNET_HD inline T log(T x) noexcept {
    return detail::logPlus<A, T>(x, T(0));
}

/// log(1 + x) without cancellation near 0: log(u) + (x - (u - 1)) / u with u = 1 + x rounded.
template <class A, class T>
GLASSNET_HD inline T log1p(T x) noexcept {
    const T u = T(1) + x;
    // What the rounding of u lost, exactly; for |x| > 1 it is x that keeps its bits in u.
    const T lost = magnitude(x) < T(1) ? x - (u - T(1)) : T(1) - (u - x);
    const T correction = (u > T(0) && u < std::numeric_limits<T>::infinity()) ? lost / u : T(0);
    return magnitude(x) < detail::Limits<T>::kTiny ? x : detail::logPlus<A, T>(u, correction);
}

/// The hyperbolic tangent: t / (t + 2) with t = e^(2 |x|) - 1.
template <class A, class T>
GLASSNET_HD inline T tanh(T x) noexcept {
    using L = detail::Limits<T>;
    const T a = magnitude(x);
    const T t = expm1<A, T>(T(2) * (a > L::kTanhOne ? L::kTanhOne : a));
    return a < L::kTiny ? x : withSign(t / (t + T(2)), x);
}

/// The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. A polynomial up to |x| = 1; beyond it
/// 1 - e^(log(erfc(|x|))), whose exponent is a polynomial.
template <class A, class T>
GLASSNET_HD inline T erf(T x) noexcept {
    using L = detail::Limits<T>;
    const T a = magnitude(x);
    const T near = A::template fma<T>(x, fit::erfTail<A>(x * x), x);
    const T clamped = a > L::kErfOne ? L::kErfOne : a;
    const T far = withSign(T(1) - exp<A, T>(-fit::logErfc<A>(clamped - T(1))), x);
    return a < T(1) ? near : (x == x ? far : x);
}

}  // namespace glassnet::formulas
