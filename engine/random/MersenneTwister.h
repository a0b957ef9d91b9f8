#pragma once

#include <cstddef>
#include <cstdint>

/// MT19937's rules (M. Matsumoto, T. Nishimura, 1998), for every place that runs it: a block of kWords words is made of the one before.
namespace glassnet::mersenne {

inline constexpr std::size_t kWords = 624;
/// Word i is made of the words i, i + 1 and i + kMiddle (past the end: those of the new block).
inline constexpr std::size_t kMiddle = 397;

/// Word i of the new block.
[[nodiscard]] constexpr std::uint32_t made(std::uint32_t word, std::uint32_t next, std::uint32_t middle) noexcept {
    const std::uint32_t mixed = (word & 0x80000000U) | (next & 0x7fffffffU);
    return middle ^ (mixed >> 1U) ^ ((next & 1U) * 0x9908b0dfU);
}

/// A word as it is drawn.
[[nodiscard]] constexpr std::uint32_t tempered(std::uint32_t word) noexcept {
    word ^= word >> 11U;
    word ^= (word << 7U) & 0x9d2c5680U;
    word ^= (word << 15U) & 0xefc60000U;
    return word ^ (word >> 18U);
}

/// Of the 64 bits of two drawn words the lower 53, as a number in [0, 1).
[[nodiscard]] constexpr double uniform(std::uint32_t high, std::uint32_t low) noexcept {
    const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U) | low;
    return static_cast<double>(bits & 0x1fffffffffffffU) * 0x1p-53;
}

}  // namespace glassnet::mersenne
