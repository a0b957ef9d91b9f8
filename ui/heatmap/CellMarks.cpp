#include "ui/heatmap/CellMarks.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kBetweenLines = 5;
constexpr std::size_t kFewOdd = 64;
constexpr double kMark = 9;
}  // namespace

void CellMarks::paintHatch(QPainter& painter, const QRectF& rect, double corner) {
    const Theme& theme = Theme::current();
    painter.save();
    QPainterPath shape;
    shape.addRoundedRect(rect, corner, corner);
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.setPen(QPen(theme.color(Token::Warning), 1));
    for (double x = rect.left() - rect.height() + kBetweenLines / 2; x < rect.right(); x += kBetweenLines) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
    painter.setPen(QPen(theme.color(Token::Warning), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

void CellMarks::paintHatchWhere(QPainter& painter, const QImage& odd, const QRectF& map) {
    const double ratio = painter.device()->devicePixelRatioF();
    QImage over((map.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    over.fill(Qt::transparent);
    QPainter mask(&over);
    mask.drawImage(QRectF(over.rect()), odd);
    mask.setCompositionMode(QPainter::CompositionMode_SourceIn);
    const int side = static_cast<int>(std::round(kBetweenLines * ratio));
    QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    for (int i = 0; i < side; ++i) {
        tile.setPixelColor(i, side - 1 - i, Theme::current().color(Token::Warning));
    }
    mask.fillRect(over.rect(), QBrush(tile));
    mask.end();
    painter.drawImage(map, over);
    // A few lie hidden among so many cells: each is given the size of a mark.
    std::vector<QPoint> few;
    for (int y = 0; y < odd.height() && few.size() <= kFewOdd; ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(odd.constScanLine(y));
        for (int x = 0; x < odd.width() && few.size() <= kFewOdd; ++x) {
            if (qAlpha(line[x]) > 0) {
                few.emplace_back(x, y);
            }
        }
    }
    if (few.size() <= kFewOdd) {
        for (const QPoint& pixel : few) {
            const QPointF middle(map.left() + (pixel.x() + 0.5) * map.width() / odd.width(),
                                 map.top() + (pixel.y() + 0.5) * map.height() / odd.height());
            const QRectF mark(middle - QPointF(kMark / 2, kMark / 2), QSizeF(kMark, kMark));
            painter.fillRect(mark, Theme::current().color(Token::Panel));
            paintHatch(painter, mark);
        }
    }
}

void CellMarks::paintUnknown(QPainter& painter, const QRectF& rect, bool words, double corner) {
    const Theme& theme = Theme::current();
    QPen dashed(theme.color(Token::Faint), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    if (words) {
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
    }
}

}  // namespace glassnet::ui
