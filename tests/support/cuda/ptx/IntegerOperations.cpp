#include <algorithm>
#include <bit>
#include <limits>

#include "tests/support/cuda/ptx/OperationTable.h"

namespace glassnet::simulator::ptx {

namespace {

/// Sums and products wrap around: they are formed without a sign, in at least 32 bits.
template <class T>
using Wrapping = std::conditional_t<sizeof(T) < 4, std::uint32_t, std::make_unsigned_t<T>>;

template <class T>
constexpr unsigned kBits = std::numeric_limits<std::make_unsigned_t<T>>::digits;

struct Copy {
    template <class T>
    T operator()(T a) const {
        return a;
    }
};

struct Add {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
    }
};
struct Subtract {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(static_cast<Wrapping<T>>(a) - static_cast<Wrapping<T>>(b));
    }
};
struct MultiplyLow {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
    }
};
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Unsigned128;
template <class T>
using Wide = std::conditional_t<std::is_signed_v<T>, Int128, Unsigned128>;
struct MultiplyHigh {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>((static_cast<Wide<T>>(a) * static_cast<Wide<T>>(b)) >> kBits<T>);
    }
};
/// The product with twice as many bits.
struct MultiplyWide {
    template <class T>
    auto operator()(T a, T b) const {
        using Result = std::conditional_t<sizeof(T) == 2, std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>,
                                          std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>;
        return static_cast<Result>(static_cast<Wide<T>>(a) * static_cast<Wide<T>>(b));
    }
};
struct MultiplyAddLow {
    template <class T>
    T operator()(T a, T b, T c) const {
        return Add{}(MultiplyLow{}(a, b), c);
    }
};
struct MultiplyAddWide {
    template <class T, class U>
    U operator()(T a, T b, U c) const {
        return Add{}(static_cast<U>(MultiplyWide{}(a, b)), c);
    }
};
/// By 0, and the smallest by -1, as the hardware: all bits set, and wrapped around.
struct Divide {
    template <class T>
    T operator()(T a, T b) const {
        if (b == 0) {
            return static_cast<T>(~T{0});
        }
        return std::is_signed_v<T> && b == static_cast<T>(-1) ? Subtract{}(T{0}, a) : static_cast<T>(a / b);
    }
};
struct Remainder {
    template <class T>
    T operator()(T a, T b) const {
        if (b == 0) {
            return a;
        }
        return std::is_signed_v<T> && b == static_cast<T>(-1) ? T{0} : static_cast<T>(a % b);
    }
};
struct Negate {
    template <class T>
    T operator()(T a) const {
        return Subtract{}(T{0}, a);
    }
};
struct Absolute {
    template <class T>
    T operator()(T a) const {
        return a < 0 ? Subtract{}(T{0}, a) : a;
    }
};
struct Minimum {
    template <class T>
    T operator()(T a, T b) const {
        return std::min(a, b);
    }
};
struct Maximum {
    template <class T>
    T operator()(T a, T b) const {
        return std::max(a, b);
    }
};

struct And {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a & b);
    }
};
struct Or {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a | b);
    }
};
struct Xor {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a ^ b);
    }
};
struct Not {
    template <class T>
    T operator()(T a) const {
        if constexpr (std::is_same_v<T, bool>) {
            return !a;
        } else {
            return static_cast<T>(~a);
        }
    }
};
/// By more bits than there are: nothing is left, or the sign alone.
struct ShiftLeft {
    template <class T>
    T operator()(T a, std::uint32_t by) const {
        return by >= kBits<T> ? T{0} : static_cast<T>(static_cast<Wrapping<T>>(a) << by);
    }
};
struct ShiftRight {
    template <class T>
    T operator()(T a, std::uint32_t by) const {
        if (by >= kBits<T>) {
            return a < 0 ? static_cast<T>(-1) : T{0};
        }
        return static_cast<T>(a >> by);
    }
};
struct CountOnes {
    template <class T>
    std::uint32_t operator()(T a) const {
        return static_cast<std::uint32_t>(std::popcount(a));
    }
};
struct CountLeadingZeros {
    template <class T>
    std::uint32_t operator()(T a) const {
        return static_cast<std::uint32_t>(std::countl_zero(a));
    }
};
struct Reverse {
    template <class T>
    T operator()(T a) const {
        T result = 0;
        for (unsigned i = 0; i < kBits<T>; ++i) {
            result = static_cast<T>((result << 1U) | ((a >> i) & 1U));
        }
        return result;
    }
};
/// Two words as one, high first, shifted by 0 to 31; the upper or the lower word of it.
struct FunnelLeft {
    std::uint32_t operator()(std::uint32_t low, std::uint32_t high, std::uint32_t by) const {
        return static_cast<std::uint32_t>(((std::uint64_t{high} << 32U | low) << (by & 31U)) >> 32U);
    }
};
struct FunnelRight {
    std::uint32_t operator()(std::uint32_t low, std::uint32_t high, std::uint32_t by) const {
        return static_cast<std::uint32_t>((std::uint64_t{high} << 32U | low) >> (by & 31U));
    }
};

struct Choose {
    template <class T>
    T operator()(T a, T b, bool condition) const {
        return condition ? a : b;
    }
};

/// The `length` bits from `start`, extended by the last of them if T has a sign. Beyond the last bit there are zeros, or signs.
struct ExtractBits {
    template <class T>
    T operator()(T a, std::uint32_t start, std::uint32_t length) const {
        start &= 0xFFU;
        length &= 0xFFU;
        if (length == 0) {
            return T{0};
        }
        const T from = ShiftRight{}(a, start);
        const unsigned unused = length >= kBits<T> - std::min(start, kBits<T>) ? std::min(start, kBits<T>) : kBits<T> - length;
        return unused >= kBits<T> ? from : ShiftRight{}(static_cast<T>(ShiftLeft{}(from, unused)), unused);
    }
};

template <class T>
void extractBits(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    const std::uint64_t* start = warp.slot(instruction.sources[1]);
    const std::uint64_t* length = warp.slot(instruction.sources[2]);
    forLanes(lanes, [&](unsigned lane) {
        target[lane] = bitsOf(ExtractBits{}(as<T>(a[lane]), as<std::uint32_t>(start[lane]), as<std::uint32_t>(length[lane])));
    });
}

/// The low bits of the first source put into the second, `length` of them from `start` on.
template <class T>
void insertBits(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    const std::uint64_t* b = warp.slot(instruction.sources[1]);
    const std::uint64_t* start = warp.slot(instruction.sources[2]);
    const std::uint64_t* length = warp.slot(instruction.sources[3]);
    forLanes(lanes, [&](unsigned lane) {
        const auto from = static_cast<std::uint32_t>(start[lane] & 0xFFU);
        const auto count = static_cast<std::uint32_t>(length[lane] & 0xFFU);
        const T mask = ShiftLeft{}(count >= kBits<T> ? static_cast<T>(~T{0}) : static_cast<T>(ShiftLeft{}(T{1}, count) - 1), from);
        target[lane] = bitsOf(static_cast<T>((as<T>(b[lane]) & ~mask) | (ShiftLeft{}(as<T>(a[lane]), from) & mask)));
    });
}

/// Four of the eight bytes of two words, the first word's the lower; a selector's bit 8 takes the byte's sign eight times.
struct Permute {
    std::uint32_t operator()(std::uint32_t a, std::uint32_t b, std::uint32_t selectors) const {
        const std::uint64_t bytes = std::uint64_t{b} << 32U | a;
        std::uint32_t result = 0;
        for (unsigned i = 0; i < 4; ++i) {
            const std::uint32_t selector = selectors >> (4 * i) & 0xFU;
            auto byte = static_cast<std::uint32_t>(bytes >> (8 * (selector & 7U)) & 0xFFU);
            if ((selector & 8U) != 0) {
                byte = (byte & 0x80U) != 0 ? 0xFF : 0;
            }
            result |= byte << (8 * i);
        }
        return result;
    }
};

/// Any function of three bits: bit (a << 2 | b << 1 | c) of the last source is its result.
void lookUp3(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    const std::uint64_t* b = warp.slot(instruction.sources[1]);
    const std::uint64_t* c = warp.slot(instruction.sources[2]);
    const std::uint64_t table = warp.slot(instruction.sources[3])[0];
    forLanes(lanes, [&](unsigned lane) {
        std::uint32_t result = 0;
        for (unsigned i = 0; i < 8; ++i) {
            if ((table >> i & 1U) != 0) {
                const auto word = [i](std::uint64_t bits, unsigned position) {
                    return (i >> position & 1U) != 0 ? static_cast<std::uint32_t>(bits) : ~static_cast<std::uint32_t>(bits);
                };
                result |= word(a[lane], 2) & word(b[lane], 1) & word(c[lane], 0);
            }
        }
        target[lane] = result;
    });
}

/// Several registers as one number, the first in the low bits.
template <unsigned PartBits>
void together(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    forLanes(lanes, [&](unsigned lane) {
        std::uint64_t result = 0;
        for (std::size_t i = 0; i < instruction.sources.size(); ++i) {
            const std::uint64_t part = warp.slot(instruction.sources[i])[lane] & ((std::uint64_t{1} << PartBits) - 1);
            result |= part << (PartBits * i);
        }
        target[lane] = result;
    });
}

template <unsigned PartBits>
void apart(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    const std::uint64_t* source = warp.slot(instruction.sources[0]);
    forLanes(lanes, [&](unsigned lane) {
        const std::uint64_t whole = source[lane];
        for (std::size_t i = 0; i < instruction.targets.size(); ++i) {
            warp.slot(instruction.targets[i])[lane] = (whole >> (PartBits * i)) & ((std::uint64_t{1} << PartBits) - 1);
        }
    });
}

}  // namespace

void addMoves(OperationTable& table) {
    addUnary<Copy>(table, "mov.", kPred, kB16, kU16, kS16, kB32, kU32, kS32, kB64, kU64, kS64, kF32, kF64);
    for (const char* space : {"global", "const", "param"}) {
        for (const char* width : {"u32", "u64"}) {
            const Operation copy = std::string_view(width) == "u64" ? &unary<std::uint64_t, Copy> : &unary<std::uint32_t, Copy>;
            table.emplace(std::string("cvta.") + space + "." + width, copy);
            table.emplace(std::string("cvta.to.") + space + "." + width, copy);
        }
    }
    table.emplace("mov.b32 together", &together<16>);
    table.emplace("mov.b32 apart", &apart<16>);
    table.emplace("mov.b64 together", &together<32>);
    table.emplace("mov.b64 apart", &apart<32>);
    const auto addChoice = [&table]<class... T>(const NamedType<T>&... types) {
        (table.emplace("selp." + std::string(types.name), &ternary<T, Choose, bool>), ...);
    };
    addChoice(kB16, kU16, kS16, kB32, kU32, kS32, kB64, kU64, kS64, kF32, kF64);
}

void addIntegerOperations(OperationTable& table) {
    addBinary<Add>(table, "add.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<Subtract>(table, "sub.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<MultiplyLow>(table, "mul.lo.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<MultiplyHigh>(table, "mul.hi.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<MultiplyWide>(table, "mul.wide.", kU16, kS16, kU32, kS32);
    addTernary<MultiplyAddLow>(table, "mad.lo.", kU16, kS16, kU32, kS32, kU64, kS64);
    table.emplace("mad.wide.u32", &ternary<std::uint32_t, MultiplyAddWide, std::uint64_t>);
    table.emplace("mad.wide.s32", &ternary<std::int32_t, MultiplyAddWide, std::int64_t>);
    addBinary<Divide>(table, "div.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<Remainder>(table, "rem.", kU16, kS16, kU32, kS32, kU64, kS64);
    addUnary<Negate>(table, "neg.", kS16, kS32, kS64);
    addUnary<Absolute>(table, "abs.", kS16, kS32, kS64);
    addBinary<Minimum>(table, "min.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<Maximum>(table, "max.", kU16, kS16, kU32, kS32, kU64, kS64);
    addBinary<And>(table, "and.", kPred, kB16, kB32, kB64);
    addBinary<Or>(table, "or.", kPred, kB16, kB32, kB64);
    addBinary<Xor>(table, "xor.", kPred, kB16, kB32, kB64);
    addUnary<Not>(table, "not.", kPred, kB16, kB32, kB64);
    const auto addShift = [&table]<class F, class... T>(const char* prefix, F, const NamedType<T>&... types) {
        (table.emplace(prefix + std::string(types.name), &binary<T, F, std::uint32_t>), ...);
    };
    addShift("shl.", ShiftLeft{}, kB16, kB32, kB64);
    addShift("shr.", ShiftRight{}, kB16, kU16, kS16, kB32, kU32, kS32, kB64, kU64, kS64);
    addUnary<CountOnes>(table, "popc.", kB32, kB64);
    addUnary<CountLeadingZeros>(table, "clz.", kB32, kB64);
    addUnary<Reverse>(table, "brev.", kB32, kB64);
    addTernary<FunnelLeft>(table, "shf.l.wrap.", kB32);
    addTernary<FunnelRight>(table, "shf.r.wrap.", kB32);
    addTernary<Permute>(table, "prmt.", kB32);
    table.emplace("lop3.b32", &lookUp3);
    table.emplace("bfi.b32", &insertBits<std::uint32_t>);
    table.emplace("bfi.b64", &insertBits<std::uint64_t>);
    table.emplace("bfe.u32", &extractBits<std::uint32_t>);
    table.emplace("bfe.s32", &extractBits<std::int32_t>);
    table.emplace("bfe.u64", &extractBits<std::uint64_t>);
    table.emplace("bfe.s64", &extractBits<std::int64_t>);
}

}  // namespace glassnet::simulator::ptx
