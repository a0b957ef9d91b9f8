#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>

#include "tests/support/cuda/ptx/PtxModule.h"
#include "tests/support/cuda/ptx/Warp.h"

/// How the table of arithmetic instructions is filled: each is a function of numbers, done for all lanes that take part.
namespace glassnet::simulator::ptx {

using OperationTable = std::map<std::string, Operation, std::less<>>;

/// A type of PTX: its name there and what it is here. Untyped bits (b32) count as unsigned.
template <class T>
struct NamedType {
    using Type = T;
    std::string_view name;
};

/// Does `work(lane)` for each lane of a set.
template <class F>
void forLanes(std::uint32_t lanes, const F& work) {
    if (lanes == ~0U) {
        for (unsigned lane = 0; lane < kLanes; ++lane) {
            work(lane);
        }
        return;
    }
    while (lanes != 0) {
        work(takeLane(lanes));
    }
}

/// target = F(source) with the source read as T; the result's own type says how many bits it has.
template <class T, class F>
void unary(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    forLanes(lanes, [&](unsigned lane) { target[lane] = bitsOf(F{}(as<T>(a[lane]))); });
}

template <class T, class F, class U = T>
void binary(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    const std::uint64_t* b = warp.slot(instruction.sources[1]);
    forLanes(lanes, [&](unsigned lane) { target[lane] = bitsOf(F{}(as<T>(a[lane]), as<U>(b[lane]))); });
}

template <class T, class F, class V = T>
void ternary(const Instruction& instruction, Warp& warp, std::uint32_t lanes) {
    std::uint64_t* target = warp.slot(instruction.targets[0]);
    const std::uint64_t* a = warp.slot(instruction.sources[0]);
    const std::uint64_t* b = warp.slot(instruction.sources[1]);
    const std::uint64_t* c = warp.slot(instruction.sources[2]);
    forLanes(lanes, [&](unsigned lane) { target[lane] = bitsOf(F{}(as<T>(a[lane]), as<T>(b[lane]), as<V>(c[lane]))); });
}

/// Adds "prefix" + name for each type, with unary, binary or ternary of F.
template <class F, class... T>
void addUnary(OperationTable& table, const std::string& prefix, const NamedType<T>&... types) {
    (table.emplace(prefix + std::string(types.name), &unary<T, F>), ...);
}
template <class F, class... T>
void addBinary(OperationTable& table, const std::string& prefix, const NamedType<T>&... types) {
    (table.emplace(prefix + std::string(types.name), &binary<T, F>), ...);
}
template <class F, class... T>
void addTernary(OperationTable& table, const std::string& prefix, const NamedType<T>&... types) {
    (table.emplace(prefix + std::string(types.name), &ternary<T, F>), ...);
}

inline constexpr NamedType<bool> kPred{"pred"};
inline constexpr NamedType<std::uint16_t> kB16{"b16"};
inline constexpr NamedType<std::uint16_t> kU16{"u16"};
inline constexpr NamedType<std::int16_t> kS16{"s16"};
inline constexpr NamedType<std::uint32_t> kB32{"b32"};
inline constexpr NamedType<std::uint32_t> kU32{"u32"};
inline constexpr NamedType<std::int32_t> kS32{"s32"};
inline constexpr NamedType<std::uint64_t> kB64{"b64"};
inline constexpr NamedType<std::uint64_t> kU64{"u64"};
inline constexpr NamedType<std::int64_t> kS64{"s64"};
inline constexpr NamedType<float> kF32{"f32"};
inline constexpr NamedType<double> kF64{"f64"};

void addMoves(OperationTable& table);
void addIntegerOperations(OperationTable& table);
void addFloatOperations(OperationTable& table);
void addComparisons(OperationTable& table);
void addConversions(OperationTable& table);

}  // namespace glassnet::simulator::ptx
