#include "ui/canvas/CanvasStyle.h"

#include <cmath>

#include "ui/theme/Fonts.h"

namespace glassnet::ui {

namespace {

constexpr float kLatestOpacity = 1;
constexpr double kLatestWider = 2.5;
constexpr float kStrongOpacity = 0.85F;
constexpr float kPlainOpacity = 0.36F;
constexpr double kDash = 6;  // canvas units
constexpr double kDashGap = 4;

/// The font at the canvas's own scale.
QFont at(double scale, QFont font) {
    font.setPointSizeF(font.pointSizeF() / Fonts::scale() * scale);
    return font;
}

}  // namespace

CanvasStyle::CanvasStyle(const Theme& theme, double scale)
    : m_theme(theme),
      m_map(theme),
      m_scale(scale),
      m_title(at(scale, Fonts::text(FontSize::Heading, QFont::DemiBold))),
      m_caption(at(scale, Fonts::text(FontSize::Caption))),
      m_label(at(scale, Fonts::text(FontSize::Body))),
      m_value(at(scale, Fonts::mono(FontSize::Body, QFont::Bold))),
      m_tag(at(scale, Fonts::mono(FontSize::Caption, QFont::Bold))),
      m_loss(at(scale, Fonts::mono(FontSize::Title, QFont::Bold))) {}

QColor CanvasStyle::signColor(std::optional<double> value) const {
    if (!value || std::isnan(*value) || *value == 0) {
        return color(Token::Ink);
    }
    return color(std::signbit(*value) ? Token::Negative : Token::Positive);
}

QPen CanvasStyle::pen(const ConnectionShown& connection, bool hovered) const {
    QColor tone = color(Token::Line);
    if (connection.value) {
        tone = *connection.value == 0 || std::isnan(*connection.value) ? color(Token::Faint) : signColor(connection.value);
    } else if (connection.emphasis != Emphasis::Faint) {
        tone = color(Token::Faint);
    }
    if (hovered) {
        tone = connection.value ? tone : color(Token::Mute);
    } else if (connection.emphasis != Emphasis::Faint) {
        tone.setAlphaF(connection.latest ? kLatestOpacity : connection.emphasis == Emphasis::Strong ? kStrongOpacity : kPlainOpacity);
    }
    const double width = scaled(connection.width + (hovered ? 1.5 : 0) + (connection.latest ? kLatestWider : 0));
    QPen pen(tone, width, Qt::SolidLine, Qt::FlatCap);
    if (connection.gradient) {
        pen.setDashPattern({scaled(kDash) / width, scaled(kDashGap) / width});
    }
    return pen;
}

}  // namespace glassnet::ui
