#pragma once

#include <cmath>
#include <cstdint>

#include "ui/theme/ColorMap.h"

namespace glassnet::ui {

/// Where a number stands on a color map of 256 entries: by its value on both sides of zero, or by its size alone; in proportion, or by
/// its logarithm. The logarithmic scale is linear from zero to a stated size and takes as much room for that as for a factor of ten
/// beyond it (symmetric log, as in Webber, "A bi-symmetric log transformation", 2013, joined at the stated size).
class ColorScale {
public:
    /// In proportion; `limit` is the |value| of the full color, and one that is not above zero counts as 1.
    explicit ColorScale(double limit = 1, bool isSigned = true);
    /// By the logarithm beyond `linearPart`, which lies between zero and the limit.
    ColorScale(double limit, bool isSigned, double linearPart);
    /// The part to keep linear, a power of ten: just below the smallest |value| above zero, but at most five powers of ten below `limit`'s.
    [[nodiscard]] static double linearPartFor(double smallest, double limit) noexcept;

    [[nodiscard]] double limit() const noexcept { return m_limit; }
    [[nodiscard]] bool isSigned() const noexcept { return m_signed; }
    [[nodiscard]] bool isLogarithmic() const noexcept { return m_linear > 0; }
    /// Of a logarithmic scale; 0 else.
    [[nodiscard]] double linearPart() const noexcept { return m_linear; }

    /// -1 to 1 on a signed scale, else 0 to 1; beyond the limit is clamped. `value` is finite.
    [[nodiscard]] double position(double value) const noexcept {
        const double size = std::fabs(value);
        const double part = !(size < m_limit)  ? 1.0
                            : m_linear <= 0    ? size * m_factor
                            : size <= m_linear ? m_share * size / m_linear
                                               : m_share + m_factor * std::log2(size / m_linear);
        return m_signed && value < 0 ? -part : part;
    }
    /// The value at a position: the other way round.
    [[nodiscard]] double valueAt(double position) const noexcept;
    /// The entry of a ColorMap of the same kind; kNotFinite for a number that is not finite.
    [[nodiscard]] std::uint8_t index(double value) const noexcept {
        if (!std::isfinite(value)) {
            return ColorMap::kNotFinite;
        }
        const double steps = position(value) * (m_signed ? 127.0 : 254.0);
        return static_cast<std::uint8_t>((m_signed ? ColorMap::kZero : 1) + static_cast<int>(steps + (steps < 0 ? -0.5 : 0.5)));
    }

private:
    double m_limit;
    bool m_signed;
    double m_linear = 0;
    double m_share = 0;
    double m_factor;
};

}  // namespace glassnet::ui
