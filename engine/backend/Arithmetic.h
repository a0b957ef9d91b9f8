#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#ifdef __CUDACC__
#define GLASSNET_HD __host__ __device__
#elif defined(GLASSNET_ALWAYS_INLINE)
/// For files compiled for instructions that not every CPU has: no copy of a formula may be left for the linker to hand to other files.
#define GLASSNET_HD [[gnu::always_inline]]
#else
/// Marks a function that runs on the host and on a CUDA device; nothing for a plain C++ compiler.
#define GLASSNET_HD
#endif

namespace glassnet::formulas {

/// a * b + c with one rounding: every CPU with FMA instructions and every GPU. The normal arithmetic.
struct FusedArithmetic {
    template <class T>
    GLASSNET_HD static T fma(T a, T b, T c) noexcept {
        return std::fma(a, b, c);
    }
};

/// a * b + c with two roundings: for CPUs without FMA instructions. Its results have hashes of their own.
struct SplitArithmetic {
    template <class T>
    GLASSNET_HD static T fma(T a, T b, T c) noexcept {
        return a * b + c;
    }
};

/// The layout of an IEEE 754 number.
template <class T>
struct FloatFormat;
template <>
struct FloatFormat<float> {
    using Bits = std::uint32_t;
    using SignedBits = std::int32_t;
    static constexpr int kMantissaBits = 23;
    static constexpr int kBias = 127;
    /// 1.5 * 2^23: adding it rounds to a whole number, which then stands in the low bits.
    static constexpr float kRounder = 0x1.8p23F;
};
template <>
struct FloatFormat<double> {
    using Bits = std::uint64_t;
    using SignedBits = std::int64_t;
    static constexpr int kMantissaBits = 52;
    static constexpr int kBias = 1023;
    static constexpr double kRounder = 0x1.8p52;
};

/// The bits of x.
template <class T>
GLASSNET_HD inline typename FloatFormat<T>::Bits bitsOf(T x) noexcept {
    return std::bit_cast<typename FloatFormat<T>::Bits>(x);
}

/// The number with these bits.
template <class T>
GLASSNET_HD inline T fromBits(typename FloatFormat<T>::Bits bits) noexcept {
    return std::bit_cast<T>(bits);
}

/// |x|.
template <class T>
GLASSNET_HD inline T magnitude(T x) noexcept {
    return fromBits<T>(bitsOf(x) & ~bitsOf(T(-0.0)));
}

/// |x| with the sign of `sign`.
template <class T>
GLASSNET_HD inline T withSign(T x, T sign) noexcept {
    return fromBits<T>((bitsOf(x) & ~bitsOf(T(-0.0))) | (bitsOf(sign) & bitsOf(T(-0.0))));
}

/// The whole number in an x that kRounder was added to.
template <class T>
GLASSNET_HD inline typename FloatFormat<T>::SignedBits roundedInteger(T x) noexcept {
    using Format = FloatFormat<T>;
    return std::bit_cast<typename Format::SignedBits>(static_cast<typename Format::Bits>(bitsOf(x) - bitsOf(Format::kRounder)));
}

/// 2^k for a k whose power is a normal number; other k give garbage, never undefined behavior.
template <class T>
GLASSNET_HD inline T powerOfTwo(typename FloatFormat<T>::SignedBits k) noexcept {
    using Format = FloatFormat<T>;
    using Bits = typename Format::Bits;
    return fromBits<T>(static_cast<Bits>((std::bit_cast<Bits>(k) + static_cast<Bits>(Format::kBias)) << Format::kMantissaBits));
}

/// base^exponent for a whole exponent by repeated squaring, each product rounded: the same bits everywhere.
template <class T>
GLASSNET_HD inline T wholePower(T base, std::uint64_t exponent) noexcept {
    T power = T(1);
    for (; exponent > 0; exponent >>= 1U) {
        power = (exponent & 1U) != 0 ? power * base : power;
        base *= base;
    }
    return power;
}

/// c0 + c1 x + c2 x^2 + ... by Horner's rule, one fma a term, from the highest term down.
template <class A, class T>
GLASSNET_HD inline T polynomial(T, T c0) noexcept {
    return c0;
}
template <class A, class T, class... Rest>
GLASSNET_HD inline T polynomial(T x, T c0, Rest... rest) noexcept {
    return A::template fma<T>(x, polynomial<A, T>(x, rest...), c0);
}

}  // namespace glassnet::formulas
