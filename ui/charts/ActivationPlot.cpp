#include "ui/charts/ActivationPlot.h"
#include "engine/base/VectorState.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBaseRange = 6;
constexpr double kGap = 8;
constexpr double kCorner = 6;
constexpr double kInset = 12;  // between the curve's highest point and the ground's edge
constexpr double kPointRadius = 5;
constexpr double kTangentHalf = 36;
constexpr int kSamples = 400;

QFont headingFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
QFont captionFont() { return Fonts::text(FontSize::Caption); }
QFont labelFont() { return Fonts::mono(FontSize::Caption, QFont::Bold); }

}  // namespace

ActivationPlot::ActivationPlot(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Activation curve"));
}

void ActivationPlot::setCurve(const ActivationCurve& curve) {
    m_curve = curve;
    m_fittedRange = 0;
    refit();
}

void ActivationPlot::setPoint(std::optional<double> z) {
    m_z = z && std::isfinite(*z) ? z : std::nullopt;
    refit();
}

void ActivationPlot::setNumberText(const NumberText& text) {
    m_text = text;
    refit();
}

void ActivationPlot::refit() {
    m_zRange = m_z && std::abs(*m_z) > kBaseRange * 0.9 ? std::ceil(std::abs(*m_z) * 1.25) : kBaseRange;
    describe();
    update();
    // A point that moves within the same range changes nothing of the curve.
    if (std::exchange(m_fittedRange, m_zRange) == m_zRange) {
        return;
    }
    restVectorRegisters();
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto& function : {m_curve.value, m_curve.slope}) {
        for (int i = 0; m_curve.value && function && i <= kSamples; ++i) {
            const double value = function(m_zRange * (2.0 * i / kSamples - 1));
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    const bool drawn = low <= high;
    m_low = drawn ? low : 0;
    m_high = drawn && high > low ? high : m_low + 1;
}

void ActivationPlot::describe() {
    if (m_z && m_curve.value) {
        setAccessibleDescription(tr("%1 at z = %2 is %3").arg(m_curve.symbol, m_text.of(*m_z), m_text.of(m_curve.value(*m_z))));
    } else {
        setAccessibleDescription(m_curve.symbol);
    }
}

QSize ActivationPlot::sizeHint() const {
    return {340, static_cast<int>(Fonts::lineHeight(headingFont()) + kGap + 150 + Fonts::lineHeight(captionFont()) + 4)};
}

QSize ActivationPlot::minimumSizeHint() const {
    const double words = QFontMetricsF(headingFont()).horizontalAdvance(tr("%1 at z = %2").arg(m_curve.symbol, m_text.of(-1))) +
                         QFontMetricsF(captionFont()).horizontalAdvance(tr("slope %1").arg(m_text.of(-1))) + 2 * kGap;
    return {std::max(200, static_cast<int>(std::ceil(words))), sizeHint().height() - 50};
}

void ActivationPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

QRectF ActivationPlot::plotRect() const {
    const double top = Fonts::lineHeight(headingFont()) + kGap;
    return {0, top, static_cast<double>(width()), std::max(0.0, height() - top - Fonts::lineHeight(captionFont()) - 4)};
}

QPointF ActivationPlot::at(double z, double value) const {
    const QRectF plot = plotRect();
    const double tall = plot.height() - 2 * kInset;
    return {plot.left() + plot.width() * (z / m_zRange + 1) / 2, plot.bottom() - kInset - tall * (value - m_low) / (m_high - m_low)};
}

void ActivationPlot::paintWords(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF top(0, 0, width(), Fonts::lineHeight(headingFont()));
    QString slope;
    if (m_z && m_curve.slope) {
        slope = tr("slope %1").arg(m_text.of(m_curve.slope(*m_z)));
    }
    painter.setFont(captionFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, slope);
    const double room = width() - QFontMetricsF(captionFont()).horizontalAdvance(slope) - kGap;
    const QString heading = m_z ? tr("%1 at z = %2").arg(m_curve.symbol, m_text.of(*m_z)) : QStringLiteral("%1(z)").arg(m_curve.symbol);
    painter.setFont(headingFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(headingFont()).elidedText(heading, Qt::ElideRight, room));

    const QRectF below(0, plotRect().bottom() + 4, width(), Fonts::lineHeight(captionFont()));
    painter.setFont(captionFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, m_text.exact(-m_zRange));
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, m_text.exact(m_zRange));
}

void ActivationPlot::paintCurve(QPainter& painter, const std::function<double(double)>& function, const QPen& pen) const {
    // One segment a pixel: drawPolyline with an antialiased pen is many times slower. A jump (the step function) is left open.
    const int steps = std::max(1, static_cast<int>(std::ceil(plotRect().width())));
    const double jump = 0.4 * (m_high - m_low);
    painter.setPen(pen);
    // All values before anything is painted: painting slows the formulas down.
    restVectorRegisters();
    std::vector<double> values;
    for (int i = 0; i <= steps; ++i) {
        values.push_back(function(m_zRange * (2.0 * i / steps - 1)));
    }
    double before = values.front();
    double zBefore = -m_zRange;
    for (int i = 1; i <= steps; ++i) {
        const double z = m_zRange * (2.0 * i / steps - 1);
        const double value = values[static_cast<std::size_t>(i)];
        const bool open = std::abs(value - before) > jump;
        if (!open && std::isfinite(value) && std::isfinite(before)) {
            painter.drawLine(at(zBefore, before), at(z, value));
        }
        before = value;
        zBefore = z;
    }
}

void ActivationPlot::paintSlope(QPainter& painter) const {
    const Theme& theme = Theme::current();
    paintCurve(painter, m_curve.slope, QPen(theme.color(Token::Mute, 0.75), 1.25, Qt::SolidLine, Qt::RoundCap));
    if (m_z && std::isfinite(m_curve.slope(*m_z))) {
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.setBrush(theme.color(Token::Window));
        painter.drawEllipse(at(*m_z, m_curve.slope(*m_z)), kPointRadius - 2, kPointRadius - 2);
    }
    // At the end where the point is not.
    const bool left = m_z && *m_z > 0.5 * m_zRange;
    const double end = m_curve.slope(left ? -m_zRange : m_zRange);
    const QString label = QStringLiteral(u"%1\u2032").arg(m_curve.symbol);
    const QSizeF size(std::ceil(QFontMetricsF(captionFont()).horizontalAdvance(label)) + 2, Fonts::lineHeight(captionFont()));
    const QRectF plot = plotRect();
    double top = at(0, std::isfinite(end) ? end : 0).y() - size.height() - 2;
    if (top < plot.top() + 2) {
        top += size.height() + 4;
    }
    painter.setPen(theme.color(Token::Mute));
    painter.setFont(captionFont());
    const double x = left ? plot.left() + kGap : plot.right() - kGap - size.width();
    painter.drawText(QRectF(QPointF(x, top), size), Qt::AlignCenter, label);
}

void ActivationPlot::paintPoint(QPainter& painter) const {
    const double value = m_curve.value(*m_z);
    if (!std::isfinite(value)) {
        return;
    }
    const Theme& theme = Theme::current();
    const QRectF plot = plotRect();
    const QPointF point = at(*m_z, value);
    const QColor accent = theme.color(Token::Accent);
    if (const double slope = m_curve.slope ? m_curve.slope(*m_z) : 0; m_curve.slope && std::isfinite(slope)) {
        const QPointF ahead = at(*m_z + 1, value + slope) - point;
        const QPointF unit = ahead / std::hypot(ahead.x(), ahead.y());
        painter.setPen(QPen(theme.color(Token::Accent, 0.55), 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(point - unit * kTangentHalf, point + unit * kTangentHalf);
    }
    QPen dashed(accent, 1.25);
    dashed.setDashPattern({2.4, 2.4});
    painter.setPen(dashed);
    painter.drawLine(point, QPointF(plot.left() + kGap, point.y()));
    painter.drawLine(point, QPointF(point.x(), plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawEllipse(point, kPointRadius, kPointRadius);

    const QString text = m_text.of(value);
    const QSizeF size(std::ceil(QFontMetricsF(labelFont()).horizontalAdvance(text)) + 4, Fonts::lineHeight(labelFont()));
    // Above its guide at the left edge, and above the point where the point is close to that edge: rising curves are free there.
    const double left = plot.left() + kGap;
    const bool close = point.x() - kPointRadius < left + size.width() + kGap;
    double top = point.y() - size.height() - 3 - (close ? kPointRadius : 0);
    if (top < plot.top() + 2) {
        top = point.y() + 3;
    }
    const QRectF label(QPointF(left, top), size);
    painter.setBrush(theme.color(Token::Window, 0.85));
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(accent);
    painter.setFont(labelFont());
    painter.drawText(label, Qt::AlignCenter, text);
}

void ActivationPlot::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot = plotRect();
    QPainterPath ground;
    ground.addRoundedRect(plot, kCorner, kCorner);
    painter.fillPath(ground, theme.color(Token::Window));
    paintWords(painter);
    if (!m_curve.value) {
        return;
    }
    painter.setClipPath(ground);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    const QPointF origin = at(0, 0);
    const double x = std::round(origin.x()) + 0.5;
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    if (m_low <= 0 && m_high >= 0) {
        const double y = std::round(origin.y()) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    if (m_curve.slope) {
        paintSlope(painter);
    }
    paintCurve(painter, m_curve.value, QPen(theme.color(Token::Ink), 1.75, Qt::SolidLine, Qt::RoundCap));
    if (m_z) {
        paintPoint(painter);
    }
}

}  // namespace glassnet::ui
