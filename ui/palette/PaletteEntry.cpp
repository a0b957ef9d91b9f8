#include "ui/palette/PaletteEntry.h"

#include <QApplication>
#include <QDrag>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>
#include <QStyle>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kIcon = 24;
constexpr double kSide = 10;  // left of the icon, and between it and the words
constexpr double kAbove = 5;
constexpr double kCorner = 7;
// The card hangs right below the pointer, so that the ghost on the canvas stays in sight.
constexpr double kDragOffset = 14;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
QFont lineFont() { return Fonts::text(FontSize::Caption); }
double iconSide() { return Fonts::scaled(kIcon); }

}  // namespace

PaletteEntry::PaletteEntry(const PaletteRow& row, QWidget* parent) : QAbstractButton(parent), m_row(row) {
    setText(paletteTitle(row));
    setAccessibleName(paletteTitle(row));
    setAccessibleDescription(paletteHelp(row));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::OpenHandCursor);
    keepKeys(this, {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                    Qt::Key_End});
    setCollapsed(false);
}

void PaletteEntry::setCollapsed(bool collapsed) {
    m_collapsed = collapsed;
    setToolTip(collapsed ? tr("%1: %2", "a layer and what it does").arg(paletteTitle(m_row), paletteHelp(m_row)) : paletteHelp(m_row));
    updateGeometry();
    update();
}

QSize PaletteEntry::sizeHint() const {
    const double tall = std::ceil(QFontMetricsF(titleFont()).height()) + std::ceil(QFontMetricsF(lineFont()).height()) + 2 * kAbove;
    const double words = std::max(QFontMetricsF(titleFont()).horizontalAdvance(paletteTitle(m_row)),
                                  QFontMetricsF(lineFont()).horizontalAdvance(paletteLine(m_row)));
    const double wide = m_collapsed ? tall : 3 * kSide + iconSide() + words;
    return {static_cast<int>(std::ceil(wide)), static_cast<int>(tall)};
}

QSize PaletteEntry::minimumSizeHint() const {
    // Longer words are elided before the palette grows; the tool tip has them in full.
    const auto hint = sizeHint();
    return m_collapsed ? hint : QSize(static_cast<int>(4 * kSide + 2 * iconSide()), hint.height());
}

void PaletteEntry::paintIcon(QPainter& painter, const QRectF& place) const {
    const Theme& theme = Theme::current();
    const bool isData = m_row.section == PaletteSection::Data;
    Icon::paint(painter, place, QString::fromLatin1(m_row.icon), theme.color(isData ? Token::Negative : Token::Ink),
                theme.color(isData ? Token::Positive : Token::Accent));
}

void PaletteEntry::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body(rect());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(isArmed() ? Token::AccentSoft : Token::Window));
    painter.drawRoundedRect(body, kCorner, kCorner);
    painter.setBrush(Qt::NoBrush);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.drawRoundedRect(body.adjusted(0.75, 0.75, -0.75, -0.75), kCorner, kCorner);
    } else if (underMouse() && !isArmed()) {
        painter.setPen(QPen(theme.color(Token::Faint), 1));
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    }
    const double icon = iconSide();
    const double top = std::round((body.height() - icon) / 2);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const double left = m_collapsed ? std::round((body.width() - icon) / 2) : mirrored ? body.width() - kSide - icon : kSide;
    paintIcon(painter, {left, top, icon, icon});
    if (m_collapsed) {
        return;
    }
    const double skip = 2 * kSide + icon;
    const QRectF words = mirrored ? body.adjusted(kSide, kAbove, -skip, -kAbove) : body.adjusted(skip, kAbove, -kSide, -kAbove);
    const QFontMetricsF titleMetrics(titleFont());
    const QFontMetricsF lineMetrics(lineFont());
    const double middle = words.top() + std::round(words.height() * titleMetrics.height() / (titleMetrics.height() + lineMetrics.height()));
    const auto align = Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter.setFont(titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(words.topLeft(), QPointF(words.right(), middle)), static_cast<int>(align),
                     titleMetrics.elidedText(paletteTitle(m_row), Qt::ElideRight, words.width()));
    painter.setFont(lineFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(QPointF(words.left(), middle), words.bottomRight()), static_cast<int>(align),
                     lineMetrics.elidedText(paletteLine(m_row), Qt::ElideRight, words.width()));
}

QPixmap PaletteEntry::dragPicture(qreal dpr) const {
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(titleFont());
    const double icon = iconSide();
    const QRectF card(kDragOffset, kDragOffset, std::ceil(icon + metrics.horizontalAdvance(paletteTitle(m_row)) + 3 * kSide),
                      icon + 2 * kAbove);
    const QSizeF size(card.right() + 1, card.bottom() + 1);
    QPixmap picture((size * dpr).toSize());
    picture.setDevicePixelRatio(dpr);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Accent), 1));
    painter.setBrush(theme.color(Token::AccentSoft));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    paintIcon(painter, {card.left() + kSide, card.top() + kAbove, icon, icon});
    painter.setFont(titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(card.adjusted(2 * kSide + icon, 0, -kSide, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip,
                     paletteTitle(m_row));
    return picture;
}

void PaletteEntry::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = event->position().toPoint();
    QAbstractButton::mousePressEvent(event);
}

void PaletteEntry::mouseMoveEvent(QMouseEvent* event) {
    const bool far = (event->position().toPoint() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (event->buttons().testFlag(Qt::LeftButton) && isDown() && far) {
        drag();
        return;
    }
    QAbstractButton::mouseMoveEvent(event);
}

void PaletteEntry::drag() {
    m_dragged = true;
    setDown(false);
    auto* drag = new QDrag(this);
    drag->setMimeData(paletteMimeData(m_row).release());
    drag->setPixmap(dragPicture(devicePixelRatioF()));
    drag->setHotSpot(QPoint(0, 0));
    update();
    // The loop inside may do anything, also close the window.
    const QPointer<PaletteEntry> alive(this);
    drag->exec(Qt::CopyAction);
    if (alive != nullptr) {
        m_dragged = false;
        update();
    }
}

void PaletteEntry::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!event->isAutoRepeat()) {
                click();
            }
            break;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Home:
        case Qt::Key_End:
            emit moveRequested(event->key());
            break;
        default:
            QAbstractButton::keyPressEvent(event);
    }
}

void PaletteEntry::focusInEvent(QFocusEvent* event) {
    QAbstractButton::focusInEvent(event);
    emit focused();
}

void PaletteEntry::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

}  // namespace glassnet::ui
