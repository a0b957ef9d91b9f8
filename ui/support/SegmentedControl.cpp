#include "ui/support/SegmentedControl.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kSegmentedSide = 24;  // left and right of a word
constexpr double kCompactSide = 10;
constexpr double kGap = 8;
constexpr double kSegmentedAbove = 6;
constexpr double kSegmentedRing = 2;  // room for the focus ring
}  // namespace

void SegmentedControl::setCompact(bool compact) {
    m_compact = compact;
    updateGeometry();
    update();
}

double SegmentedControl::itemWidth() const {
    // All segments are as wide as the widest, so that the pill keeps its size as it glides.
    double widest = 0;
    for (int i = 0; i < count(); ++i) {
        widest = std::max(widest, textWidth(i));
    }
    return std::ceil(widest + 2 * (m_compact ? kCompactSide : kSegmentedSide));
}

QSize SegmentedControl::sizeHint() const {
    const double text = QFontMetricsF(Fonts::text(FontSize::Body, QFont::DemiBold)).height();
    const double width = count() * itemWidth() + std::max(0, count() - 1) * kGap + 2 * kSegmentedRing;
    return {static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(text + 2 * kSegmentedAbove + 2 * kSegmentedRing))};
}

QRectF SegmentedControl::itemRect(int index) const {
    const double size = itemWidth();
    const int place = layoutDirection() == Qt::RightToLeft ? count() - 1 - index : index;
    const double tall = sizeHint().height() - 2 * kSegmentedRing;
    const double left = std::round((width() - (count() * size + (count() - 1) * kGap)) / 2);
    return {left + place * (size + kGap), std::round((height() - tall) / 2), size, tall};
}

void SegmentedControl::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF mark = markRect();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::AccentSoft));
    painter.drawRoundedRect(mark, mark.height() / 2, mark.height() / 2);
    if (showsFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        const QRectF ring = mark.adjusted(-1, -1, 1, 1);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    for (int i = 0; i < count(); ++i) {
        const bool chosen = i == current();
        const Token token = !isEnabled() ? Token::Faint : chosen ? Token::Accent : i == hovered() ? Token::Ink : Token::Mute;
        painter.setFont(Fonts::text(FontSize::Body, chosen ? QFont::DemiBold : QFont::Medium));
        painter.setPen(theme.color(token));
        painter.drawText(itemRect(i), Qt::AlignCenter, text(i));
    }
}

}  // namespace glassnet::ui
