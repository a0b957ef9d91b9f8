#include "ui/support/ChoiceStrip.h"

#include <QAccessible>
#include <QEasingCurve>
#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Motion.h"

namespace glassnet::ui {

ChoiceStrip::ChoiceStrip(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End});
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this] { update(); });
}

void ChoiceStrip::setItems(const QStringList& texts) {
    m_glide.stop();
    m_texts = texts;
    m_current = texts.isEmpty() ? -1 : 0;
    m_hovered = -1;
    describe();
    updateGeometry();
    update();
}

void ChoiceStrip::setCurrent(int index) {
    if (index < 0 || index >= count() || index == m_current) {
        return;
    }
    const QRectF from = markRect();
    m_current = index;
    m_glide.stop();
    if (isVisible() && Motion::milliseconds() > 0) {
        m_from = from;
        m_glide.setDuration(Motion::milliseconds());
        m_glide.start();
    }
    describe();
    update();
    emit currentChanged(index);
}

QRectF ChoiceStrip::markRect() const {
    if (m_current < 0) {
        return {};
    }
    const QRectF to = itemRect(m_current);
    if (m_glide.state() != QAbstractAnimation::Running) {
        return to;
    }
    const double t = m_glide.currentValue().toDouble();
    const double left = m_from.left() + (to.left() - m_from.left()) * t;
    const double right = m_from.right() + (to.right() - m_from.right()) * t;
    return {left, to.top(), right - left, to.height()};
}

double ChoiceStrip::textWidth(int index) const {
    return LaidText::width(Fonts::text(FontSize::Body, QFont::DemiBold), m_texts.at(index));
}

bool ChoiceStrip::showsFocus() const { return hasFocus() && m_keyboardFocus; }

int ChoiceStrip::indexAt(const QPointF& position) const {
    for (int i = 0; i < count(); ++i) {
        if (itemRect(i).contains(position)) {
            return i;
        }
    }
    return -1;
}

void ChoiceStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_keyboardFocus = false;
        setCurrent(indexAt(event->position()));
    }
}

void ChoiceStrip::mouseMoveEvent(QMouseEvent* event) {
    if (const int index = indexAt(event->position()); index != m_hovered) {
        m_hovered = index;
        setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void ChoiceStrip::leaveEvent(QEvent* event) {
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void ChoiceStrip::keyPressEvent(QKeyEvent* event) {
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    int index = m_current;
    switch (event->key()) {
        case Qt::Key_Left:
            index -= forward;
            break;
        case Qt::Key_Right:
            index += forward;
            break;
        case Qt::Key_Home:
            index = 0;
            break;
        case Qt::Key_End:
            index = count() - 1;
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    m_keyboardFocus = true;
    setCurrent(index);
    update();
}

void ChoiceStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

bool ChoiceStrip::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        m_keyboardFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        update();
    } else if (event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::event(event);
}

void ChoiceStrip::describe() {
    const QString chosen = m_current >= 0 ? m_texts.at(m_current) : QString();
    setAccessibleDescription(m_current < 0 ? QString() : tr("%1, %2 of %3").arg(chosen).arg(m_current + 1).arg(count()));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

}  // namespace glassnet::ui
