#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "tests/support/cuda/ptx/PtxModule.h"

namespace glassnet::simulator::ptx {

inline constexpr unsigned kLanes = 32;

/// The lanes of a set, one bit each, one after the other: takes the lowest out of `lanes`.
[[nodiscard]] inline unsigned takeLane(std::uint32_t& lanes) {
    const auto lane = static_cast<unsigned>(std::countr_zero(lanes));
    lanes &= lanes - 1;
    return lane;
}

/// 32 threads that go through the code together: always those that are farthest back, until they meet the others again.
class Warp {
public:
    /// `first` is the index in its block of lane 0's thread.
    Warp(const Kernel& kernel, unsigned first, unsigned threads);

    /// At the start of a block: all at the first instruction, local memory not written.
    void restart();

    /// The numbers of one slot, a lane each.
    [[nodiscard]] std::uint64_t* slot(int index) { return &m_slots[static_cast<std::size_t>(index) * kLanes]; }

    unsigned first = 0;              ///< thread of lane 0
    std::uint32_t present = 0;       ///< lanes that are threads of the block
    std::uint32_t alive = 0;         ///< those that have not ended
    std::uint32_t waiting = 0;       ///< those of them that wait at a barrier
    std::array<int, kLanes> next{};  ///< the index of each lane's next instruction
    std::vector<std::byte> local;    ///< local memory, lane after lane
    std::vector<std::uint8_t> localWritten;

private:
    std::vector<std::uint64_t> m_slots;
};

/// A number as type T from the low bits of a slot's element.
template <class T>
[[nodiscard]] T as(std::uint64_t bits) {
    T value;
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

template <class T>
[[nodiscard]] std::uint64_t bitsOf(T value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof value);
    return bits;
}

}  // namespace glassnet::simulator::ptx
