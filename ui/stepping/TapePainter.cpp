#include "ui/stepping/TapePainter.h"

#include <QImage>
#include <QLinearGradient>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "ui/stepping/TapeMetrics.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kTapeCardInset = 6;
constexpr double kTapeCorner = 6;
constexpr double kFade = 28;
constexpr double kStack = 3;    // how far the card behind a group's card looks out
constexpr double kBracket = 4;  // below the cards of an unfolded group
constexpr double kTapeBar = 2;  // how thick the line is that says how much of a group has run

QColor color(Token token) { return Theme::current().color(token); }

QPainterPath rounded(const QRectF& rect) {
    QPainterPath path;
    path.addRoundedRect(rect, kTapeCorner, kTapeCorner);
    return path;
}

}  // namespace

QRectF TapePicture::cardRect(std::size_t card) const {
    const TapeSpan& span = layout.cards().at(card);
    return {span.left - std::round(scroll) + TapeMetrics::margin(), TapeMetrics::cardsTop(), span.width, TapeMetrics::cardHeight()};
}

void TapePainter::paint(const QRectF& exposed) const {
    for (std::size_t i = 0; i < m_picture.cards.cards().size(); ++i) {
        if (m_picture.cardRect(i).adjusted(-kReach, -kReach, kReach, kReach).intersects(exposed)) {
            showCard(i);
        }
        if (m_picture.cards.cards()[i].kind == TapeCard::Kind::Head) {
            paintBracket(i);
        }
    }
    paintFades();
    paintCaptions();
    paintPlayhead();
}

void TapePainter::paintCaptions() const {
    const auto& entries = m_picture.snapshot.program->entries();
    const auto& cards = m_picture.cards.cards();
    const QFont font = TapeMetrics::phaseFont();
    for (std::size_t first = 0; first < cards.size();) {
        const Phase phase = entries[cards[first].first].phase;
        std::size_t last = first;
        while (last + 1 < cards.size() && entries[cards[last + 1].first].phase == phase) {
            ++last;
        }
        const QString text = phaseText(phase);
        const double width = LaidText::width(font, text);
        const double begin = m_picture.cardRect(first).left() + 1;
        const double right = m_picture.cardRect(last).right();
        // The caption stays in view as long as its phase does.
        const double left = std::min(std::max(begin, TapeMetrics::margin()), std::max(begin, right - width));
        const QRectF place(left, TapeMetrics::captionsTop(), width + 1, TapeMetrics::lineHeight(font));
        if (place.intersects(QRectF(QPointF(0, 0), m_picture.size))) {
            m_painter.setPen(color(Token::Mute));
            LaidText::draw(m_painter, font, place, Qt::AlignLeft | Qt::AlignVCenter, text);
        }
        const double y = std::round(place.center().y()) + 0.5;
        if (right > place.right() + 6) {
            m_painter.setPen(QPen(color(Token::Line), 1));
            m_painter.drawLine(QPointF(place.right() + 6, y), QPointF(right, y));
        }
        first = last + 1;
    }
}

TapeCardLook TapePainter::lookOf(std::size_t index) const {
    const TapeCard& card = m_picture.cards.cards()[index];
    const QRectF rect = m_picture.cardRect(index);
    const std::size_t position = m_picture.snapshot.position;
    const std::size_t first = card.first;
    const std::size_t count = card.group < 0 ? 1 : m_picture.cards.groups()[static_cast<std::size_t>(card.group)].count;
    TapeCardLook look;
    look.isHere = position > first && position <= first + card.count;
    look.isReached = position > first;
    look.isDone = card.kind == TapeCard::Kind::Entry ? look.isReached : card.kind == TapeCard::Kind::Folded && position >= first + count;
    look.isHovered = static_cast<int>(index) == m_picture.hovered;
    look.done = std::clamp(position, first, first + count) - first;
    look.shown = look.isHere ? m_picture.shown : 1;
    look.size = rect.size();
    look.offset = rect.topLeft() - QPointF(std::floor(rect.left()), std::floor(rect.top()));
    look.pixelRatio = m_painter.device()->devicePixelRatioF();
    look.scale = Fonts::scale();
    look.isDark = Theme::current().isDark();
    return look;
}

void TapePainter::showCard(std::size_t index) const {
    const TapeCard& card = m_picture.cards.cards()[index];
    const TapeCardLook look = lookOf(index);
    const QRectF rect = m_picture.cardRect(index);
    const bool isRinged = m_picture.focused && (look.isHere || (m_picture.snapshot.position == 0 && index == 0));
    // A picture is sharp on whole pixels only, and what keeps shapes and texts is to get them.
    const bool takesPictures = look.pixelRatio == std::round(look.pixelRatio) && m_painter.paintEngine()->type() == QPaintEngine::Raster;
    if (isRinged || !takesPictures) {
        paintCard(index, look);
        if (isRinged) {
            paintRing(rect);
        }
        return;
    }
    const QRect place = rect.adjusted(0, 0, 0, card.kind == TapeCard::Kind::Folded ? kStack : 0).toAlignedRect();
    m_painter.drawImage(place.topLeft(), m_picture.images.image(card, look, [&] {
        QImage image((QSizeF(place.size()) * look.pixelRatio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(look.pixelRatio);
        image.fill(color(Token::Panel));
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(-place.topLeft());
        TapePainter(painter, m_picture).paintCard(index, look);
        return image;
    }));
}

void TapePainter::paintCard(std::size_t index, const TapeCardLook& look) const {
    const TapeCard& card = m_picture.cards.cards()[index];
    const QRectF rect = m_picture.cardRect(index);
    if (card.kind == TapeCard::Kind::Folded) {
        m_painter.setPen(QPen(color(Token::Line), 1));
        m_painter.setBrush(color(Token::Panel));
        m_painter.drawRoundedRect(rect.adjusted(kStack + 0.5, kStack + 0.5, -kStack - 0.5, kStack - 0.5), kTapeCorner, kTapeCorner);
    }
    if (look.isHere && card.kind == TapeCard::Kind::Entry && look.shown < 1) {
        paintPartGround(rect);
    } else {
        paintGround(rect, look.isHere, look.isDone, look.isHovered);
    }
    if (card.kind == TapeCard::Kind::Entry) {
        paintEntry(rect, card, look.isReached);
    } else {
        paintGroup(rect, card, look.done);
    }
}

void TapePainter::paintGround(const QRectF& rect, bool isHere, bool isDone, bool isHovered) const {
    const double pen = isHere ? 1.5 : 1;
    m_painter.setPen(QPen(color(isHere ? Token::Accent : isHovered ? Token::Faint : Token::Line), pen));
    m_painter.setBrush(color(isHere ? Token::AccentSoft : isDone ? Token::Window : Token::Panel));
    m_painter.drawRoundedRect(rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), kTapeCorner, kTapeCorner);
}

/// What is there is solid, the rest is dashed, as everywhere.
void TapePainter::paintPartGround(const QRectF& rect) const {
    constexpr double kPen = 1.5;
    const QRectF inner = rect.adjusted(kPen / 2, kPen / 2, -kPen / 2, -kPen / 2);
    const double edge = rect.left() + rect.width() * m_picture.shown;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color(Token::Panel));
    m_painter.drawPath(rounded(inner));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.save();
    m_painter.setClipRect(QRectF(QPointF(edge, rect.top() - 1), rect.bottomRight() + QPointF(1, 1)), Qt::IntersectClip);
    m_painter.setPen(QPen(color(Token::Accent), 1, Qt::DashLine));
    m_painter.drawPath(rounded(inner));
    m_painter.restore();
    m_painter.save();
    m_painter.setClipRect(QRectF(rect.topLeft() - QPointF(1, 1), QPointF(edge, rect.bottom() + 1)), Qt::IntersectClip);
    m_painter.fillPath(rounded(inner), color(Token::AccentSoft));
    m_painter.setPen(QPen(color(Token::Accent), kPen));
    m_painter.drawPath(rounded(inner));
    m_painter.restore();
}

void TapePainter::paintEntry(const QRectF& rect, const TapeCard& card, bool isReached) const {
    const EntryText& text = m_picture.texts.entries()[card.first];
    const double top = rect.top() + Fonts::scaled(kTapeCardInset);
    const QRectF formula(rect.left(), top, rect.width(), TapeMetrics::lineHeight(TapeMetrics::formulaFont()));
    const QRectF caption(rect.left(), formula.bottom() + 2, rect.width(), TapeMetrics::lineHeight(TapeMetrics::captionFont()));
    m_painter.setPen(color(isReached ? Token::Ink : Token::Faint));
    LaidText::draw(m_painter, TapeMetrics::formulaFont(), formula, Qt::AlignCenter, text.formula);
    m_painter.setPen(color(isReached ? Token::Mute : Token::Faint));
    LaidText::draw(m_painter, TapeMetrics::captionFont(), caption, Qt::AlignCenter, text.caption);
}

void TapePainter::paintGroup(const QRectF& rect, const TapeCard& card, std::size_t done) const {
    const TapeGroup& group = m_picture.cards.groups()[static_cast<std::size_t>(card.group)];
    const bool isHead = card.kind == TapeCard::Kind::Head;
    const QFont nameFont = TapeMetrics::groupFont();
    const QString name = LaidText::elided(nameFont, m_picture.texts.groupName(card.group), TapeMetrics::widestName() + 1);
    const QString caption = m_picture.texts.groupCaption(card.group, isHead ? 0 : done);
    const double sign = TapeMetrics::signWidth();
    const double top = rect.top() + Fonts::scaled(kTapeCardInset);
    const double wide = rect.width() - sign;
    const QRectF upper(rect.left(), top, wide, TapeMetrics::lineHeight(TapeMetrics::formulaFont()));
    const QRectF lower(rect.left(), upper.bottom() + 2, wide, TapeMetrics::lineHeight(TapeMetrics::captionFont()));
    const QPointF shift(sign * 0.25, 0);
    m_painter.setPen(color(done > 0 ? Token::Ink : Token::Mute));
    LaidText::draw(m_painter, nameFont, upper.translated(shift), Qt::AlignCenter, name);
    m_painter.setPen(color(done > 0 ? Token::Mute : Token::Faint));
    LaidText::draw(m_painter, TapeMetrics::captionFont(), lower.translated(shift), Qt::AlignCenter, caption);
    // The sign: there is more to the right, or it goes back in.
    const double arm = Fonts::scaled(3);
    const QPointF at(rect.right() - sign * 0.8, std::round(rect.center().y()));
    const double toward = isHead ? -arm / 2 : arm / 2;
    m_painter.setPen(QPen(color(Token::Mute), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPolyline(QPolygonF({at + QPointF(-toward, -arm), at + QPointF(toward, 0), at + QPointF(-toward, arm)}));
    if (!isHead && done > 0 && done < group.count) {
        const double bar = Fonts::scaled(kTapeBar);
        const QRectF track(rect.left() + kTapeCorner, rect.bottom() - bar - 2, rect.width() - 2 * kTapeCorner, bar);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color(Token::Line));
        m_painter.drawRoundedRect(track, bar / 2, bar / 2);
        const double part = (static_cast<double>(done) - 1 + m_picture.shown) / static_cast<double>(group.count);
        m_painter.setBrush(color(Token::Accent));
        m_painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * part, bar)), bar / 2, bar / 2);
    }
}

/// Holds the cards of an unfolded group together.
void TapePainter::paintBracket(std::size_t head) const {
    const TapeCard& card = m_picture.cards.cards()[head];
    const TapeGroup& group = m_picture.cards.groups()[static_cast<std::size_t>(card.group)];
    const QRectF from = m_picture.cardRect(head);
    const QRectF to = m_picture.cardRect(m_picture.cards.cardOf(group.first + group.count - 1));
    const double y = std::round(from.bottom()) + kBracket + 0.5;
    m_painter.setPen(QPen(color(Token::Faint), 1));
    m_painter.drawPolyline(QPolygonF({QPointF(from.left() + 3.5, y - 2), QPointF(from.left() + 3.5, y), QPointF(to.right() - 3.5, y),
                                      QPointF(to.right() - 3.5, y - 2)}));
}

void TapePainter::paintRing(const QRectF& rect) const {
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(Theme::current().color(Token::Accent, 0.45), 2));
    m_painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), kTapeCorner + 1, kTapeCorner + 1);
}

void TapePainter::paintPlayhead() const {
    const QPointF tip = m_picture.playhead;
    const double half = Fonts::scaled(kPointer);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color(Token::Accent));
    m_painter.drawPolygon(QPolygonF({tip, tip + QPointF(-half, -half), tip + QPointF(half, -half)}));
}

void TapePainter::paintFades() const {
    const QColor solid = color(Token::Panel);
    const QColor clear = Theme::current().color(Token::Panel, 0);
    const double wide = Fonts::scaled(kFade);
    const auto fade = [&](double from, double to) {
        QLinearGradient gradient(from, 0, to, 0);
        gradient.setColorAt(0, solid);
        gradient.setColorAt(0.3, solid);
        gradient.setColorAt(1, clear);
        m_painter.fillRect(QRectF(std::min(from, to), 0, wide, m_picture.size.height()), gradient);
    };
    const double room = std::max(0.0, m_picture.size.width() - 2 * TapeMetrics::margin());
    if (m_picture.scroll > 0.5) {
        fade(0, wide);
    }
    if (m_picture.layout.length() - room - m_picture.scroll > 0.5) {
        fade(m_picture.size.width(), m_picture.size.width() - wide);
    }
}

}  // namespace glassnet::ui
