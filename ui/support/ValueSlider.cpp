#include "ui/support/ValueSlider.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kRadius = 8;
constexpr double kGroove = 4;
constexpr double kValueGap = 8;
constexpr double kValueRing = 3;
constexpr double kZeroCatch = 3;  // pixels: zero is easy to hit
constexpr int kWheelNotch = 120;

QFont labelFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
QFont valueFont() { return Fonts::mono(FontSize::Body, QFont::Bold); }
QFont captionFont() { return Fonts::text(FontSize::Caption); }
double lineHeight(const QFont& font) { return std::ceil(LaidText::height(font)); }
double wordsHeight() { return std::max(lineHeight(labelFont()), lineHeight(valueFont())); }

}  // namespace

ValueSlider::ValueSlider(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void ValueSlider::setLabel(const QString& label) {
    m_label = label;
    describe();
    updateGeometry();
    update();
}

void ValueSlider::setValue(double value) {
    if (m_dragging) {
        return;
    }
    m_value = value;
    fitRange();
    describe();
    update();
}

void ValueSlider::setRange(double range) {
    if (range > 0 && std::isfinite(range)) {
        m_base = range;
        fitRange();
        update();
    }
}

void ValueSlider::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

void ValueSlider::fitRange() {
    m_range = m_base;
    while (std::isfinite(m_value) && std::abs(m_value) > m_range) {
        m_range *= 2;
    }
}

void ValueSlider::describe() {
    setAccessibleName(m_label);
    setAccessibleDescription(m_text.of(m_value));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QSize ValueSlider::sizeHint() const { return {320, minimumSizeHint().height()}; }

QSize ValueSlider::minimumSizeHint() const {
    const double words = LaidText::width(labelFont(), m_label) + LaidText::width(valueFont(), m_text.of(-1.0));
    const double tall = wordsHeight() + kValueGap + 2 * (kRadius + kValueRing) + kValueGap / 2 + lineHeight(captionFont());
    return {std::max(160, static_cast<int>(std::ceil(words + 2 * kValueGap))), static_cast<int>(std::ceil(tall))};
}

double ValueSlider::grooveY() const { return wordsHeight() + kValueGap + kRadius + kValueRing; }

double ValueSlider::xOf(double value) const {
    const double inset = kRadius + kValueRing;
    const double part = std::isfinite(value) ? std::clamp(value / m_range, -1.0, 1.0) : 0.0;
    return inset + (width() - 2 * inset) * (part + 1) / 2;
}

double ValueSlider::valueAt(double x) const {
    if (std::abs(x - xOf(0)) <= kZeroCatch) {
        return 0;
    }
    const double inset = kRadius + kValueRing;
    const double part = std::clamp((x - inset) / std::max(1.0, width() - 2 * inset), 0.0, 1.0);
    // A multiple of the step, by division, so that 1.23 is the double nearest to 1.23.
    return std::round((2 * part - 1) * m_range / kStep) / (1 / kStep);
}

bool ValueSlider::onHandle(const QPointF& position) const {
    return std::hypot(position.x() - xOf(m_value), position.y() - grooveY()) <= kRadius + kValueRing;
}

void ValueSlider::drag(double value) {
    if (value != m_value) {
        m_value = value;
        describe();
        update();
        emit valueDragged(value);
    }
}

void ValueSlider::cancelDrag() {
    m_dragging = false;
    m_value = m_before;
    describe();
    update();
    emit dragCanceled(m_value);
}

void ValueSlider::commit(double value) {
    m_value = value;
    fitRange();
    describe();
    update();
    emit valueCommitted(value);
}

void ValueSlider::mousePressEvent(QMouseEvent* event) {
    const bool onGroove = std::abs(event->position().y() - grooveY()) <= kRadius + kValueRing;
    if (event->button() != Qt::LeftButton || !onGroove) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_keyboardFocus = false;
    m_before = m_value;
    m_dragging = true;
    // A press on the handle holds it where it was taken; a press beside it brings it here.
    m_grab = onHandle(event->position()) ? event->position().x() - xOf(m_value) : 0;
    if (!onHandle(event->position())) {
        drag(valueAt(event->position().x()));
    }
    update();
}

void ValueSlider::mouseMoveEvent(QMouseEvent* event) {
    if (m_dragging) {
        drag(valueAt(event->position().x() - m_grab));
        return;
    }
    const bool hovered = std::abs(event->position().y() - grooveY()) <= kRadius + kValueRing;
    if (hovered != m_hovered) {
        m_hovered = hovered;
        setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void ValueSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_dragging || event->button() != Qt::LeftButton) {
        return;
    }
    m_dragging = false;
    update();
    if (m_value != m_before) {
        commit(m_value);
    }
}

void ValueSlider::leaveEvent(QEvent* event) {
    m_hovered = false;
    update();
    QWidget::leaveEvent(event);
}

void ValueSlider::keyPressEvent(QKeyEvent* event) {
    if (m_dragging) {
        if (event->key() == Qt::Key_Escape) {
            cancelDrag();
        }
        return;
    }
    const double fine = event->modifiers().testFlag(Qt::ShiftModifier) ? kStep / 10 : kStep;
    double value = m_value;
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Down:
            value -= fine;
            break;
        case Qt::Key_Right:
        case Qt::Key_Up:
            value += fine;
            break;
        case Qt::Key_PageDown:
            value -= 10 * kStep;
            break;
        case Qt::Key_PageUp:
            value += 10 * kStep;
            break;
        case Qt::Key_Home:
            value = -m_range;
            break;
        case Qt::Key_End:
            value = m_range;
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    m_keyboardFocus = true;
    if (std::isfinite(value)) {
        commit(value);
    }
}

void ValueSlider::wheelEvent(QWheelEvent* event) {
    // Without focus the wheel scrolls the panel around us.
    if (!hasFocus() || m_dragging || !std::isfinite(m_value)) {
        event->ignore();
        return;
    }
    m_wheel += event->angleDelta().y();
    const int notches = m_wheel / kWheelNotch;
    m_wheel -= notches * kWheelNotch;
    if (notches != 0) {
        commit(m_value + notches * kStep);
    }
    event->accept();
}

void ValueSlider::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(event);
}

void ValueSlider::focusOutEvent(QFocusEvent* event) {
    if (m_dragging) {
        cancelDrag();
    }
    QWidget::focusOutEvent(event);
}

void ValueSlider::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void ValueSlider::paintWords(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF top(0, 0, width(), wordsHeight());
    const QString number = m_text.of(m_value);
    const double numberWidth = LaidText::width(valueFont(), number);
    painter.setPen(theme.color(isEnabled() ? Token::Ink : Token::Faint));
    LaidText::draw(painter, valueFont(), top, Qt::AlignRight | Qt::AlignVCenter, number);
    const QString label = LaidText::elided(labelFont(), m_label, std::max(0.0, width() - numberWidth - kValueGap));
    LaidText::draw(painter, labelFont(), top, Qt::AlignLeft | Qt::AlignVCenter, label);

    painter.setPen(theme.color(Token::Mute));
    const QRectF below(0, grooveY() + kRadius + kValueRing + kValueGap / 2, width(), lineHeight(captionFont()));
    LaidText::draw(painter, captionFont(), below, Qt::AlignLeft | Qt::AlignTop, m_text.exact(-m_range));
    LaidText::draw(painter, captionFont(), below, Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("0"));
    LaidText::draw(painter, captionFont(), below, Qt::AlignRight | Qt::AlignTop, m_text.exact(m_range));
}

void ValueSlider::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintWords(painter);
    const double y = grooveY();
    const double zero = xOf(0);
    const double x = xOf(m_value);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(QRectF(0, y - kGroove / 2, width(), kGroove), kGroove / 2, kGroove / 2);
    painter.setBrush(theme.color(!isEnabled() ? Token::Faint : m_value < 0 ? Token::Negative : Token::Positive));
    painter.drawRect(QRectF(QPointF(std::min(zero, x), y - kGroove / 2), QPointF(std::max(zero, x), y + kGroove / 2)));
    painter.setBrush(theme.color(Token::Faint));
    painter.drawRect(QRectF(std::round(zero) - 0.5, y - kGroove / 2 - 2, 1, kGroove + 4));
    if (m_dragging || (hasFocus() && m_keyboardFocus)) {
        painter.setBrush(theme.color(Token::Accent, 0.22));
        painter.drawEllipse(QPointF(x, y), kRadius + kValueRing, kRadius + kValueRing);
    }
    painter.setPen(QPen(theme.color(isEnabled() ? Token::Accent : Token::Faint), 2));
    painter.setBrush(theme.color(m_hovered || m_dragging ? Token::AccentSoft : Token::Panel));
    painter.drawEllipse(QPointF(x, y), kRadius - 1, kRadius - 1);
}

}  // namespace glassnet::ui
