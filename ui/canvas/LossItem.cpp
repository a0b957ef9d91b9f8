#include "ui/canvas/LossItem.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>

#include "ui/theme/LaidText.h"

namespace glassnet::ui {

namespace {

constexpr double kInset = 8;
constexpr double kLossMargin = 6;
constexpr double kTop = 10;
constexpr double kLine = 20;
constexpr double kNumberLine = 26;
constexpr double kNumberGap = 5;
constexpr double kFormulaGap = 4;

/// The font, smaller where the text would not fit.
QFont fitted(QFont font, const QString& text, double width) {
    const double needed = LaidText::width(font, text);
    font.setPointSizeF(font.pointSizeF() * std::min(1.0, width / std::max(1.0, needed)));
    return font;
}

}  // namespace

LossItem::LossItem(const CanvasFrame& frame) : m_frame(frame) {}

QRectF LossItem::boundingRect() const {
    QRectF bounds = m_frame.geometry.loss.value_or(QRectF());
    for (const auto& curve : m_frame.geometry.lossCurves) {
        bounds = bounds.united(curve.bounds().adjusted(-1, -1, 1, 1));
    }
    return bounds.adjusted(-kLossMargin, -kLossMargin, kLossMargin, kLossMargin);
}

void LossItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!m_frame.hasBackdrop) {
        draw(*painter);
    }
}

void LossItem::draw(QPainter& painter) const {
    if (!m_frame.geometry.loss || !m_frame.picture.loss) {
        return;
    }
    const auto& style = m_frame.style;
    const auto& loss = *m_frame.picture.loss;
    const QRectF card = *m_frame.geometry.loss;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.color(loss.value ? Token::Faint : Token::Line), style.scaled(1.4)));
    for (const auto& curve : m_frame.geometry.lossCurves) {
        painter.drawPath(curve.path());
    }
    QPen outline(style.color(loss.here ? Token::Accent : loss.value ? Token::Line : Token::Faint), style.scaled(loss.here ? 2.2 : 1));
    const bool isLit = m_frame.hovered.thing == CanvasThing::Loss || m_frame.lights.loss;
    if (!loss.value) {
        outline.setWidthF(style.scaled(loss.here ? 2.2 : 1.3));
        outline.setDashPattern({3, 3});
    } else if (isLit && !loss.here) {
        outline.setColor(style.color(Token::Faint));
    }
    painter.setPen(outline);
    painter.setBrush(style.color(loss.value ? Token::Panel : Token::Canvas));
    painter.drawRoundedRect(card, CanvasStyle::kCorner, CanvasStyle::kCorner);

    const double room = card.width() - 2 * kInset;
    const QRectF title(card.left() + kInset, card.top() + kTop, room, style.scaled(kLine));
    painter.setPen(style.color(Token::Ink));
    LaidText::draw(painter, style.titleFont(), title, Qt::AlignCenter, QCoreApplication::translate("CanvasTexts", "Loss"));
    const QRectF number(card.left() + kInset, title.bottom() + kNumberGap, room, style.scaled(kNumberLine));
    QFont font = style.lossFont();
    const QString text = loss.value ? fittedNumber(m_frame.numbers, *loss.value, room, font) : QStringLiteral("?");
    painter.setPen(style.color(loss.value ? Token::Ink : Token::Mute));
    LaidText::draw(painter, font, number, Qt::AlignCenter, text);
    const QRectF formula(card.left() + kInset, number.bottom() + kFormulaGap, room, style.scaled(kLine));
    painter.setPen(style.color(Token::Mute));
    LaidText::draw(painter, fitted(style.labelFont(), loss.formula, room), formula, Qt::AlignCenter, loss.formula);
}

}  // namespace glassnet::ui
