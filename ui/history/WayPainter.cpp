#include "ui/history/WayPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kSide = 10;
constexpr double kAbove = 6;
constexpr double kBetween = 2;
constexpr double kIndent = 14;
constexpr int kDeepest = 6;  // ways beyond are not moved further to the right
constexpr double kCorner = 6;

QFont nameFont(bool isHere) { return Fonts::text(FontSize::Body, isHere ? QFont::DemiBold : QFont::Normal); }
QFont lossFont() { return Fonts::mono(FontSize::Body); }
QFont aboutFont() { return Fonts::text(FontSize::Caption); }
double indentOf(int depth) { return std::min(depth, kDeepest) * Fonts::scaled(kIndent); }

QString textOf(const QModelIndex& index, WayRole role) { return index.data(static_cast<int>(role)).toString(); }

}  // namespace

QSize WayPainter::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const {
    return {0, static_cast<int>(Fonts::lineHeight(nameFont(true)) + Fonts::lineHeight(aboutFont()) + Fonts::scaled(kBetween) +
                                2 * Fonts::scaled(kAbove))};
}

void WayPainter::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const bool isHere = index.data(static_cast<int>(WayRole::Here)).toBool();
    const int depth = index.data(static_cast<int>(WayRole::Depth)).toInt();
    const QRectF row = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const double indent = indentOf(depth);
    const QRectF card = row.adjusted(indent, 0, 0, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isHere || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(isHere ? Token::AccentSoft : Token::Window));
        painter->drawRoundedRect(card, kCorner, kCorner);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.color(Token::Accent, 0.45), 1.5));
        painter->drawRoundedRect(card.adjusted(0.75, 0.75, -0.75, -0.75), kCorner, kCorner);
    }
    const double side = Fonts::scaled(kSide);
    const QRectF upper(card.left() + side, card.top() + Fonts::scaled(kAbove) - 1, card.width() - 2 * side,
                       Fonts::lineHeight(nameFont(true)));
    const QRectF lower(upper.left(), upper.bottom() + Fonts::scaled(kBetween), upper.width(), Fonts::lineHeight(aboutFont()));
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme.color(Token::Faint), 1));
    const QRectF whole(option.rect);
    const auto railAt = [&](int level) { return std::round(row.left() + indentOf(level) - Fonts::scaled(kIndent) / 2) + 0.5; };
    for (const QVariant& level : index.data(static_cast<int>(WayRole::Rails)).toList()) {
        if (level.toInt() <= kDeepest) {
            painter->drawLine(QPointF(railAt(level.toInt()), whole.top()), QPointF(railAt(level.toInt()), whole.bottom()));
        }
    }
    if (depth > 0) {
        const double x = railAt(depth);
        const double y = std::round(upper.center().y()) + 0.5;
        painter->drawPolyline(QPolygonF({QPointF(x, whole.top()), QPointF(x, y), QPointF(card.left() + side / 2, y)}));
    }
    const QString loss = textOf(index, WayRole::Loss);
    const double lossWidth = loss.isEmpty() ? 0 : std::ceil(QFontMetricsF(lossFont()).horizontalAdvance(loss)) + 1;
    painter->setFont(lossFont());
    painter->setPen(theme.color(isHere ? Token::Ink : Token::Mute));
    painter->drawText(QRectF(upper.right() - lossWidth, upper.top(), lossWidth, upper.height()),
                      Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, loss);
    const QFontMetricsF name(nameFont(isHere));
    const QFontMetricsF about(aboutFont());
    painter->setFont(nameFont(isHere));
    painter->setPen(theme.color(isHere ? Token::Accent : Token::Ink));
    painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                      name.elidedText(textOf(index, WayRole::Name), Qt::ElideRight, upper.width() - lossWidth - side));
    painter->setFont(aboutFont());
    painter->setPen(theme.color(Token::Mute));
    painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                      about.elidedText(textOf(index, WayRole::About), Qt::ElideRight, lower.width()));
    painter->restore();
}

}  // namespace glassnet::ui
