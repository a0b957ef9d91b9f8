#include "ui/canvas/ValueMotion.h"

#include <QPainter>
#include <utility>

#include "ui/theme/Motion.h"

namespace glassnet::ui {

namespace {

constexpr double kValueMotionDot = 4.5;  // radius
constexpr double kFront = 4;  // width
constexpr double kFrontOpacity = 0.65;
constexpr double kValueMotionReach = 160;  // a number may stand out over the end of its curve

double placeAt(double from, double to, double progress) { return from + (to - from) * progress; }

}  // namespace

ValueMotion::ValueMotion(const CanvasFrame& frame) : m_frame(frame) {
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::InOutQuad);
    QObject::connect(&m_animation, &QVariantAnimation::valueChanged, &m_animation, [this] { update(); });
    QObject::connect(&m_animation, &QVariantAnimation::finished, &m_animation, [this] { stop(); });
}

void ValueMotion::start(MotionPlan plan) {
    stop();
    if (Motion::milliseconds() == 0 || plan.isEmpty()) {
        return;
    }
    m_plan = std::move(plan);
    m_animation.setDuration(Motion::milliseconds());
    m_animation.start();
}

void ValueMotion::stop() {
    m_animation.stop();
    m_plan = {};
    update();
}

QRectF ValueMotion::boundingRect() const {
    return m_frame.geometry.bounds.adjusted(-kValueMotionReach, -kValueMotionReach, kValueMotionReach, kValueMotionReach);
}

void ValueMotion::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_plan.isEmpty()) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    const double progress = m_animation.currentValue().toDouble();
    for (const auto& pulse : m_plan.pulses) {
        paintPulse(*painter, pulse, progress);
    }
    for (const auto& mover : m_plan.movers) {
        paintMover(*painter, mover, progress);
    }
}

void ValueMotion::paintPulse(QPainter& painter, const Pulse& pulse, double progress) const {
    const double place = placeAt(pulse.from, pulse.to, progress);
    QColor color = m_frame.style.color(Token::Accent);
    color.setAlphaF(static_cast<float>(kFrontOpacity));
    painter.setPen(QPen(color, m_frame.style.scaled(kFront), Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(pulse.first.at(place), pulse.last.at(place));
}

void ValueMotion::paintMover(QPainter& painter, const Mover& mover, double progress) const {
    const auto& style = m_frame.style;
    const QPointF place = mover.curve.at(placeAt(mover.from, mover.to, progress));
    if (mover.text.isEmpty()) {
        painter.setPen(QPen(style.color(Token::Panel), style.scaled(1)));
        painter.setBrush(mover.signedBy ? style.signColor(mover.signedBy) : style.color(Token::Mute));
        painter.drawEllipse(place, style.scaled(kValueMotionDot), style.scaled(kValueMotionDot));
        return;
    }
    QRectF rect(QPointF(), QSizeF(tagWidth(style, mover.text), style.scaled(CanvasStyle::kTagHeight)));
    rect.moveCenter(place);
    paintTag(painter, style, rect, mover.text, mover.signedBy, true);
}

}  // namespace glassnet::ui
