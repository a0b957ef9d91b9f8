#include "ui/heatmap/ColorLegend.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBar = 12;
constexpr double kTick = 4;
constexpr double kBetween = 8;  // two numbers come no nearer

QFont numberFont() { return Fonts::mono(FontSize::Caption); }

}  // namespace

ColorLegend::ColorLegend(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ColorLegend::setHeatmap(const Heatmap& heatmap) {
    m_heatmap = heatmap;
    const auto ends = ticks(heatmap);
    setAccessibleName(tr("Colors from %1 to %2").arg(heatmap.numbers.of(ends.at(0)), heatmap.numbers.of(ends.at(1))));
    setToolTip(heatmap.map == MapKind::Size ? tr("The colors tell how large a number is, whatever its sign.")
                                            : tr("Which color stands for which number."));
    update();
}

std::vector<double> ColorLegend::ticks(const Heatmap& heatmap) {
    std::vector<double> found{heatmap.axisValue(0), heatmap.axisValue(1), heatmap.axisValue(0.5)};
    const bool isSigned = heatmap.scale.isSigned();
    if (!heatmap.scale.isLogarithmic()) {
        found.push_back(heatmap.axisValue(0.25));
        found.push_back(heatmap.axisValue(0.75));
        return found;
    }
    if (!isSigned) {
        found.pop_back();  // no round number
    }
    for (double power = heatmap.scale.linearPart(); power < heatmap.scale.limit(); power *= 10) {
        found.push_back(heatmap.map == MapKind::Negative ? -power : power);
        if (isSigned) {
            found.push_back(-power);
        }
    }
    return found;
}

double ColorLegend::tall() { return kBar + kTick + 2 + std::ceil(QFontMetricsF(numberFont()).height()); }

QSize ColorLegend::sizeHint() const { return {180, static_cast<int>(tall())}; }

void ColorLegend::paint(QPainter& painter, const Heatmap& heatmap, const QRectF& rect) {
    const Theme& theme = Theme::current();
    const ColorMap map(theme, heatmap.map);
    const QRectF bar(rect.left(), rect.top(), rect.width(), kBar);
    const int steps = std::max(1, static_cast<int>(bar.width()));
    for (int x = 0; x < steps; ++x) {
        const double value = heatmap.axisValue((x + 0.5) / steps);
        painter.fillRect(QRectF(bar.left() + x * bar.width() / steps, bar.top(), bar.width() / steps + 0.5, kBar),
                         map.color(heatmap.scale.index(value)));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(numberFont());
    const QFontMetricsF metrics(numberFont());
    std::vector<QRectF> taken;
    for (const double value : ticks(heatmap)) {
        const double x = bar.left() + heatmap.axisOf(value) * bar.width();
        const double line = std::clamp(x, bar.left() + 0.5, bar.right() - 0.5);
        painter.setPen(QPen(theme.color(Token::Faint), 1));
        painter.drawLine(QPointF(line, bar.bottom()), QPointF(line, bar.bottom() + kTick));
        const QString text = heatmap.numbers.of(value);
        const double wide = metrics.horizontalAdvance(text);
        const double left = std::clamp(x - wide / 2, rect.left(), std::max(rect.left(), rect.right() - wide));
        const QRectF place(left, bar.bottom() + kTick + 2, wide, std::ceil(metrics.height()));
        const QRectF around = place.adjusted(-kBetween, 0, kBetween, 0);
        if (std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(around); })) {
            painter.setPen(theme.color(Token::Mute));
            painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
            taken.push_back(place);
        }
    }
}

void ColorLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, m_heatmap, rect());
}

void ColorLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
