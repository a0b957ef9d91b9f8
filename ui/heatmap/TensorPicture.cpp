#include "ui/heatmap/TensorPicture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "ui/heatmap/ColorLegend.h"
#include "ui/heatmap/HeatmapPainter.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kTensorMargin = 20;
constexpr double kTensorGap = 12;
constexpr double kWidestLegend = 320;
}  // namespace

QImage TensorPicture::paint(const Heatmap& heatmap, const QString& words, QSize size, double ratio) {
    const Theme& theme = Theme::current();
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(theme.color(Token::Panel));
    QPainter painter(&image);
    const QRectF room = QRectF(QPointF(), QSizeF(size)).adjusted(kTensorMargin, kTensorMargin, -kTensorMargin, -kTensorMargin);
    double top = room.top();
    const auto line = [&](const QString& text, const QFont& font, Token color) {
        const double tall = QFontMetricsF(font).height();
        painter.setFont(font);
        painter.setPen(theme.color(color));
        painter.drawText(QRectF(room.left(), top, room.width(), tall), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
        top += tall + 4;
    };
    line(heatmap.title, Fonts::text(FontSize::Heading, QFont::DemiBold), Token::Ink);
    line(words, Fonts::text(FontSize::Caption), Token::Mute);
    const double legend = ColorLegend::tall();
    HeatmapPainter::paint(painter, heatmap, {room.left(), top + kTensorGap, room.width(), room.bottom() - top - 2 * kTensorGap - legend});
    ColorLegend::paint(painter, heatmap, {room.left(), room.bottom() - legend, std::min(room.width(), kWidestLegend), legend});
    return image;
}

}  // namespace glassnet::ui
