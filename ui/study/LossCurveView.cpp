#include "ui/study/LossCurveView.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kPlotTall = 170;
constexpr double kLossCurveGap = 6;
constexpr double kCorner = 6;
constexpr double kLossCurveInset = 14;  // between the curve and the ground's edge
constexpr double kPointRadius = 5.5;
constexpr double kReach = 14;  // round the point, for the mouse
constexpr double kTangentHalf = 44;

QFont headingFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
QFont captionFont() { return Fonts::text(FontSize::Caption); }
QFont numberFont() { return Fonts::mono(FontSize::Caption); }

}  // namespace

LossCurveView::LossCurveView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("Take the point and move the weight; the arrow keys nudge it by %1.").arg(m_text.exact(kStep)));
}

void LossCurveView::setCurve(const LossCurve& curve, const QString& name) {
    m_curve = curve;
    m_name = name;
    if (!m_dragging) {
        m_value = curve.value;
    }
    m_low = std::numeric_limits<double>::infinity();
    m_high = -m_low;
    for (const double loss : curve.losses) {
        if (std::isfinite(loss)) {
            m_low = std::min(m_low, loss);
            m_high = std::max(m_high, loss);
        }
    }
    if (!(m_low <= m_high)) {
        m_low = 0;
        m_high = 1;
    } else if (m_high - m_low <= 1e-12 * std::max(1.0, std::abs(m_high))) {
        // A flat line stands in the middle.
        m_low -= 0.5;
        m_high += 0.5;
    }
    describe();
    update();
}

void LossCurveView::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

void LossCurveView::describe() {
    setAccessibleName(tr("Loss over %1").arg(m_name));
    setAccessibleDescription(m_curve.hasSlopes
                                 ? tr("%1 is %2, the loss %3, the slope %4")
                                       .arg(m_name, m_text.of(m_value), m_text.of(lossAt(m_value)), m_text.of(slopeAt(m_value)))
                                 : tr("%1 is %2, the loss %3").arg(m_name, m_text.of(m_value), m_text.of(lossAt(m_value))));
}

std::size_t LossCurveView::spanOf(double value) const {
    const auto& values = m_curve.values;
    const auto above = std::upper_bound(values.begin(), values.end(), value) - values.begin();
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(values.size()) - 2));
}

double LossCurveView::lossAt(double value) const {
    if (value == m_curve.value || m_curve.values.size() < 2) {
        return m_curve.loss;
    }
    const auto i = spanOf(value);
    const double wide = m_curve.values[i + 1] - m_curve.values[i];
    const double t = (value - m_curve.values[i]) / wide;
    const double a = m_curve.losses[i];
    const double b = m_curve.losses[i + 1];
    if (!m_curve.hasSlopes) {
        return a + t * (b - a);
    }
    const double from = m_curve.slopes[i] * wide;
    const double to = m_curve.slopes[i + 1] * wide;
    const double s = 1 - t;
    return (1 + 2 * t) * s * s * a + t * s * s * from + t * t * (3 - 2 * t) * b - t * t * s * to;
}

double LossCurveView::slopeAt(double value) const {
    if (value == m_curve.value || m_curve.values.size() < 2) {
        return m_curve.slope;
    }
    const auto i = spanOf(value);
    const double wide = m_curve.values[i + 1] - m_curve.values[i];
    const double t = (value - m_curve.values[i]) / wide;
    const double a = m_curve.losses[i];
    const double b = m_curve.losses[i + 1];
    if (!m_curve.hasSlopes) {
        return (b - a) / wide;
    }
    return 6 * t * (1 - t) * (b - a) / wide + (1 - t) * (1 - 3 * t) * m_curve.slopes[i] + t * (3 * t - 2) * m_curve.slopes[i + 1];
}

double LossCurveView::gutter() const {
    const QFontMetricsF metrics(numberFont());
    return std::ceil(std::max(metrics.horizontalAdvance(m_text.of(m_low)), metrics.horizontalAdvance(m_text.of(m_high)))) + kLossCurveGap;
}

QRectF LossCurveView::plotRect() const {
    const double top = Fonts::lineHeight(headingFont()) + kLossCurveGap;
    const double left = gutter();
    return {left, top, std::max(20.0, width() - left), std::max(20.0, height() - top - Fonts::lineHeight(numberFont()) - 4)};
}

QPointF LossCurveView::at(double value, double loss) const {
    const QRectF plot = plotRect();
    const double low = m_curve.values.empty() ? -1 : m_curve.values.front();
    const double high = m_curve.values.empty() ? 1 : m_curve.values.back();
    return {plot.left() + plot.width() * (value - low) / (high - low),
            plot.bottom() - kLossCurveInset - (plot.height() - 2 * kLossCurveInset) * (loss - m_low) / (m_high - m_low)};
}

double LossCurveView::valueAt(double x) const {
    const QRectF plot = plotRect();
    const double low = m_curve.values.front();
    const double high = m_curve.values.back();
    return std::clamp(low + (high - low) * (x - plot.left()) / plot.width(), low, high);
}

bool LossCurveView::isOnPoint(const QPointF& position) const {
    const auto offset = position - pointPlace();
    return m_curve.values.size() > 1 && std::hypot(offset.x(), offset.y()) <= kReach;
}

QSize LossCurveView::sizeHint() const {
    return {320, static_cast<int>(Fonts::lineHeight(headingFont()) + kLossCurveGap + Fonts::scaled(kPlotTall) +
                                  Fonts::lineHeight(numberFont()) + 4)};
}

QSize LossCurveView::minimumSizeHint() const { return {220, sizeHint().height()}; }

void LossCurveView::move(double value) {
    m_value = value;
    describe();
    update();
}

void LossCurveView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isOnPoint(event->position())) {
        return;
    }
    m_dragging = true;
    m_before = m_value;
    m_grab = event->position().x() - pointPlace().x();
}

void LossCurveView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragging) {
        setCursor(isOnPoint(event->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    move(valueAt(event->position().x() - m_grab));
    emit valueDragged(m_value);
}

void LossCurveView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_dragging) {
        m_dragging = false;
        if (m_value != m_before) {
            emit valueCommitted(m_value);
        }
    }
}

void LossCurveView::cancelDrag() {
    m_dragging = false;
    move(m_before);
    emit dragCanceled(m_before);
}

void LossCurveView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void LossCurveView::keyPressEvent(QKeyEvent* event) {
    if (m_dragging && event->key() == Qt::Key_Escape) {
        cancelDrag();
        return;
    }
    const int sign = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (sign == 0 || m_dragging || m_curve.values.size() < 2) {
        QWidget::keyPressEvent(event);
        return;
    }
    const double step = (event->modifiers() & Qt::ShiftModifier) != 0 ? 10 * kStep : kStep;
    move(std::clamp(m_value + sign * step, m_curve.values.front(), m_curve.values.back()));
    emit valueCommitted(m_value);
}

void LossCurveView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void LossCurveView::paintAxes(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF plot = plotRect();
    const QRectF top(0, 0, width(), Fonts::lineHeight(headingFont()));
    const QString slope = m_curve.hasSlopes ? tr("slope %1").arg(m_text.of(slopeAt(m_value))) : tr("no slope: frozen");
    painter.setFont(captionFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, slope);
    painter.setFont(headingFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, tr("L at %1 = %2").arg(m_name, m_text.of(m_value)));
    painter.setFont(numberFont());
    painter.setPen(theme.color(Token::Mute));
    const double tall = Fonts::lineHeight(numberFont());
    for (const double loss : {m_low, m_high}) {
        const double y = at(0, loss).y();
        painter.drawText(QRectF(0, y - tall / 2, plot.left() - kLossCurveGap, tall), Qt::AlignRight | Qt::AlignVCenter, m_text.of(loss));
    }
    if (m_curve.values.empty()) {
        return;
    }
    const QRectF below(plot.left(), plot.bottom() + 4, plot.width(), tall);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, m_text.of(m_curve.values.front()));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, m_text.of(m_curve.values.back()));
}

void LossCurveView::paintCurve(QPainter& painter) const {
    // One segment a pixel, along the measured points' cubic.
    const QRectF plot = plotRect();
    const double low = m_curve.values.front();
    const double high = m_curve.values.back();
    const int steps = std::max(1, static_cast<int>(plot.width()));
    painter.setPen(QPen(Theme::current().color(Token::Ink), 1.75, Qt::SolidLine, Qt::RoundCap));
    QPointF before = at(low, m_curve.losses.front());
    for (int i = 1; i <= steps; ++i) {
        const double value = low + (high - low) * i / steps;
        const QPointF here = at(value, lossAt(value));
        if (std::isfinite(before.y()) && std::isfinite(here.y())) {
            painter.drawLine(before, here);
        }
        before = here;
    }
}

void LossCurveView::paintPoint(QPainter& painter) const {
    const double loss = lossAt(m_value);
    if (!std::isfinite(loss)) {
        return;
    }
    const Theme& theme = Theme::current();
    const QRectF plot = plotRect();
    const QPointF point = at(m_value, loss);
    if (const double slope = slopeAt(m_value); m_curve.hasSlopes && std::isfinite(slope)) {
        const QPointF ahead = at(m_value + 1, loss + slope) - point;
        const QPointF unit = ahead / std::hypot(ahead.x(), ahead.y());
        painter.setPen(QPen(theme.color(Token::Accent, 0.6), 1.75, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(point - unit * kTangentHalf, point + unit * kTangentHalf);
    }
    QPen dashed(theme.color(Token::Accent), 1.25);
    dashed.setDashPattern({2.4, 2.4});
    painter.setPen(dashed);
    painter.drawLine(point, QPointF(point.x(), plot.bottom()));
    painter.setPen(hasFocus() ? QPen(theme.color(Token::Ink), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(theme.color(Token::Accent));
    painter.drawEllipse(point, kPointRadius, kPointRadius);
    const QString text = m_text.of(loss);
    const auto font = Fonts::mono(FontSize::Caption, QFont::Bold);
    const QSizeF size(std::ceil(QFontMetricsF(font).horizontalAdvance(text)) + 6, Fonts::lineHeight(font));
    // Above the point and beside it, away from the nearer edge; below where there is no room above.
    const bool toLeft = point.x() > plot.center().x();
    const double x = toLeft ? point.x() - size.width() - kPointRadius : point.x() + kPointRadius;
    const double above = point.y() - size.height() - kPointRadius - 4;
    const double y = above >= plot.top() + 2 ? above : point.y() + kPointRadius + 4;
    const QRectF label(QPointF(std::clamp(x, plot.left() + 2, plot.right() - size.width() - 2), y), size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Window, 0.85));
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(theme.color(Token::Accent));
    painter.setFont(font);
    painter.drawText(label, Qt::AlignCenter, text);
}

void LossCurveView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(plotRect(), kCorner, kCorner);
    painter.fillPath(ground, Theme::current().color(Token::Window));
    paintAxes(painter);
    if (m_curve.values.size() < 2) {
        return;
    }
    painter.setClipPath(ground);
    paintCurve(painter);
    paintPoint(painter);
}

}  // namespace glassnet::ui
