#include "ui/training/InkPad.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kInkCorner = 6;
constexpr double kInkKeyStep = 0.02;

/// The drawing in the theme's ink, seen through where there is none.
QImage inked(const QImage& drawing, const QColor& ink) {
    QImage image(drawing.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(ink);
    QImage alpha = drawing;
    alpha.reinterpretAsFormat(QImage::Format_Alpha8);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    painter.drawImage(0, 0, alpha);
    return image;
}

}  // namespace

InkPad::InkPad(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Paper to draw a digit on"));
    setAccessibleDescription(tr("The arrow keys move the pen, Space puts it down or lifts it, Delete clears the paper."));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Space, Qt::Key_Delete});
}

void InkPad::clear() {
    m_drawing.clear();
    m_penDown = false;
    update();
    emit drawn();
}

QRectF InkPad::square() const {
    const double side = std::min(width(), height());
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QPointF InkPad::placeAt(const QPointF& position) const {
    const QRectF paper = square();
    return {std::clamp((position.x() - paper.left()) / paper.width(), 0.0, 1.0),
            std::clamp((position.y() - paper.top()) / paper.height(), 0.0, 1.0)};
}

void InkPad::strokeTo(const QPointF& place) {
    m_drawing.stroke(m_last.value_or(place), place);
    m_last = place;
    update();
    emit drawn();
}

void InkPad::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF paper = square().adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Line), 1));
    painter.setBrush(theme.color(Token::Window));
    painter.drawRoundedRect(paper, kInkCorner, kInkCorner);
    if (m_drawing.isEmpty()) {
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(Fonts::text(FontSize::Caption));
        painter.drawText(paper.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, tr("Draw a digit here."));
    } else {
        painter.drawImage(square(), inked(m_drawing.image(), theme.color(Token::Ink)));
    }
    if (m_penShown && hasFocus()) {
        const QPointF place = square().topLeft() + m_pen * square().width();
        const double radius = InkDrawing::kPen * square().width() / 2;
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.setBrush(m_penDown ? theme.color(Token::Accent) : theme.color(Token::Accent, 0.15));
        painter.drawEllipse(place, radius, radius);
    }
}

void InkPad::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_penShown = false;
        m_last.reset();
        strokeTo(placeAt(event->position()));
    }
}

void InkPad::mouseMoveEvent(QMouseEvent* event) {
    if (m_last) {
        strokeTo(placeAt(event->position()));
    }
}

void InkPad::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_last.reset();
    }
}

void InkPad::keyPressEvent(QKeyEvent* event) {
    const QPointF step(event->key() == Qt::Key_Left    ? -1
                       : event->key() == Qt::Key_Right ? 1
                                                       : 0,
                       event->key() == Qt::Key_Up     ? -1
                       : event->key() == Qt::Key_Down ? 1
                                                      : 0);
    if (event->key() == Qt::Key_Delete) {
        clear();
    } else if (event->key() == Qt::Key_Space) {
        m_penShown = true;
        m_penDown = !m_penDown;
        if (m_penDown) {
            m_last = m_pen;
            strokeTo(m_pen);
        }
        m_last.reset();
        update();
    } else if (!step.isNull()) {
        m_penShown = true;
        const QPointF before = m_pen;
        m_pen = QPointF(std::clamp(m_pen.x() + kInkKeyStep * step.x(), 0.0, 1.0), std::clamp(m_pen.y() + kInkKeyStep * step.y(), 0.0, 1.0));
        if (m_penDown) {
            m_last = before;
            strokeTo(m_pen);
            m_last.reset();
        }
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void InkPad::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void InkPad::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_penDown = false;
    update();
}

}  // namespace glassnet::ui
