#include "ui/canvas/CanvasStyle.h"

#include <cmath>

#include "ui/theme/Fonts.h"

namespace glassnet::ui {

namespace {

constexpr float kStrongOpacity = 0.85F;
constexpr float kPlainOpacity = 0.36F;
constexpr double kDash = 6;  // canvas units
constexpr double kDashGap = 4;

/// Present mode scales the window's text; the canvas is scaled by its zoom.
QFont unscaled(QFont font) {
    font.setPointSizeF(font.pointSizeF() / Fonts::scale());
    return font;
}

}  // namespace

CanvasStyle::CanvasStyle(const Theme& theme)
    : m_theme(theme),
      m_map(theme),
      m_title(unscaled(Fonts::text(FontSize::Heading, QFont::DemiBold))),
      m_caption(unscaled(Fonts::text(FontSize::Caption))),
      m_label(unscaled(Fonts::text(FontSize::Body))),
      m_value(unscaled(Fonts::mono(FontSize::Body, QFont::Bold))),
      m_tag(unscaled(Fonts::mono(FontSize::Caption, QFont::Bold))),
      m_loss(unscaled(Fonts::mono(FontSize::Title, QFont::Bold))) {}

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
        tone.setAlphaF(connection.emphasis == Emphasis::Strong ? kStrongOpacity : kPlainOpacity);
    }
    const double width = connection.width + (hovered ? 1.5 : 0);
    QPen pen(tone, width, Qt::SolidLine, Qt::FlatCap);
    if (connection.gradient) {
        pen.setDashPattern({kDash / width, kDashGap / width});
    }
    return pen;
}

}  // namespace glassnet::ui
