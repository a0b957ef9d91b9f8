#include "engine/random/Generator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace glassnet {

void Generator::manualSeed(std::uint64_t seed) noexcept {
    auto& words = m_state.words;
    words[0] = static_cast<std::uint32_t>(seed);
    for (std::uint32_t i = 1; i < GeneratorState::kWords; ++i) {
        words[i] = 1812433253U * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
    }
    m_state.next = GeneratorState::kWords;
    m_state.cachedNormal.reset();
}

void Generator::makeBlock() noexcept {
    constexpr std::size_t kCount = mersenne::kWords;
    constexpr std::size_t kMiddle = mersenne::kMiddle;
    auto& words = m_state.words;
    for (std::size_t i = 0; i < kCount - kMiddle; ++i) {
        words[i] = mersenne::made(words[i], words[i + 1], words[i + kMiddle]);
    }
    for (std::size_t i = kCount - kMiddle; i < kCount - 1; ++i) {
        words[i] = mersenne::made(words[i], words[i + 1], words[i + kMiddle - kCount]);
    }
    words[kCount - 1] = mersenne::made(words[kCount - 1], words[0], words[kMiddle - 1]);
    m_state.next = 0;
}

double Generator::nextNormal() noexcept {
    if (m_state.cachedNormal) {
        const double kept = *m_state.cachedNormal;
        m_state.cachedNormal.reset();
        return kept;
    }
    const double turn = nextDouble();
    const double length = nextDouble();
    // PyTorch 1.13 takes this logarithm; log1p would differ in the last bit of about 3 % of float64 values.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - length));
    const double angle = 2.0 * std::numbers::pi * turn;
    m_state.cachedNormal = radius * std::sin(angle);
    return radius * std::cos(angle);
}

Result<void> Generator::restore(const GeneratorState& state) {
    // From words of zero (the first one counts only by its top bit) the twister would give zeros for ever.
    const bool isDead = (state.words[0] & 0x80000000U) == 0 &&
                        std::ranges::all_of(state.words.begin() + 1, state.words.end(), [](auto w) { return w == 0; });
    const bool isFinite = !state.cachedNormal || std::isfinite(*state.cachedNormal);
    if (state.next > GeneratorState::kWords || isDead || !isFinite) {
        return failure(ErrorCode::BadState);
    }
    m_state = state;
    return {};
}

}  // namespace glassnet
