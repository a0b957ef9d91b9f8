#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "engine/backend/Arithmetic.h"
#include "engine/backend/ElementaryCoefficients.h"

/// sin and cos of our own: the same bits everywhere, correct for every finite number however large.
namespace glassnet::formulas {

namespace detail {

/// x = (quadrant + 4 n) pi / 2 + high + low, |high| <= pi / 4 (a little more by rounding).
struct QuarterTurns {
    std::uint32_t quadrant;
    double high;
    double low;
};

/// The upper half of the 128 bits of a * b.
GLASSNET_HD inline std::uint64_t upperProduct(std::uint64_t a, std::uint64_t b) noexcept {
    constexpr std::uint64_t kLow = 0xffffffffU;
    const std::uint64_t middle = (a >> 32U) * (b & kLow) + (((a & kLow) * (b & kLow)) >> 32U);
    const std::uint64_t other = (a & kLow) * (b >> 32U) + (middle & kLow);
    return (a >> 32U) * (b >> 32U) + (middle >> 32U) + (other >> 32U);
}

/// How many zeros stand before the first one of 64 bits. std::countl_zero is not for a device: nvcc makes a constant of it, without a word.
GLASSNET_HD inline std::uint32_t leadingZeros(std::uint64_t bits) noexcept {
    return bits == 0 ? 64U : static_cast<std::uint32_t>(__builtin_clzll(bits));
}

/// Word `index` of the binary digits of 2 / pi, after 64 zeros.
GLASSNET_HD inline std::uint64_t twoOverPiWord(std::uint32_t index) noexcept {
    static constexpr std::uint64_t kWords[] = {0x0000000000000000U, 0xa2f9836e4e441529U, 0xfc2757d1f534ddc0U, 0xdb6295993c439041U,
                                               0xfe5163abdebbc561U, 0xb7246e3a424dd2e0U, 0x06492eea09d1921cU, 0xfe1deb1cb129a73eU,
                                               0xe88235f52ebb4484U, 0xe99c7026b45f7e41U, 0x3991d639835339f4U, 0x9c845f8bbdf9283bU,
                                               0x1ff897ffde05980fU, 0xef2f118b5a0a6d1fU, 0x6d367ecf27cb09b7U, 0x4f463f669e5fea2dU,
                                               0x7527bac7ebe5f17bU, 0x3d0739f78a5292eaU, 0x6bfb5fb11f8d5d08U, 0x56033046fc7b6babU};
    return kWords[index];
}

/// Payne and Hanek's reduction ("Radian reduction for trigonometric functions", 1983) for any finite |x| >= 1: of the product of x with
/// 2 / pi only the 192 bits from the digit of 2 downward are computed, in whole numbers.
GLASSNET_HD inline QuarterTurns reduceLarge(double x) noexcept {
    const std::uint64_t bits = bitsOf(magnitude(x));
    const std::uint64_t mantissa = (bits & 0xfffffffffffffU) | 0x10000000000000U;
    const auto exponent = static_cast<std::uint32_t>(bits >> 52U);
    // |x| = mantissa 2^(exponent - 1075). Digit i of 2 / pi has the weight 2^-i; those that count multiples of 4 are left out, so the
    // first one needed is i = exponent - 1076, which stands at the place i - 1 + 64 of the words.
    const std::uint32_t place = exponent - 1013U;
    const std::uint32_t word = place >> 6U;
    const std::uint32_t shift = place & 63U;
    const std::uint64_t w0 = twoOverPiWord(word);
    const std::uint64_t w1 = twoOverPiWord(word + 1);
    const std::uint64_t w2 = twoOverPiWord(word + 2);
    const std::uint64_t w3 = twoOverPiWord(word + 3);
    // (w >> 1) >> (63 - shift) is w >> (64 - shift) and 0 for shift 0.
    const std::uint64_t a0 = (w0 << shift) | ((w1 >> 1U) >> (63U - shift));
    const std::uint64_t a1 = (w1 << shift) | ((w2 >> 1U) >> (63U - shift));
    const std::uint64_t a2 = (w2 << shift) | ((w3 >> 1U) >> (63U - shift));
    // The product modulo 2^192, in units of 2^-190.
    const std::uint64_t p2 = mantissa * a2;
    const std::uint64_t m1 = mantissa * a1;
    const std::uint64_t p1 = m1 + upperProduct(mantissa, a2);
    const std::uint64_t p0 = mantissa * a0 + upperProduct(mantissa, a1) + (p1 < m1 ? 1U : 0U);
    const std::uint64_t fraction = p0 << 2U | p1 >> 62U;
    const std::uint64_t fractionLow = p1 << 2U | p2 >> 62U;
    const bool above = (fraction >> 63U) != 0;
    const std::uint32_t quadrant = static_cast<std::uint32_t>(p0 >> 62U) + (above ? 1U : 0U);
    // The fraction, -1/2 to 1/2, as a sign and 128 bits.
    const std::uint64_t high = above ? ~fraction + (fractionLow == 0 ? 1U : 0U) : fraction;
    const std::uint64_t low = above ? ~fractionLow + 1U : fractionLow;
    const std::uint32_t zeros = leadingZeros(high);
    // No finite double comes nearer to a multiple of pi / 2 than about 2^-62 of a quarter turn, so `high` is never 0 but for a few x.
    const std::uint64_t top = zeros == 64U ? low : (high << zeros) | ((low >> 1U) >> (63U - zeros));
    const std::uint64_t next = zeros == 64U ? 0U : low << zeros;
    // 53 bits of `top` are one exact double, the 11 others and `next` the second.
    const double unit = powerOfTwo<double>(-64 - static_cast<std::int64_t>(zeros));
    const double f = static_cast<double>(top & ~std::uint64_t{0x7ff}) * unit;
    const double g = (static_cast<double>(top & 0x7ffU) + static_cast<double>(next >> 11U) * 0x1p-53) * unit;
    // Times pi / 2 in two parts; the products of 26-bit halves are exact, so no fma is needed.
    constexpr double kPi = 0x1.921fb54442d18p+0;
    constexpr double kPiLow = 0x1.1a62633145c07p-54;
    constexpr double kPiTop = 0x1.921fb5p+0;
    constexpr double kPiRest = kPi - kPiTop;
    const double fTop = fromBits<double>(bitsOf(f) & ~std::uint64_t{0x7ffffff});
    const double fRest = f - fTop;
    const double product = f * kPi;
    const double lost = ((fTop * kPiTop - product) + fTop * kPiRest + fRest * kPiTop) + fRest * kPiRest;
    const double rest = lost + (f * kPiLow + g * kPi);
    const bool negative = above != (x < 0);
    const double sum = product + rest;
    const double tail = rest - (sum - product);
    return {x < 0 ? 0U - quadrant : quadrant, negative ? -sum : sum, negative ? -tail : tail};
}

/// Cody and Waite's reduction for |x| < 1024: pi / 2 in three parts, the first two of 43 bits, so that their products are exact.
GLASSNET_HD inline QuarterTurns reduceSmall(double x) noexcept {
    const double shifted = x * 0x1.45f306dc9c883p-1 + FloatFormat<double>::kRounder;
    const double k = shifted - FloatFormat<double>::kRounder;
    const double first = x - k * 0x1.921fb54442cp+0;
    const double second = k * 0x1.18469898cc4p-44;
    const double high = first - second;
    const double low = ((first - high) - second) - k * 0x1.1701b839a252p-88;
    const double sum = high + low;
    return {static_cast<std::uint32_t>(bitsOf(shifted) & 3U), sum, low - (sum - high)};
}

/// The same for a float in a double, |x| < 2^19: two parts are enough, and there is no tail to keep.
GLASSNET_HD inline QuarterTurns reduceFloat(double x) noexcept {
    const double shifted = x * 0x1.45f306dc9c883p-1 + FloatFormat<double>::kRounder;
    const double k = shifted - FloatFormat<double>::kRounder;
    return {static_cast<std::uint32_t>(bitsOf(shifted) & 3U), (x - k * 0x1.921fb544p+0) - k * 0x1.0b4611a626331p-34, 0.0};
}

/// sin(x + turns pi / 2) for a finite x.
template <class A, class T>
GLASSNET_HD inline T sinTurned(T x, std::uint32_t turns) noexcept {
    QuarterTurns turned{};
    if constexpr (std::is_same_v<T, float>) {
        turned = magnitude(x) < 0x1p19F ? reduceFloat(static_cast<double>(x)) : reduceLarge(static_cast<double>(x));
    } else {
        turned = magnitude(x) < 1024.0 ? reduceSmall(x) : reduceLarge(x);
    }
    const auto r = static_cast<T>(turned.high);
    const auto low = static_cast<T>(turned.low);
    const T z = r * r;
    // sin(r + low) = r + r^3 S(r^2) + low cos r; cos(r + low) = 1 - r^2 / 2 + r^4 C(r^2) - r low, in which the loss of 1 - r^2 / 2 is kept.
    const T sine = r + A::template fma<T>(z * r, fit::sinTail<A>(z), A::template fma<T>(T(-0.5) * z, low, low));
    const T half = T(0.5) * z;
    const T cosineTop = T(1) - half;
    const T cosine = cosineTop + (((T(1) - cosineTop) - half) + A::template fma<T>(z * z, fit::cosTail<A>(z), -(r * low)));
    const std::uint32_t quadrant = turned.quadrant + turns;
    const T value = (quadrant & 1U) != 0 ? cosine : sine;
    return (quadrant & 2U) != 0 ? -value : value;
}

}  // namespace detail

/// sin x for every finite x; NaN for an infinity.
template <class A, class T>
GLASSNET_HD inline T sin(T x) noexcept {
    const bool finite = magnitude(x) <= std::numeric_limits<T>::max();
    const T value = detail::sinTurned<A, T>(finite ? x : T(0), 0U);
    const T special = magnitude(x) < T(0x1p-28) ? x : value;
    return finite ? special : x - x;
}

/// cos x for every finite x; NaN for an infinity.
template <class A, class T>
GLASSNET_HD inline T cos(T x) noexcept {
    const bool finite = magnitude(x) <= std::numeric_limits<T>::max();
    const T value = detail::sinTurned<A, T>(finite ? x : T(0), 1U);
    return finite ? value : x - x;
}

}  // namespace glassnet::formulas
