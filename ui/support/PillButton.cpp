#include "ui/support/PillButton.h"

#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kSide = 16;
constexpr double kAbove = 6;
constexpr double kRing = 2;

QFont wordFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }

}  // namespace

PillButton::PillButton(const QString& text, Kind kind, QWidget* parent) : QAbstractButton(parent), m_kind(kind) {
    setText(text);
    setAccessibleName(text);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
}

QSize PillButton::sizeHint() const {
    const double side = m_kind == Kind::Link ? 4 : kSide;
    return {static_cast<int>(std::ceil(LaidText::width(wordFont(), text()) + 2 * side + 2 * kRing)),
            static_cast<int>(std::ceil(LaidText::height(wordFont()) + 2 * kAbove + 2 * kRing))};
}

void PillButton::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(kRing, kRing, -kRing, -kRing);
    const double radius = body.height() / 2;
    const double press = isDown() ? 0.16 : underMouse() ? 0.08 : 0.0;
    QColor words = theme.color(isEnabled() ? Token::Ink : Token::Faint);
    painter.setPen(Qt::NoPen);
    if (m_kind == Kind::Primary && isEnabled()) {
        painter.setBrush(mixed(theme.color(Token::Accent), theme.color(Token::Ink), press));
        painter.drawRoundedRect(body, radius, radius);
        words = theme.color(Token::OnAccent);
    } else if (m_kind != Kind::Link) {
        painter.setPen(QPen(theme.color(underMouse() && isEnabled() ? Token::Faint : Token::Line), 1));
        painter.setBrush(isDown() ? theme.color(Token::Line) : theme.color(Token::Window));
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    } else if (isEnabled()) {
        words = mixed(theme.color(Token::Accent), theme.color(Token::Ink), 2 * press);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        const QRectF ring = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    painter.setPen(words);
    LaidText::draw(painter, wordFont(), body, Qt::AlignCenter | Qt::TextDontClip, text());
}

}  // namespace glassnet::ui
