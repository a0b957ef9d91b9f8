#include <cmath>
#include <limits>

#include "tests/support/cuda/ptx/OperationTable.h"

namespace glassnet::simulator::ptx {

namespace {

struct Add {
    template <class T>
    T operator()(T a, T b) const {
        return a + b;
    }
};
struct Subtract {
    template <class T>
    T operator()(T a, T b) const {
        return a - b;
    }
};
struct Multiply {
    template <class T>
    T operator()(T a, T b) const {
        return a * b;
    }
};
struct Divide {
    template <class T>
    T operator()(T a, T b) const {
        return a / b;
    }
};
struct Fma {
    template <class T>
    T operator()(T a, T b, T c) const {
        return std::fma(a, b, c);
    }
};
struct Negate {
    template <class T>
    T operator()(T a) const {
        return -a;
    }
};
struct Absolute {
    template <class T>
    T operator()(T a) const {
        return std::abs(a);
    }
};
struct Root {
    template <class T>
    T operator()(T a) const {
        return std::sqrt(a);
    }
};
struct Reciprocal {
    template <class T>
    T operator()(T a) const {
        return T(1) / a;
    }
};
/// The sign of the first, the rest of the second.
struct CopySign {
    template <class T>
    T operator()(T a, T b) const {
        return std::copysign(b, a);
    }
};
/// Of a number and a NaN the number; -0 is less than 0.
template <bool Larger>
struct Extreme {
    template <class T>
    T operator()(T a, T b) const {
        if (std::isnan(a) || std::isnan(b)) {
            return std::isnan(a) ? b : a;
        }
        if (a == b) {
            return std::signbit(a) == Larger ? b : a;
        }
        return (a < b) == Larger ? b : a;
    }
};
/// A NaN if one of them is.
template <bool Larger>
struct ExtremeOrNaN {
    template <class T>
    T operator()(T a, T b) const {
        return std::isnan(a) || std::isnan(b) ? std::numeric_limits<T>::quiet_NaN() : Extreme<Larger>{}(a, b);
    }
};

}  // namespace

// Rounded to nearest, subnormals kept: "rn" without "ftz". What stands without a rounding is the same.
void addFloatOperations(OperationTable& table) {
    for (const char* rounding : {"", "rn."}) {
        addBinary<Add>(table, std::string("add.") + rounding, kF32, kF64);
        addBinary<Subtract>(table, std::string("sub.") + rounding, kF32, kF64);
        addBinary<Multiply>(table, std::string("mul.") + rounding, kF32, kF64);
    }
    addBinary<Divide>(table, "div.rn.", kF32, kF64);
    addTernary<Fma>(table, "fma.rn.", kF32, kF64);
    addUnary<Negate>(table, "neg.", kF32, kF64);
    addUnary<Absolute>(table, "abs.", kF32, kF64);
    addUnary<Root>(table, "sqrt.rn.", kF32, kF64);
    addUnary<Reciprocal>(table, "rcp.rn.", kF32, kF64);
    addBinary<CopySign>(table, "copysign.", kF32, kF64);
    addBinary<Extreme<false>>(table, "min.", kF32, kF64);
    addBinary<Extreme<true>>(table, "max.", kF32, kF64);
    addBinary<ExtremeOrNaN<false>>(table, "min.NaN.", kF32);
    addBinary<ExtremeOrNaN<true>>(table, "max.NaN.", kF32);
}

}  // namespace glassnet::simulator::ptx
