#include "ui/theme/ColorScale.h"

#include <algorithm>

namespace glassnet::ui {

namespace {
constexpr double kMostPowers = 5;
}

ColorScale::ColorScale(double limit, bool isSigned)
    : m_limit(limit > 0 && std::isfinite(limit) ? limit : 1.0), m_signed(isSigned), m_factor(1 / m_limit) {}

ColorScale::ColorScale(double limit, bool isSigned, double linearPart) : ColorScale(limit, isSigned) {
    if (linearPart > 0 && linearPart < m_limit) {
        m_linear = linearPart;
        m_share = 1 / (std::log10(m_limit / m_linear) + 1);
        m_factor = (1 - m_share) / std::log2(m_limit / m_linear);
    }
}

double ColorScale::linearPartFor(double smallest, double limit) noexcept {
    const double top = std::floor(std::log10(limit > 0 && std::isfinite(limit) ? limit : 1.0));
    const double bottom = smallest > 0 ? std::floor(std::log10(smallest)) : top - kMostPowers;
    const double part = std::pow(10.0, std::max(bottom, top - kMostPowers));
    return part < limit ? part : part / 10;
}

double ColorScale::valueAt(double position) const noexcept {
    const double size = std::min(std::fabs(position), 1.0);
    const double value = m_linear <= 0     ? size * m_limit
                         : size <= m_share ? size / m_share * m_linear
                                           : m_linear * std::exp2((size - m_share) / m_factor);
    return m_signed && position < 0 ? -value : value;
}

}  // namespace glassnet::ui
