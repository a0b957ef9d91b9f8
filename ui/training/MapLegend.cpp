#include "ui/training/MapLegend.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/MapPoints.h"

namespace glassnet::ui {

namespace {

constexpr double kMapLegendBar = 9;
constexpr double kMapLegendGap = 6;
constexpr double kMapLegendRadius = 4;
constexpr double kMapLegendWidestName = 84;

QFont legendNumberFont() { return Fonts::mono(FontSize::Caption); }
QFont legendNameFont() { return Fonts::text(FontSize::Caption); }

bool isList(const MapImage& map) { return map.meaning == MapMeaning::Classes; }

/// The values with a number: the ends, and the neutral one where it lies between them.
std::vector<double> ticks(const MapImage& map) {
    std::vector<double> all{map.high, map.low};
    if (map.meaning == MapMeaning::Sides && map.neutral > map.low && map.neutral < map.high) {
        all.push_back(map.neutral);
    }
    return all;
}

QString nameOf(int index, const QStringList& names, const NumberText& numbers) {
    const QString name = index < names.size() ? names.at(index) : numbers.whole(index);
    return QFontMetricsF(legendNameFont()).elidedText(name, Qt::ElideRight, kMapLegendWidestName);
}

}  // namespace

double MapLegend::width(const MapImage& map, const QStringList& classNames, const NumberText& numbers) {
    double widest = 0;
    if (isList(map)) {
        for (int i = 0; i < map.classes; ++i) {
            widest = std::max(widest, QFontMetricsF(legendNameFont()).horizontalAdvance(nameOf(i, classNames, numbers)));
        }
        return 2 * kMapLegendRadius + kMapLegendGap + std::ceil(widest) + 2;
    }
    for (const double value : ticks(map)) {
        widest = std::max(widest, QFontMetricsF(legendNumberFont()).horizontalAdvance(numbers.exact(value)));
    }
    return kMapLegendBar + kMapLegendGap + std::ceil(widest) + 1;
}

void MapLegend::paint(QPainter& painter, const QRectF& place, const MapImage& map, const MapColors& colors, const QStringList& classNames,
                      const NumberText& numbers) {
    const Theme& theme = Theme::current();
    if (isList(map)) {
        const double tall = std::max(Fonts::lineHeight(legendNameFont()) + 4, 2 * kMapLegendRadius + 6);
        painter.setFont(legendNameFont());
        for (int i = 0; i < map.classes && (i + 1) * tall <= place.height() + 1; ++i) {
            const QRectF row(place.left(), place.top() + i * tall, place.width(), tall);
            MapPoints::paintOne(painter, {0, 0, static_cast<double>(i), false}, colors, true,
                                {row.left() + kMapLegendRadius + 1, row.center().y()}, kMapLegendRadius);
            painter.setPen(theme.color(Token::Mute));
            painter.drawText(row.adjusted(2 * kMapLegendRadius + kMapLegendGap, 0, 0, 0),
                             Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, nameOf(i, classNames, numbers));
        }
        return;
    }
    constexpr int kShades = 256;
    QImage strip(1, kShades, QImage::Format_RGB32);
    for (int y = 0; y < kShades; ++y) {
        strip.setPixel(0, y, colors.color(map.high + (map.low - map.high) * y / (kShades - 1)));
    }
    const QRectF bar(place.left(), place.top(), kMapLegendBar, place.height());
    painter.drawImage(bar, strip);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    const double tall = Fonts::lineHeight(legendNumberFont());
    painter.setFont(legendNumberFont());
    painter.setPen(theme.color(Token::Mute));
    for (const double value : ticks(map)) {
        const double y = place.top() + place.height() * (map.high - value) / (map.high - map.low);
        const double top = std::clamp(y - tall / 2, place.top(), place.bottom() - tall);
        painter.drawText(QRectF(bar.right() + kMapLegendGap, top, place.right() - bar.right(), tall),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, numbers.exact(value));
    }
    // The two classes' shapes at their ends.
    if (map.meaning == MapMeaning::Sides && classNames.size() == 2) {
        const double x = bar.right() + kMapLegendGap + kMapLegendRadius;
        MapPoints::paintOne(painter, {0, 0, 1, false}, colors, true, {x, place.top() + tall + kMapLegendRadius + 3}, kMapLegendRadius);
        MapPoints::paintOne(painter, {0, 0, 0, false}, colors, true, {x, place.bottom() - tall - kMapLegendRadius - 3}, kMapLegendRadius);
    }
}

}  // namespace glassnet::ui
