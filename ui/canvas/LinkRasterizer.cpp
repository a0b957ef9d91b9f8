#include "ui/canvas/LinkRasterizer.h"

#include <algorithm>
#include <cmath>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace glassnet::ui {

namespace {

constexpr float kUnit = 256;              // one pixel; also full coverage
constexpr float kThinnest = 0.5F;         // half a line's width; finer lines are drawn fainter instead
constexpr float kFarthest = 1e9F;         // 256ths of a pixel, still a whole number of 32 bits
constexpr std::size_t kStopEvery = 4096;  // lines
constexpr int kPadding = 2;               // pixels are written in pairs

/// A color with its opacity lowered by a share of 256.
std::uint32_t fainter(std::uint32_t color, std::uint32_t share) {
    std::uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        result |= ((((color >> shift) & 255U) * share) >> 8) << shift;
    }
    return result;
}

void blendPixel(std::uint32_t& pixel, std::uint32_t color, std::int32_t coverage) {
    const auto share = static_cast<std::uint32_t>(coverage);
    const std::uint32_t rest = 256 - (((color >> 24) * share) >> 8);
    std::uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const std::uint32_t over = (((color >> shift) & 255U) * share) >> 8;
        const std::uint32_t under = (((pixel >> shift) & 255U) * rest + 128) >> 8;
        result |= std::min(255U, over + under) << shift;
    }
    pixel = result;
}

std::int32_t coverageAt(std::int32_t distance, std::int32_t reach, std::int32_t fall, std::int32_t most) {
    return std::clamp(((reach - distance) * fall) >> 8, 0, most);
}

}  // namespace

bool LinkRasterizer::draw(QImage& image, std::span<const LinkJob> jobs, const LinkView& view, const std::function<bool()>& stop) {
    m_height = image.height();
    m_stride = m_height + kPadding;
    m_pixels.resize(static_cast<std::size_t>(kColumns) * static_cast<std::size_t>(m_stride));
    for (int left = 0; left < image.width(); left += kColumns) {
        const int width = std::min(kColumns, image.width() - left);
        std::fill(m_pixels.begin(), m_pixels.end(), 0U);
        for (const auto& job : jobs) {
            if (!drawJob(job, view, left, width, stop)) {
                return false;
            }
        }
        copyStrip(image, left, width);
    }
    return true;
}

LinkRasterizer::Columns LinkRasterizer::columnsOf(const LinkStretch& way, const LinkView& view, int left, int width) const {
    // A column belongs to the stretch that its middle lies in.
    const auto edge = [&](double x) { return std::ceil(std::clamp(x * view.scale + view.offset.x() - 0.5 - left, 0.0, double(kColumns))); };
    Columns columns;
    columns.first = static_cast<int>(edge(way.left().x));
    columns.count = std::max(0, std::min(static_cast<int>(edge(way.right().x)), width) - columns.first);
    const double half = 0.5 / view.scale;
    for (int i = 0; i < columns.count; ++i) {
        const double x = (left + columns.first + i + 0.5 - view.offset.x()) / view.scale;
        const auto k = static_cast<std::size_t>(i);
        columns.share[k] = static_cast<float>(way.shareAt(x));
        const double before = way.shareAt(std::max(way.left().x, x - half));
        const double after = way.shareAt(std::min(way.right().x, x + half));
        columns.slope[k] = static_cast<float>(after - before);
    }
    return columns;
}

bool LinkRasterizer::drawJob(const LinkJob& job, const LinkView& view, int left, int width, const std::function<bool()>& stop) {
    for (const auto& way : job.pair->ways) {
        const Columns columns = columnsOf(way, view, left, width);
        if (columns.count == 0) {
            continue;
        }
        const auto scaled = [&](const UnitColumn& column) {
            return std::pair(static_cast<float>(column.first * view.scale + view.offset.y()), static_cast<float>(column.step * view.scale));
        };
        const auto [leftFirst, leftStep] = scaled(way.left());
        const auto [rightFirst, rightStep] = scaled(way.right());
        const auto ends = std::minmax(columns.share[0], columns.share[static_cast<std::size_t>(columns.count - 1)]);
        Runs runs;
        std::size_t drawn = 0;
        for (const auto& line : job.lines) {
            if (++drawn % kStopEvery == 0 && stop()) {
                return false;
            }
            const auto& shade = job.shades->of(line.strength);
            const float from = leftFirst + leftStep * static_cast<float>(way.leftBy() == LinkEnd::Source ? line.from : line.to);
            const float to = rightFirst + rightStep * static_cast<float>(way.rightBy() == LinkEnd::Source ? line.from : line.to);
            const float half = shade.width * static_cast<float>(view.scale) / 2;
            const float a = from + (to - from) * ends.first;
            const float b = from + (to - from) * ends.second;
            // Upright parts reach a little further than half a width; far off lines are left out all the same.
            const float room = std::max(half, kThinnest) * 4 + std::abs(to - from);
            if (std::max(a, b) + room < 0 || std::min(a, b) - room > static_cast<float>(m_height)) {
                continue;
            }
            std::uint32_t color = shade.color;
            if (half < kThinnest) {
                color = fainter(color, static_cast<std::uint32_t>(std::lrintf(half / kThinnest * kUnit)));
            }
            if (color >> 24 == 0) {
                continue;
            }
            measure(columns, from, to, std::max(half, kThinnest), runs);
            drawRuns(columns, runs, color);
        }
    }
    return !stop();
}

// A line of half width h and slope g covers an upright run whose coverage falls over max(1, |g|) pixels to each side: half the run is
// h sqrt(1 + g g), and what a pixel sees of it is that run averaged over the column.
void LinkRasterizer::measure(const Columns& columns, float from, float to, float halfWidth, Runs& runs) const {
    const float rise = to - from;
    const float top = -kFarthest;
    const float bottom = kFarthest;
    int i = 0;
#ifdef __SSE2__
    if (m_path == Path::Best) {
        const __m128 one = _mm_set1_ps(1);
        const __m128 unit = _mm_set1_ps(kUnit);
        for (; i < columns.count; i += 4) {
            const auto k = static_cast<std::size_t>(i);
            const __m128 y = _mm_add_ps(_mm_set1_ps(from), _mm_mul_ps(_mm_set1_ps(rise), _mm_load_ps(&columns.share[k])));
            const __m128 g = _mm_mul_ps(_mm_set1_ps(rise), _mm_load_ps(&columns.slope[k]));
            const __m128 square = _mm_mul_ps(g, g);
            const __m128 half = _mm_mul_ps(_mm_set1_ps(halfWidth), _mm_sqrt_ps(_mm_add_ps(one, square)));
            const __m128 ramp = _mm_sqrt_ps(_mm_max_ps(one, square));
            const __m128 middle = _mm_min_ps(_mm_max_ps(_mm_mul_ps(y, unit), _mm_set1_ps(top)), _mm_set1_ps(bottom));
            const __m128 most = _mm_min_ps(one, _mm_div_ps(_mm_add_ps(half, half), ramp));
            const auto store = [k](std::array<std::int32_t, kColumns>& out, __m128 value) {
                _mm_store_si128(reinterpret_cast<__m128i*>(&out[k]), _mm_cvtps_epi32(value));
            };
            store(runs.middle, middle);
            store(runs.reach, _mm_mul_ps(_mm_add_ps(half, _mm_mul_ps(ramp, _mm_set1_ps(0.5F))), unit));
            store(runs.fall, _mm_div_ps(unit, ramp));
            store(runs.most, _mm_mul_ps(most, unit));
        }
        return;
    }
#endif
    for (; i < columns.count; ++i) {
        const auto k = static_cast<std::size_t>(i);
        const float y = from + rise * columns.share[k];
        const float g = rise * columns.slope[k];
        const float half = halfWidth * std::sqrt(1 + g * g);
        const float ramp = std::sqrt(std::max(1.0F, g * g));
        const auto whole = [](float value) { return static_cast<std::int32_t>(std::lrintf(value)); };
        runs.middle[k] = whole(std::min(std::max(y * kUnit, top), bottom));
        runs.reach[k] = whole((half + ramp * 0.5F) * kUnit);
        runs.fall[k] = whole(kUnit / ramp);
        runs.most[k] = whole(std::min(1.0F, (half + half) / ramp) * kUnit);
    }
}

void LinkRasterizer::drawRuns(const Columns& columns, const Runs& runs, std::uint32_t color) {
    std::uint32_t* column = m_pixels.data() + static_cast<std::ptrdiff_t>(columns.first) * m_stride;
    for (std::size_t k = 0; k < static_cast<std::size_t>(columns.count); ++k) {
        blend(column, runs.middle[k], runs.reach[k], runs.fall[k], runs.most[k], color);
        column += m_stride;
    }
}

void LinkRasterizer::blend(std::uint32_t* column, std::int32_t middle, std::int32_t reach, std::int32_t fall, std::int32_t most,
                           std::uint32_t color) const {
    // Pixels whose middles lie within the reach.
    int first = std::max(0, (middle - reach + 127) >> 8);
    const int last = std::min(m_height - 1, (middle + reach - 128) >> 8);
#ifdef __SSE2__
    if (m_path == Path::Best) {
        const __m128i zero = _mm_setzero_si128();
        const __m128i whole = _mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(color)), zero);
        const __m128i full = _mm_set1_epi16(256);
        const __m128i round = _mm_set1_epi16(128);
        for (; first <= last; first += 2) {
            const std::int32_t a = coverageAt(std::abs(first * 256 + 128 - middle), reach, fall, most);
            // Past the last pixel lies the next one's, or the column's padding: covered by nothing.
            const std::int32_t b = first == last ? 0 : coverageAt(std::abs(first * 256 + 384 - middle), reach, fall, most);
            __m128i share = _mm_cvtsi32_si128(a | (b << 16));
            share = _mm_unpacklo_epi16(share, share);
            share = _mm_unpacklo_epi32(share, share);
            auto* place = reinterpret_cast<__m128i*>(column + first);
            const __m128i under = _mm_unpacklo_epi8(_mm_loadl_epi64(place), zero);
            const __m128i over = _mm_srli_epi16(_mm_mullo_epi16(whole, share), 8);
            const __m128i alpha = _mm_shufflehi_epi16(_mm_shufflelo_epi16(over, 0xFF), 0xFF);
            const __m128i kept = _mm_srli_epi16(_mm_add_epi16(_mm_mullo_epi16(under, _mm_sub_epi16(full, alpha)), round), 8);
            _mm_storel_epi64(place, _mm_packus_epi16(_mm_add_epi16(over, kept), zero));
        }
        return;
    }
#endif
    for (; first <= last; ++first) {
        blendPixel(column[first], color, coverageAt(std::abs(first * 256 + 128 - middle), reach, fall, most));
    }
}

void LinkRasterizer::copyStrip(QImage& image, int left, int width) const {
    // In blocks, so that both sides stay in the cache. Rounding may leave a color a step above its opacity, which Qt does not expect.
    constexpr int kBlock = 16;
    auto* bits = reinterpret_cast<std::uint32_t*>(image.bits()) + left;
    const auto line = image.bytesPerLine() / 4;
    for (int top = 0; top < m_height; top += kBlock) {
        const int bottom = std::min(m_height, top + kBlock);
        for (int x = 0; x < width; ++x) {
            const std::uint32_t* column = m_pixels.data() + static_cast<std::ptrdiff_t>(x) * m_stride;
            for (int y = top; y < bottom; ++y) {
                const std::uint32_t pixel = column[y];
                std::uint32_t result = 0;
                if (pixel != 0) {
                    const std::uint32_t alpha = pixel >> 24;
                    result = alpha << 24 | std::min(alpha, (pixel >> 16) & 255U) << 16 | std::min(alpha, (pixel >> 8) & 255U) << 8 |
                             std::min(alpha, pixel & 255U);
                }
                bits[y * line + x] = result;
            }
        }
    }
}

}  // namespace glassnet::ui
