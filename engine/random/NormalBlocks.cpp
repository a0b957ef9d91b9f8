#include "engine/random/NormalBlocks.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace glassnet {

namespace {

constexpr std::size_t kHalf = 8;

// Every function here is inlined into callers that are compiled for different processors.
#define GLASSNET_INLINE [[gnu::always_inline]] inline

GLASSNET_INLINE float fused(float x, float y, float z) { return __builtin_fmaf(x, y, z); }

/// The natural logarithm of a float32 in [2^-24, 1].
GLASSNET_INLINE float logarithm(float u) {
    const auto bits = std::bit_cast<std::uint32_t>(u);
    float e = static_cast<float>(static_cast<std::int32_t>(bits >> 23) - 126);
    float m = std::bit_cast<float>((bits & 0x007fffffU) | 0x3f000000U);
    const bool isSmall = m < 0.707106781186547524F;
    const float less = m - 1.0F;
    e = isSmall ? e - 1.0F : e;
    m = isSmall ? less + m : less;
    const float square = m * m;
    float y = 7.0376836292e-2F;
    y = fused(y, m, -1.1514610310e-1F);
    y = fused(y, m, 1.1676998740e-1F);
    y = fused(y, m, -1.2420140846e-1F);
    y = fused(y, m, 1.4249322787e-1F);
    y = fused(y, m, -1.6668057665e-1F);
    y = fused(y, m, 2.0000714765e-1F);
    y = fused(y, m, -2.4999993993e-1F);
    y = fused(y, m, 3.3333331174e-1F);
    y = y * m;
    y = fused(y, square, e * -2.12194440e-4F);
    y = y - 0.5F * square;
    return (m + y) + e * 0.693359375F;
}

struct SineCosine {
    float sine;
    float cosine;
};

/// Of an angle in [0, 2 pi].
GLASSNET_INLINE SineCosine sineCosine(float angle) {
    // The octant, made even; what is left of the angle, in three steps of a split pi / 4.
    const std::int32_t octant = (static_cast<std::int32_t>(angle * 1.27323954473516F) + 1) & ~1;
    const float count = static_cast<float>(octant);
    float r = fused(count, -0.78515625F, angle);
    r = fused(count, -2.4187564849853515625e-4F, r);
    r = fused(count, -3.77489497744594108e-8F, r);
    const float square = r * r;
    float c = fused(2.443315711809948e-5F, square, -1.388731625493765e-3F);
    c = fused(c, square, 4.166664568298827e-2F);
    c = c * square;
    c = fused(c, square, -(0.5F * square));
    c = c + 1.0F;
    float s = fused(-1.9515295891e-4F, square, 8.3321608736e-3F);
    s = fused(s, square, -1.6666654611e-1F);
    s = s * square;
    s = fused(s, r, r);
    const bool isStraight = (octant & 2) == 0;
    const float sine = isStraight ? s : c;
    const float cosine = isStraight ? c : s;
    const std::uint32_t sineSign = (static_cast<std::uint32_t>(octant) & 4U) << 29;
    const std::uint32_t cosineSign = (~(static_cast<std::uint32_t>(octant) - 2U) & 4U) << 29;
    return {std::bit_cast<float>(std::bit_cast<std::uint32_t>(sine) ^ sineSign),
            std::bit_cast<float>(std::bit_cast<std::uint32_t>(cosine) ^ cosineSign)};
}

GLASSNET_INLINE void blocks(float* values, std::size_t count, float mean, float deviation) {
    for (std::size_t first = 0; first < count; first += 2 * kHalf) {
        float* low = values + first;
        float* high = low + kHalf;
        float cosines[kHalf];
        float sines[kHalf];
        for (std::size_t i = 0; i < kHalf; ++i) {
            const float radius = __builtin_sqrtf(-2.0F * logarithm(1.0F - low[i]));
            const SineCosine turned = sineCosine(6.2831855F * high[i]);
            cosines[i] = fused(radius * turned.cosine, deviation, mean);
            sines[i] = fused(radius * turned.sine, deviation, mean);
        }
        for (std::size_t i = 0; i < kHalf; ++i) {
            low[i] = cosines[i];
            high[i] = sines[i];
        }
    }
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void blocksFused(float* values, std::size_t count, float mean, float deviation) {
    blocks(values, count, mean, deviation);
}
#endif

}  // namespace

void normalBlocks(float* values, std::size_t count, float mean, float deviation) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return blocksFused(values, count, mean, deviation);
    }
#endif
    blocks(values, count, mean, deviation);
}

void normalBlocks(double* values, std::size_t count, double mean, double deviation) {
    for (std::size_t first = 0; first < count; first += 2 * kHalf) {
        for (double* low = values + first; low < values + first + kHalf; ++low) {
            const double radius = std::sqrt(-2.0 * std::log(1.0 - *low));
            const double angle = 2.0 * std::numbers::pi * low[kHalf];
            *low = std::fma(radius * std::cos(angle), deviation, mean);
            low[kHalf] = std::fma(radius * std::sin(angle), deviation, mean);
        }
    }
}

}  // namespace glassnet
