#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace glassnet {

/// The random numbers of npm's seedrandom 2.4 (github.com/davidbau/seedrandom), which TensorFlow Playground draws from: the RC4 cipher
/// keyed with a text.
class SeedRandom {
public:
    /// As after Math.seedrandom(seed). `seed` is UTF-8; as in JavaScript its UTF-16 units count, and of each the low 8 bits.
    explicit SeedRandom(std::string_view seed);

    /// Uniform in [0, 1), 52 bits or more.
    [[nodiscard]] double next();
    /// Uniform in [low, high): next() (high - low) + low.
    [[nodiscard]] double uniform(double low, double high) { return next() * (high - low) + low; }

private:
    [[nodiscard]] std::uint8_t nextByte();

    std::array<std::uint8_t, 256> m_state{};
    std::uint8_t m_i = 0;
    std::uint8_t m_j = 0;
};

}  // namespace glassnet
