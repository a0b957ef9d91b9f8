#include <cmath>
#include <limits>

#include "tests/support/cuda/ptx/OperationTable.h"

namespace glassnet::simulator::ptx {

namespace {

constexpr NamedType<std::uint8_t> kU8{"u8"};
constexpr NamedType<std::int8_t> kS8{"s8"};

/// Between whole numbers: cut off or extended by the source's sign. From a whole number to a float, and between floats: to nearest.
template <class To>
struct Convert {
    template <class From>
    To operator()(From a) const {
        return static_cast<To>(a);
    }
};

enum class Rounding { Nearest, Zero, Down, Up };

template <Rounding R, class T>
T rounded(T a) {
    if constexpr (R == Rounding::Nearest) {
        return std::nearbyint(a);
    } else if constexpr (R == Rounding::Zero) {
        return std::trunc(a);
    } else if constexpr (R == Rounding::Down) {
        return std::floor(a);
    } else {
        return std::ceil(a);
    }
}

template <Rounding R>
struct Round {
    template <class T>
    T operator()(T a) const {
        return rounded<R>(a);
    }
};

/// To a whole number: what does not fit becomes the nearest that does, a NaN 0.
template <class To, Rounding R>
struct RoundToInteger {
    template <class From>
    To operator()(From a) const {
        const From whole = rounded<R>(a);
        // Both bounds are exact: powers of 2, or 0.
        const From low = static_cast<From>(std::numeric_limits<To>::min());
        const From high = std::ldexp(From(1), std::numeric_limits<To>::digits);
        if (std::isnan(a)) {
            return 0;
        }
        if (whole < low) {
            return std::numeric_limits<To>::min();
        }
        return whole >= high ? std::numeric_limits<To>::max() : static_cast<To>(whole);
    }
};

template <class To, class... From>
void addIntegers(OperationTable& table, const NamedType<To>& to, const NamedType<From>&... from) {
    (addUnary<Convert<To>>(table, "cvt." + std::string(to.name) + ".", from), ...);
}

template <class To, class... From>
void addToFloat(OperationTable& table, const NamedType<To>& to, const NamedType<From>&... from) {
    (addUnary<Convert<To>>(table, "cvt.rn." + std::string(to.name) + ".", from), ...);
}

template <Rounding R, class... To>
void addToIntegers(OperationTable& table, const std::string& mode, const NamedType<To>&... to) {
    (addUnary<RoundToInteger<To, R>>(table, "cvt." + mode + "." + std::string(to.name) + ".", kF32, kF64), ...);
    addUnary<Round<R>>(table, "cvt." + mode + ".f32.", kF32);
    addUnary<Round<R>>(table, "cvt." + mode + ".f64.", kF64);
}

}  // namespace

void addConversions(OperationTable& table) {
    const auto addFromAll = [&table]<class... To>(const NamedType<To>&... to) {
        (addIntegers(table, to, kU8, kS8, kU16, kS16, kU32, kS32, kU64, kS64), ...);
    };
    addFromAll(kU8, kS8, kU16, kS16, kU32, kS32, kU64, kS64);
    addToFloat(table, kF32, kU8, kS8, kU16, kS16, kU32, kS32, kU64, kS64, kF64);
    addToFloat(table, kF64, kU8, kS8, kU16, kS16, kU32, kS32, kU64, kS64);
    addUnary<Convert<double>>(table, "cvt.f64.", kF32);
    addToIntegers<Rounding::Nearest>(table, "rni", kU16, kS16, kU32, kS32, kU64, kS64);
    addToIntegers<Rounding::Zero>(table, "rzi", kU16, kS16, kU32, kS32, kU64, kS64);
    addToIntegers<Rounding::Down>(table, "rmi", kU16, kS16, kU32, kS32, kU64, kS64);
    addToIntegers<Rounding::Up>(table, "rpi", kU16, kS16, kU32, kS32, kU64, kS64);
}

}  // namespace glassnet::simulator::ptx
