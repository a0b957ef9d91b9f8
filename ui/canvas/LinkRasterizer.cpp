#include "ui/canvas/LinkRasterizer.h"

#include <algorithm>
#include <cmath>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace glassnet::ui {

namespace {

constexpr float kUnit = 256;              // one pixel; also full coverage
constexpr float kLinkRasterizerThinnest = 0.5F;  // half a line's width; finer lines are drawn fainter instead
constexpr float kFarthest = 1e9F;         // 256ths of a pixel, still a whole number of 32 bits
constexpr std::uint32_t kHazy = 48;       // opacity of 255 below which nobody sees how smooth a steep edge is
constexpr std::size_t kStopEvery = 4096;  // lines
constexpr int kPadding = 4;               // pixels are written by two and by four
constexpr float kShort = 30'000;          // a reach that fits into 16 bits with the pixels beside it

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
        m_isStarted = false;
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
        columns.steepest = std::max(columns.steepest, std::abs(columns.slope[k]));
    }
    return columns;
}

void LinkRasterizer::startStrip() {
    if (!m_isStarted) {
        m_isStarted = true;
        std::fill(m_pixels.begin(), m_pixels.end(), 0U);
    }
}

bool LinkRasterizer::drawJob(const LinkJob& job, const LinkView& view, int left, int width, const std::function<bool()>& stop) {
    for (const auto& way : job.pair->ways) {
        const Columns columns = columnsOf(way, view, left, width);
        if (columns.count == 0) {
            continue;
        }
        startStrip();
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
            const float room = std::max(half, kLinkRasterizerThinnest) * 4 + std::abs(to - from);
            if (std::max(a, b) + room < 0 || std::min(a, b) - room > static_cast<float>(m_height)) {
                continue;
            }
            std::uint32_t color = shade.color;
            if (half < kLinkRasterizerThinnest) {
                color = fainter(color, static_cast<std::uint32_t>(std::lrintf(half / kLinkRasterizerThinnest * kUnit)));
            }
            if (color >> 24 == 0) {
                continue;
            }
            measure(columns, from, to, std::max(half, kLinkRasterizerThinnest), shade.color >> 24 < kHazy ? 1.0F : kFarthest, runs);
            drawRuns(columns, runs, color);
        }
    }
    return !stop();
}

// A line of half width h and slope g covers an upright run whose coverage falls over max(1, |g|) pixels to each side: half the run is
// h sqrt(1 + g g), and what a pixel sees of it is that run averaged over the column.
void LinkRasterizer::measure(const Columns& columns, float from, float to, float halfWidth, float softest, Runs& runs) const {
    const float rise = to - from;
    const float top = -kFarthest;
    const float bottom = kFarthest;
    int i = 0;
    const float steepest = std::abs(rise) * columns.steepest;
    runs.isShort = (halfWidth * (1 + steepest) + std::max(1.0F, steepest)) * kUnit < kShort;
#ifdef __SSE2__
    if (m_path == Path::Best) {
        // No line is narrower than a pixel, so that one whose edges fade over a pixel covers the pixels in its middle in full.
        runs.isSharp = softest == 1.0F;
        const __m128 one = _mm_set1_ps(1);
        const __m128 unit = _mm_set1_ps(kUnit);
        for (; i < columns.count; i += 4) {
            const auto k = static_cast<std::size_t>(i);
            const __m128 y = _mm_add_ps(_mm_set1_ps(from), _mm_mul_ps(_mm_set1_ps(rise), _mm_load_ps(&columns.share[k])));
            const __m128 g = _mm_mul_ps(_mm_set1_ps(rise), _mm_load_ps(&columns.slope[k]));
            const __m128 square = _mm_mul_ps(g, g);
            const __m128 half = _mm_mul_ps(_mm_set1_ps(halfWidth), _mm_sqrt_ps(_mm_add_ps(one, square)));
            const auto store = [k](std::array<std::int32_t, kColumns>& out, __m128 value) {
                _mm_store_si128(reinterpret_cast<__m128i*>(&out[k]), _mm_cvtps_epi32(value));
            };
            store(runs.middle, _mm_min_ps(_mm_max_ps(_mm_mul_ps(y, unit), _mm_set1_ps(top)), _mm_set1_ps(bottom)));
            if (runs.isSharp) {
                // The ramp is one pixel everywhere.
                store(runs.reach, _mm_mul_ps(_mm_add_ps(half, _mm_set1_ps(0.5F)), unit));
                continue;
            }
            const __m128 ramp = _mm_sqrt_ps(_mm_max_ps(one, _mm_min_ps(_mm_set1_ps(softest), square)));
            const __m128 most = _mm_min_ps(one, _mm_div_ps(_mm_add_ps(half, half), ramp));
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
        const float ramp = std::sqrt(std::max(1.0F, std::min(softest, g * g)));
        const auto whole = [](float value) { return static_cast<std::int32_t>(std::lrintf(value)); };
        runs.middle[k] = whole(std::min(std::max(y * kUnit, top), bottom));
        runs.reach[k] = whole((half + ramp * 0.5F) * kUnit);
        runs.fall[k] = whole(kUnit / ramp);
        runs.most[k] = whole(std::min(1.0F, (half + half) / ramp) * kUnit);
    }
}

#ifdef __SSE2__
void LinkRasterizer::drawShortRuns(const Columns& columns, const Runs& runs, std::uint32_t color) {
    std::uint32_t* column = m_pixels.data() + static_cast<std::ptrdiff_t>(columns.first) * m_stride;
    const __m128i zero = _mm_setzero_si128();
    const __m128i whole = _mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(color)), zero);
    const __m128i full = _mm_set1_epi16(256);
    const __m128i round = _mm_set1_epi16(128);
    const __m128i steps = _mm_setr_epi16(0, 256, 512, 768, 0, 256, 512, 768);
    const auto blend = [&](__m128i under, __m128i share) {
        const __m128i over = _mm_srli_epi16(_mm_mullo_epi16(whole, share), 8);
        const __m128i alpha = _mm_shufflehi_epi16(_mm_shufflelo_epi16(over, 0xFF), 0xFF);
        const __m128i kept = _mm_srli_epi16(_mm_add_epi16(_mm_mullo_epi16(under, _mm_sub_epi16(full, alpha)), round), 8);
        return _mm_add_epi16(over, kept);
    };
    for (std::size_t k = 0; k < static_cast<std::size_t>(columns.count); ++k, column += m_stride) {
        const std::int32_t middle = runs.middle[k];
        const std::int32_t reach = runs.reach[k];
        int first = std::max(0, (middle - reach + 127) >> 8);
        const int last = std::min(m_height - 1, (middle + reach - 128) >> 8);
        const __m128i reaches = _mm_set1_epi16(static_cast<short>(reach));
        const __m128i fall = _mm_set1_epi16(static_cast<short>(runs.isSharp ? 256 : runs.fall[k]));
        const __m128i most = _mm_set1_epi16(static_cast<short>(runs.isSharp ? 256 : runs.most[k]));
        for (; first <= last; first += 4) {
            const __m128i place = _mm_add_epi16(_mm_set1_epi16(static_cast<short>(first * 256 + 128 - middle)), steps);
            const __m128i inside = _mm_sub_epi16(reaches, _mm_max_epi16(place, _mm_sub_epi16(zero, place)));
            __m128i share = inside;
            if (!runs.isSharp) {
                // The middle 16 bits of the product.
                share = _mm_or_si128(_mm_slli_epi16(_mm_mulhi_epi16(inside, fall), 8), _mm_srli_epi16(_mm_mullo_epi16(inside, fall), 8));
            }
            // Past the last pixel nothing is covered, or there is only the column's padding.
            share = _mm_min_epi16(_mm_max_epi16(share, zero), most);
            share = _mm_unpacklo_epi16(share, share);
            auto* pixels = reinterpret_cast<__m128i*>(column + first);
            const __m128i under = _mm_loadu_si128(pixels);
            const __m128i low = blend(_mm_unpacklo_epi8(under, zero), _mm_unpacklo_epi32(share, share));
            const __m128i high = blend(_mm_unpackhi_epi8(under, zero), _mm_unpackhi_epi32(share, share));
            _mm_storeu_si128(pixels, _mm_packus_epi16(low, high));
        }
    }
}
#endif

void LinkRasterizer::drawRuns(const Columns& columns, const Runs& runs, std::uint32_t color) {
#ifdef __SSE2__
    if (m_path == Path::Best && runs.isShort) {
        drawShortRuns(columns, runs, color);
        return;
    }
#endif
    std::uint32_t* column = m_pixels.data() + static_cast<std::ptrdiff_t>(columns.first) * m_stride;
#ifdef __SSE2__
    const __m128i zero = _mm_setzero_si128();
    const __m128i whole = _mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(color)), zero);
    const __m128i full = _mm_set1_epi16(256);
    const __m128i round = _mm_set1_epi16(128);
#endif
    for (std::size_t k = 0; k < static_cast<std::size_t>(columns.count); ++k, column += m_stride) {
        const std::int32_t middle = runs.middle[k];
        const std::int32_t reach = runs.reach[k];
        const std::int32_t fall = runs.isSharp ? 256 : runs.fall[k];
        const std::int32_t most = runs.isSharp ? 256 : runs.most[k];
        // Pixels whose middles lie within the reach.
        int first = std::max(0, (middle - reach + 127) >> 8);
        const int last = std::min(m_height - 1, (middle + reach - 128) >> 8);
#ifdef __SSE2__
        for (; m_path == Path::Best && first <= last; first += 2) {
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
#endif
        for (; first <= last; ++first) {
            blendPixel(column[first], color, coverageAt(std::abs(first * 256 + 128 - middle), reach, fall, most));
        }
    }
}

void LinkRasterizer::copyStrip(QImage& image, int left, int width) const {
    // In blocks, so that both sides stay in the cache. Rounding may leave a color a step above its opacity, which Qt does not expect.
    constexpr int kBlock = 16;
    auto* bits = reinterpret_cast<std::uint32_t*>(image.bits()) + left;
    const auto line = image.bytesPerLine() / 4;
    if (!m_isStarted) {
        for (int y = 0; y < m_height; ++y) {
            std::fill_n(bits + y * line, width, 0U);
        }
        return;
    }
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
