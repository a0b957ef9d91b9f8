#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/base/Error.h"
#include "engine/random/MersenneTwister.h"

namespace glassnet {

/// All that a Generator remembers, as a plain value that a file can hold.
struct GeneratorState {
    static constexpr std::size_t kWords = mersenne::kWords;

    std::array<std::uint32_t, kWords> words{};  ///< the Mersenne Twister's state
    std::uint32_t next = kWords;                ///< the word that is drawn next, 0 to 624 (624: a new block is made first)
    std::optional<double> cachedNormal;         ///< the second normal value of a pair, kept for the next small draw

    friend bool operator==(const GeneratorState&, const GeneratorState&) = default;
};

/// PyTorch's CPU generator: the Mersenne Twister MT19937 (M. Matsumoto, T. Nishimura, 1998) and one cached normal value.
/// A value: copying it copies the stream.
class Generator {
public:
    /// As after torch.manual_seed(seed). PyTorch's own first seed is 67280421310721.
    explicit Generator(std::uint64_t seed) { manualSeed(seed); }

    /// Starts the stream of `seed` and forgets the cached normal. Only the low 32 bits count, as in PyTorch; a negative seed is its two's
    /// complement.
    void manualSeed(std::uint64_t seed) noexcept;

    /// The next 32 bits.
    [[nodiscard]] std::uint32_t next32() noexcept {
        if (m_state.next == GeneratorState::kWords) {
            makeBlock();
        }
        return mersenne::tempered(m_state.words[m_state.next++]);
    }
    /// Two draws, the first in the high half.
    [[nodiscard]] std::uint64_t next64() noexcept {
        const std::uint64_t high = next32();
        return (high << 32) | next32();
    }
    /// Uniform in [0, 1): 24 bits of one draw, exact in float32.
    [[nodiscard]] float nextFloat() noexcept { return static_cast<float>(next32() & 0xffffffU) * 0x1p-24F; }
    /// Uniform in [0, 1): 53 bits of two draws.
    [[nodiscard]] double nextDouble() noexcept {
        const std::uint32_t high = next32();
        return mersenne::uniform(high, next32());
    }
    /// A standard normal value by the Box-Muller formula in float64, which makes two: the second one is kept for the next call.
    [[nodiscard]] double nextNormal() noexcept;

    [[nodiscard]] const GeneratorState& state() const noexcept { return m_state; }
    /// Continues where `state` was taken. BadState when no generator can be in it; the generator is then unchanged.
    [[nodiscard]] Result<void> restore(const GeneratorState& state);

    friend bool operator==(const Generator&, const Generator&) = default;

private:
    void makeBlock() noexcept;

    GeneratorState m_state;
};

}  // namespace glassnet
