#include "ui/study/ShadeLegend.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/ShadeTable.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kStrip = 8;
constexpr double kShadeLegendGap = 3;
constexpr double kBetween = 8;
QFont legendFont() { return Fonts::mono(FontSize::Caption); }
}  // namespace

ShadeLegend::ShadeLegend(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ShadeLegend::setTicks(const std::vector<Tick>& ticks) {
    m_ticks = ticks;
    QStringList texts;
    for (const auto& tick : ticks) {
        texts.append(tick.text);
    }
    setAccessibleName(tr("Scale of the shades"));
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    update();
}

QSize ShadeLegend::sizeHint() const {
    return {200, static_cast<int>(std::ceil(kStrip + 2 * kShadeLegendGap + QFontMetricsF(legendFont()).height()))};
}

void ShadeLegend::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    const ShadeTable shades(theme);
    QPainter painter(this);
    QImage strip(255, 1, QImage::Format_RGB32);
    for (int x = 0; x < strip.width(); ++x) {
        strip.setPixel(x, 0, shades.table()[static_cast<std::size_t>(x + 1)]);
    }
    const QRectF bar(0, 0, width(), kStrip);
    painter.drawImage(bar, strip);
    painter.setPen(theme.color(Token::Line));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(legendFont());
    const QFontMetricsF metrics(legendFont());
    const double top = kStrip + 2 * kShadeLegendGap;
    const auto placeOf = [&](const Tick& tick) {
        const double wide = std::ceil(metrics.horizontalAdvance(tick.text)) + 1;
        return QRectF(std::clamp(tick.part * width() - wide / 2, 0.0, std::max(0.0, width() - wide)), top, wide,
                      std::ceil(metrics.height()));
    };
    double free = -kBetween;
    for (std::size_t i = 0; i < m_ticks.size(); ++i) {
        const auto& tick = m_ticks[i];
        const double x = std::clamp(std::round(tick.part * width()), 0.0, width() - 1.0) + 0.5;
        painter.setPen(theme.color(Token::Mute));
        painter.drawLine(QPointF(x, kStrip), QPointF(x, kStrip + kShadeLegendGap));
        const auto place = placeOf(tick);
        const bool isLast = i + 1 == m_ticks.size();
        const double limit = isLast ? width() + 1.0 : placeOf(m_ticks.back()).left() - kBetween;
        if (place.left() >= free + kBetween && place.right() <= limit) {
            painter.drawText(place, Qt::AlignCenter, tick.text);
            free = place.right();
        }
    }
}

}  // namespace glassnet::ui
