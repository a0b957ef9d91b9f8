#include "ui/stepping/TapeWidget.h"

#include <QAccessible>
#include <QApplication>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 8;
constexpr double kTop = 8;
constexpr double kPointer = 6;  // between the captions and the cards
constexpr double kCardInset = 6;
constexpr double kBottom = 12;
constexpr double kCorner = 6;
constexpr double kFade = 28;
constexpr double kGrip = 12;  // how far from the pointer's tip it can still be taken
constexpr double kWheelStep = 60;

QFont formulaFont() { return Fonts::text(FontSize::Body); }
QFont captionFont() { return Fonts::text(FontSize::Caption); }
QFont groupFont() { return Fonts::text(FontSize::Caption, QFont::DemiBold); }
double lineHeight(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

double cardsTop() { return Fonts::scaled(kTop) + lineHeight(groupFont()) + Fonts::scaled(kPointer); }
double cardHeight() { return 2 * Fonts::scaled(kCardInset) + lineHeight(formulaFont()) + lineHeight(captionFont()) + 2; }

}  // namespace

TapeWidget::TapeWidget(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Steps of this pass"));
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const double t = value.toDouble();
        m_scroll = m_scrollFrom + (m_scrollTo - m_scrollFrom) * t;
        m_playhead = m_playheadFrom + (m_playheadTo - m_playheadFrom) * t;
        update();
    });
}

void TapeWidget::setSnapshot(SnapshotPtr snapshot) {
    const bool isOther = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program || m_snapshot->network != snapshot->network ||
                         m_snapshot->rows != snapshot->rows;
    const std::size_t before = position();
    m_snapshot = std::move(snapshot);
    if (isOther) {
        readTexts();
        relayout();
    } else if (before != position()) {
        moveTo(m_layout.scrollFor(static_cast<int>(position()) - 1, m_scroll, room()), restingPlayhead());
    }
    const QString sentence = position() == 0 ? tr("No step has run yet.") : m_texts.at(position() - 1).sentence;
    if (accessibleDescription() != sentence) {
        setAccessibleDescription(sentence);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    update();
}

void TapeWidget::readTexts() {
    m_texts.clear();
    m_hovered = -1;
    if (!m_snapshot) {
        return;
    }
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    for (const Entry& entry : m_snapshot->program->entries()) {
        m_texts.push_back(entryText(names, entry, m_snapshot->rows));
    }
}

void TapeWidget::relayout() {
    std::vector<TapeItem> items;
    const QFontMetricsF formula(formulaFont());
    const QFontMetricsF caption(captionFont());
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const auto& entries = m_snapshot->program->entries();
        items.push_back({std::max(formula.horizontalAdvance(m_texts[i].formula), caption.horizontalAdvance(m_texts[i].caption)),
                         i > 0 && entries[i].phase != entries[i - 1].phase});
    }
    m_layout = TapeLayout(items, room(), Fonts::scale());
    m_motion.stop();
    m_scroll = m_layout.scrollFor(static_cast<int>(position()) - 1, m_scroll, room());
    m_playhead = restingPlayhead();
    update();
}

double TapeWidget::room() const { return std::max(0.0, width() - 2 * Fonts::scaled(kMargin)); }

double TapeWidget::restingPlayhead() const {
    if (m_layout.cards().empty()) {
        return 0;
    }
    return position() == 0 ? m_layout.cards().front().left : m_layout.cards().at(position() - 1).center();
}

double TapeWidget::toTape(double x) const { return x - Fonts::scaled(kMargin) + m_scroll; }

QRectF TapeWidget::cardRect(std::size_t entry) const {
    const TapeSpan& span = m_layout.cards().at(entry);
    return {span.left - std::round(m_scroll) + Fonts::scaled(kMargin), cardsTop(), span.width, cardHeight()};
}

QPointF TapeWidget::playhead() const { return {m_playhead - std::round(m_scroll) + Fonts::scaled(kMargin), cardsTop() - 1}; }

QSize TapeWidget::sizeHint() const {
    const int height = static_cast<int>(cardsTop() + cardHeight() + Fonts::scaled(kBottom));
    return {static_cast<int>(std::ceil(m_layout.length() + 2 * Fonts::scaled(kMargin))), height};
}

QSize TapeWidget::minimumSizeHint() const { return {static_cast<int>(Fonts::scaled(240)), sizeHint().height()}; }

void TapeWidget::moveTo(double scroll, double playhead) {
    m_motion.stop();
    m_scrollFrom = m_scroll;
    m_playheadFrom = m_playhead;
    m_scrollTo = scroll;
    m_playheadTo = playhead;
    if (Motion::milliseconds() == 0 || !isVisible()) {
        m_scroll = scroll;
        m_playhead = playhead;
        update();
        return;
    }
    m_motion.setDuration(Motion::milliseconds());
    m_motion.start();
}

void TapeWidget::scrollTo(double scroll) {
    m_motion.stop();
    m_playhead = restingPlayhead();
    m_scroll = std::clamp(scroll, 0.0, std::max(0.0, m_layout.length() - room()));
    update();
}

void TapeWidget::hover(int card) {
    if (card == m_hovered) {
        return;
    }
    m_hovered = card;
    setCursor(card < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    emit entryHovered(card < 0 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(card)));
    update();
}

void TapeWidget::request(std::size_t position) {
    m_requested = position;
    emit entryRequested(position);
}

bool TapeWidget::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int card = help->pos().y() < cardsTop() ? -1 : m_layout.cardAt(toTape(help->pos().x()));
        if (card < 0) {
            QToolTip::hideText();
            event->ignore();
        } else {
            const EntryText& text = m_texts[static_cast<std::size_t>(card)];
            const QString tip = QStringLiteral("<p>%1</p><p>%2</p>").arg(text.sentence.toHtmlEscaped(), text.shapes.toHtmlEscaped());
            QToolTip::showText(help->globalPos(), tip, this, cardRect(static_cast<std::size_t>(card)).toAlignedRect());
        }
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        relayout();
    }
    return QWidget::event(event);
}

void TapeWidget::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void TapeWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_texts.empty()) {
        return;
    }
    m_pressed = event->position();
    m_scrollPressed = m_scroll;
    m_requested = position();
    const QPointF tip = playhead();
    const bool onPlayhead = event->position().y() < cardsTop() && std::abs(event->position().x() - tip.x()) <= Fonts::scaled(kGrip);
    m_drag = onPlayhead ? Drag::Playhead : Drag::Pressed;
}

void TapeWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_drag == Drag::Pressed && std::abs(at.x() - m_pressed.x()) >= QApplication::startDragDistance()) {
        m_drag = Drag::Scrolling;
        hover(-1);
    }
    if (m_drag == Drag::Scrolling) {
        scrollTo(m_scrollPressed - (at.x() - m_pressed.x()));
    } else if (m_drag == Drag::Playhead) {
        const double x = toTape(at.x());
        const auto wanted = x < m_layout.cards().front().left ? 0 : static_cast<std::size_t>(m_layout.nearestCard(x)) + 1;
        if (wanted != m_requested) {
            request(wanted);
        }
    } else if (m_drag == Drag::None) {
        hover(at.y() < cardsTop() || at.y() > cardsTop() + cardHeight() ? -1 : m_layout.cardAt(toTape(at.x())));
        if (m_hovered < 0) {
            const bool onPlayhead = !m_texts.empty() && at.y() < cardsTop() && std::abs(at.x() - playhead().x()) <= Fonts::scaled(kGrip);
            setCursor(onPlayhead ? Qt::SizeHorCursor : Qt::ArrowCursor);
        }
    }
}

void TapeWidget::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QPointF at = event->position();
    const int card = at.y() < cardsTop() || at.y() > cardsTop() + cardHeight() ? -1 : m_layout.cardAt(toTape(at.x()));
    if (drag == Drag::Pressed && card >= 0) {
        request(static_cast<std::size_t>(card) + 1);
    }
}

void TapeWidget::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    const int turned = std::abs(angle.x()) > std::abs(angle.y()) ? angle.x() : angle.y();
    const QPoint pixels = event->pixelDelta();
    const double by = pixels.isNull() ? turned / 120.0 * Fonts::scaled(kWheelStep) : (pixels.x() != 0 ? pixels.x() : pixels.y());
    scrollTo(m_scroll - by);
    event->accept();
}

void TapeWidget::leaveEvent(QEvent* event) {
    hover(-1);
    QWidget::leaveEvent(event);
}

void TapeWidget::keyPressEvent(QKeyEvent* event) {
    const std::size_t at = position();
    if (event->key() == Qt::Key_Left && at > 0) {
        request(at - 1);
    } else if (event->key() == Qt::Key_Right && at < m_texts.size()) {
        request(at + 1);
    } else if (event->key() == Qt::Key_Home && at > 0) {
        request(0);
    } else if (event->key() == Qt::Key_End && at < m_texts.size()) {
        request(m_texts.size());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TapeWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_texts.empty()) {
        return;
    }
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        if (cardRect(i).intersects(QRectF(rect()))) {
            paintCard(painter, i);
        }
    }
    paintFades(painter);
    paintCaptions(painter);
    paintPlayhead(painter);
}

void TapeWidget::paintCaptions(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const auto& entries = m_snapshot->program->entries();
    painter.setFont(groupFont());
    for (std::size_t first = 0; first < m_texts.size();) {
        std::size_t last = first;
        while (last + 1 < m_texts.size() && entries[last + 1].phase == entries[first].phase) {
            ++last;
        }
        const QString text = phaseText(entries[first].phase);
        const double width = QFontMetricsF(groupFont()).horizontalAdvance(text);
        const double right = cardRect(last).right();
        // The caption stays in view as long as its group does.
        const double left =
            std::min(std::max(cardRect(first).left() + 1, Fonts::scaled(kMargin)), std::max(cardRect(first).left() + 1, right - width));
        const QRectF place(left, Fonts::scaled(kTop) - 2, width + 1, lineHeight(groupFont()));
        if (place.intersects(QRectF(rect()))) {
            painter.setPen(theme.color(Token::Mute));
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
        }
        const double y = std::round(place.center().y()) + 0.5;
        if (right > place.right() + 6) {
            painter.setPen(QPen(theme.color(Token::Line), 1));
            painter.drawLine(QPointF(place.right() + 6, y), QPointF(right, y));
        }
        first = last + 1;
    }
}

void TapeWidget::paintCard(QPainter& painter, std::size_t entry) const {
    const Theme& theme = Theme::current();
    const bool isCurrent = entry + 1 == position();
    const bool isDone = entry < position();
    const bool isHovered = static_cast<int>(entry) == m_hovered;
    const QRectF card = cardRect(entry);
    const Token border = isCurrent ? Token::Accent : isHovered ? Token::Faint : Token::Line;
    const double pen = isCurrent ? 1.5 : 1;
    painter.setPen(QPen(theme.color(border), pen));
    painter.setBrush(theme.color(isCurrent ? Token::AccentSoft : isDone ? Token::Window : Token::Panel));
    painter.drawRoundedRect(card.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), kCorner, kCorner);
    if (hasFocus() && (isCurrent || (position() == 0 && entry == 0))) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent, 0.45), 2));
        painter.drawRoundedRect(card.adjusted(-1.5, -1.5, 1.5, 1.5), kCorner + 1, kCorner + 1);
    }
    const EntryText& text = m_texts[entry];
    const double top = card.top() + Fonts::scaled(kCardInset);
    const QRectF formula(card.left(), top, card.width(), lineHeight(formulaFont()));
    const QRectF caption(card.left(), formula.bottom() + 2, card.width(), lineHeight(captionFont()));
    painter.setPen(theme.color(isDone ? Token::Ink : Token::Faint));
    painter.setFont(formulaFont());
    painter.drawText(formula, Qt::AlignCenter, text.formula);
    painter.setPen(theme.color(isDone ? Token::Mute : Token::Faint));
    painter.setFont(captionFont());
    painter.drawText(caption, Qt::AlignCenter, text.caption);
}

void TapeWidget::paintPlayhead(QPainter& painter) const {
    const QPointF tip = playhead();
    const double half = Fonts::scaled(kPointer);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().color(Token::Accent));
    painter.drawPolygon(QPolygonF({tip, tip + QPointF(-half, -half), tip + QPointF(half, -half)}));
}

void TapeWidget::paintFades(QPainter& painter) const {
    const QColor solid = Theme::current().color(Token::Panel);
    const QColor clear = Theme::current().color(Token::Panel, 0);
    const double wide = Fonts::scaled(kFade);
    const auto fade = [&](double from, double to) {
        QLinearGradient gradient(from, 0, to, 0);
        gradient.setColorAt(0, solid);
        gradient.setColorAt(0.3, solid);
        gradient.setColorAt(1, clear);
        painter.fillRect(QRectF(std::min(from, to), 0, wide, height()), gradient);
    };
    if (m_scroll > 0.5) {
        fade(0, wide);
    }
    if (m_layout.length() - room() - m_scroll > 0.5) {
        fade(width(), width() - wide);
    }
}

}  // namespace glassnet::ui
