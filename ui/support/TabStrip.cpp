#include "ui/support/TabStrip.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kWidestGap = 32;
constexpr double kNarrowestGap = 12;
constexpr double kTabAbove = 6;
constexpr double kBelow = 8;
constexpr double kLine = 2;
}  // namespace

double TabStrip::wordsWidth() const {
    double width = 0;
    for (int i = 0; i < count(); ++i) {
        width += std::ceil(textWidth(i));
    }
    return width;
}

double TabStrip::gap() const {
    if (count() < 2) {
        return kWidestGap;
    }
    return std::clamp(std::floor((width() - wordsWidth()) / (count() - 1)), kNarrowestGap, kWidestGap);
}

QSize TabStrip::sizeHint() const {
    const double text = LaidText::height(Fonts::text(FontSize::Body, QFont::DemiBold));
    return {static_cast<int>(wordsWidth() + std::max(0, count() - 1) * kWidestGap), static_cast<int>(std::ceil(text + kTabAbove + kBelow))};
}

QSize TabStrip::minimumSizeHint() const {
    return {static_cast<int>(wordsWidth() + std::max(0, count() - 1) * kNarrowestGap), sizeHint().height()};
}

QRectF TabStrip::itemRect(int index) const {
    double left = 0;
    for (int i = 0; i < index; ++i) {
        left += std::ceil(textWidth(i)) + gap();
    }
    const double size = std::ceil(textWidth(index));
    return {layoutDirection() == Qt::RightToLeft ? width() - left - size : left, 0, size, static_cast<double>(height())};
}

void TabStrip::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF mark = markRect();
    painter.setBrush(theme.color(Token::Accent));
    painter.drawRoundedRect(QRectF(mark.left(), height() - kLine, mark.width(), kLine), kLine / 2, kLine / 2);
    if (showsFocus()) {
        painter.setBrush(theme.color(Token::AccentSoft));
        painter.drawRoundedRect(QRectF(mark.left(), 2, mark.width(), height() - kBelow), 5, 5);
    }
    for (int i = 0; i < count(); ++i) {
        const bool chosen = i == current();
        const Token token = !isEnabled() ? Token::Faint : chosen ? Token::Accent : i == hovered() ? Token::Ink : Token::Mute;
        painter.setPen(theme.color(token));
        LaidText::draw(painter, Fonts::text(FontSize::Body, chosen ? QFont::DemiBold : QFont::Medium),
                       itemRect(i).adjusted(0, kTabAbove, 0, -kBelow), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text(i));
    }
}

}  // namespace glassnet::ui
