#include "ui/theme/Theme.h"

#include <array>
#include <cmath>

#include "ui/theme/ApplyTheme.h"

namespace glassnet::ui {

// The marks are the "muted" scheme of Paul Tol (https://personal.sron.nl/~pault/), lighter on the dark ground.
const Theme& Theme::light() {
    static const Theme theme({0xFFF4F2EE, 0xFFFFFFFF, 0xFFFBFAF8, 0xFFECE9E3, 0xFF1D2126, 0xFF6B7280, 0xFFB8BCC4, 0xFFE3E0DA,
                              0xFF0F766E, 0xFFD5EFEB, 0xFFFFFFFF, 0xFF2166AC, 0xFFC2570C, 0xFFF1EFEA, 0xFF8A6D00, 0xFF332288,
                              0xFF88CCEE, 0xFF44AA99, 0xFF117733, 0xFF999933, 0xFFCC6677, 0xFF882255, 0xFFAA4499},
                             false);
    return theme;
}

const Theme& Theme::dark() {
    static const Theme theme({0xFF14171B, 0xFF1C2026, 0xFF171B20, 0xFF1F242A, 0xFFE8EAED, 0xFF9AA3AF, 0xFF565E69, 0xFF2C323A,
                              0xFF2DD4BF, 0xFF17403C, 0xFF14171B, 0xFF6BAED6, 0xFFFD9A4C, 0xFF2A2F36, 0xFFFACC15, 0xFF8C82E0,
                              0xFFB8E6FF, 0xFF44BB99, 0xFF3F9A55, 0xFFC8C83C, 0xFFEE8899, 0xFFC0508C, 0xFFDD99CC},
                             true);
    return theme;
}

const Theme& Theme::current() { return appliedTheme(); }

QColor Theme::color(Token token, double opacity) const {
    QColor result = color(token);
    result.setAlphaF(static_cast<float>(opacity));
    return result;
}

namespace {

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

/// linear() of the 256 values of a channel: a matrix asks for thousands of colors in a frame.
const std::array<double, 256>& linearChannels() {
    static const auto channels = [] {
        std::array<double, 256> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = linear(static_cast<double>(i) / 255);
        }
        return values;
    }();
    return channels;
}

double luminance(const QColor& color) {
    const auto of = [](int channel) { return linearChannels()[static_cast<std::size_t>(channel)]; };
    return 0.2126 * of(color.red()) + 0.7152 * of(color.green()) + 0.0722 * of(color.blue());
}

}  // namespace

double contrastRatio(const QColor& a, const QColor& b) {
    const double la = luminance(a) + 0.05;
    const double lb = luminance(b) + 0.05;
    return la > lb ? la / lb : lb / la;
}

QColor mixed(const QColor& from, const QColor& to, double t) {
    const auto mix = [t](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * t)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue()), mix(from.alpha(), to.alpha())};
}

}  // namespace glassnet::ui
