#include "ui/support/RoundButton.h"

#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kPrimary = 34;
constexpr double kSmall = 26;
constexpr double kRoundRing = 2;
constexpr double kIconPart = 0.62;
}  // namespace

RoundButton::RoundButton(const QString& icon, const QString& name, Kind kind, QWidget* parent)
    : QAbstractButton(parent), m_icon(icon), m_kind(kind) {
    setAccessibleName(name);
    setToolTip(name);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
}

void RoundButton::setIconName(const QString& icon) {
    m_icon = icon;
    update();
}

double RoundButton::diameter() const { return std::round((m_kind == Kind::Primary ? kPrimary : kSmall) * Fonts::scale()); }

QSize RoundButton::sizeHint() const {
    const int side = static_cast<int>(diameter() + 2 * kRoundRing);
    return {side, side};
}

bool RoundButton::hitButton(const QPoint& position) const {
    const QPointF from = QPointF(position) - QRectF(rect()).center();
    return std::hypot(from.x(), from.y()) <= diameter() / 2 + kRoundRing;
}

void RoundButton::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double size = diameter();
    const QRectF body(std::floor((width() - size) / 2), std::floor((height() - size) / 2), size, size);
    const double press = isDown() ? 0.16 : underMouse() ? 0.08 : 0.0;
    QColor mark = theme.color(isEnabled() ? Token::Ink : Token::Faint);
    if (m_kind == Kind::Primary && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(theme.color(Token::Accent), theme.color(Token::Ink), press));
        painter.drawEllipse(body);
        mark = theme.color(Token::OnAccent);
    } else if (m_kind == Kind::Bare) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(!isEnabled() ? QColor(Qt::transparent)
                         : isDown()   ? theme.color(Token::Line)
                                      : theme.color(Token::Window, underMouse() ? 1.0 : 0.0));
        painter.drawEllipse(body);
    } else {
        painter.setPen(QPen(theme.color(underMouse() && isEnabled() ? Token::Faint : Token::Line), 1));
        painter.setBrush(isDown() ? theme.color(Token::Line) : theme.color(Token::Window));
        painter.drawEllipse(body.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.drawEllipse(body.adjusted(-1.25, -1.25, 1.25, 1.25));
    }
    const double side = std::round(size * kIconPart / 2) * 2;
    Icon::paint(painter, QRectF(body.center().x() - side / 2, body.center().y() - side / 2, side, side), m_icon, mark);
}

}  // namespace glassnet::ui
