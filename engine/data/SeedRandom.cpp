#include "engine/data/SeedRandom.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>
#include <vector>

namespace glassnet {

namespace {

constexpr std::size_t kKeyLength = 256;

/// The UTF-16 units of a UTF-8 text; a byte that is no part of a character counts as U+FFFD.
std::vector<std::uint32_t> utf16Units(std::string_view text) {
    constexpr std::uint32_t kBad = 0xfffd;
    std::vector<std::uint32_t> units;
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<std::uint8_t>(text[at++]);
        const int length = first < 0x80 ? 1 : std::countl_one(first);
        std::uint32_t point = length == 1 ? first : first & (0x7fU >> static_cast<unsigned>(length));
        bool fits = first < 0x80 || (length >= 2 && length <= 4 && at + static_cast<std::size_t>(length) - 1 <= text.size());
        for (int i = 1; fits && i < length; ++i) {
            const auto byte = static_cast<std::uint8_t>(text[at + static_cast<std::size_t>(i) - 1]);
            fits = (byte & 0xc0U) == 0x80U;
            point = point << 6U | (byte & 0x3fU);
        }
        if (!fits) {
            units.push_back(kBad);
            continue;
        }
        at += static_cast<std::size_t>(length) - 1;
        if (point < 0x10000) {
            units.push_back(point);
        } else {
            units.push_back(0xd800U + ((point - 0x10000U) >> 10U));
            units.push_back(0xdc00U + ((point - 0x10000U) & 0x3ffU));
        }
    }
    return units;
}

/// The key's bytes: key[j mod 256] = (smear + unit) mod 256, where smear is changed by 19 times what was there before.
std::vector<std::uint8_t> keyOf(std::string_view seed) {
    std::vector<std::uint8_t> key;
    std::uint32_t smear = 0;
    std::size_t j = 0;
    for (const std::uint32_t unit : utf16Units(seed)) {
        const std::size_t place = j++ % kKeyLength;
        if (place == key.size()) {
            key.push_back(0);
        }
        smear ^= key[place] * 19U;
        key[place] = static_cast<std::uint8_t>(smear + unit);
    }
    if (key.empty()) {
        key.push_back(0);
    }
    return key;
}

}  // namespace

SeedRandom::SeedRandom(std::string_view seed) {
    const auto key = keyOf(seed);
    std::iota(m_state.begin(), m_state.end(), std::uint8_t{0});
    std::uint8_t j = 0;
    for (std::size_t i = 0; i < m_state.size(); ++i) {
        j = static_cast<std::uint8_t>(j + m_state[i] + key[i % key.size()]);
        std::swap(m_state[i], m_state[j]);
    }
    for (std::size_t i = 0; i < m_state.size(); ++i) {
        static_cast<void>(nextByte());
    }
}

std::uint8_t SeedRandom::nextByte() {
    m_i = static_cast<std::uint8_t>(m_i + 1);
    m_j = static_cast<std::uint8_t>(m_j + m_state[m_i]);
    std::swap(m_state[m_i], m_state[m_j]);
    return m_state[static_cast<std::uint8_t>(m_state[m_i] + m_state[m_j])];
}

double SeedRandom::next() {
    // Whole numbers in doubles: every step is exact.
    double n = 0.0;
    for (int i = 0; i < 6; ++i) {
        n = n * 256.0 + nextByte();
    }
    double d = 0x1p48;
    std::uint32_t x = 0;
    while (n < 0x1p52) {
        n = (n + x) * 256.0;
        d *= 256.0;
        x = nextByte();
    }
    while (n >= 0x1p53) {
        n /= 2.0;
        d /= 2.0;
        x >>= 1U;
    }
    return (n + x) / d;
}

}  // namespace glassnet
