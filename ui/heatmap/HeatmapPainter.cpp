#include "ui/heatmap/HeatmapPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/heatmap/CellMarks.h"
#include "ui/heatmap/HeatmapImage.h"
#include "ui/heatmap/NumberColumn.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kGap = 8;     // between heads and cells
constexpr double kMargin = 2;  // a ring stands out this far
constexpr double kWidestHead = 96;
constexpr double kCellWide = 160;  // no cell gets larger
constexpr double kCellTall = 96;
constexpr double kLinesFrom = 8;   // cells of at least this size are told apart by a line
constexpr double kMarksFrom = 10;  // and marked one by one
constexpr double kBesideNumber = 5;
constexpr double kAboveNumber = 3;
constexpr double kSmallestRing = 8;

QFont headFont() { return Fonts::text(FontSize::Caption); }
QFont axisNumberFont() { return Fonts::mono(FontSize::Body); }
double lineTall() { return std::ceil(QFontMetricsF(headFont()).height()); }

double widest(const QStringList& texts) {
    const QFontMetricsF metrics(headFont());
    double wide = 0;
    for (const QString& text : texts) {
        wide = std::max(wide, metrics.horizontalAdvance(text));
    }
    return std::min(wide, kWidestHead);
}

/// Heads are left out but for each so many, a round number such that they do not touch.
int every(double needed, double cell) {
    for (int power = 1;; power *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (factor * power * cell >= needed || power > 100000000) {
                return factor * power;
            }
        }
    }
}

void paintHeads(QPainter& painter, const Heatmap& heatmap, const HeatmapLayout& layout) {
    painter.setFont(headFont());
    painter.setPen(Theme::current().color(Token::Mute));
    const QFontMetricsF metrics(headFont());
    const double line = lineTall();
    const QRectF map = layout.map();
    const double wide = heatmap.widestColumnHead;
    const int columns = std::min(heatmap.values.columns(), static_cast<int>(heatmap.heads.columns.size()));
    const int stepX = every(wide + kGap, layout.cellSize().width());
    for (int c = 0; c < columns; c += stepX) {
        const double middle = layout.cellRect({0, c}).center().x();
        // A head at the edge moves inward rather than out of the picture.
        const double left = std::clamp(middle - wide / 2, map.left(), std::max(map.left(), map.right() - wide));
        painter.drawText(QRectF(left, map.top() - line - 3, wide, line), Qt::AlignCenter,
                         metrics.elidedText(heatmap.heads.columns.at(c), Qt::ElideRight, wide + 1));
    }
    const int rows = std::min(heatmap.values.rows(), static_cast<int>(heatmap.heads.rows.size()));
    const int stepY = every(layout.cellSize().height() < line ? 2 * line : line, layout.cellSize().height());
    for (int r = 0; r < rows; r += stepY) {
        const double middle = layout.cellRect({r, 0}).center().y();
        const double top = std::clamp(middle - line / 2, map.top() - 2, std::max(map.top() - 2, map.bottom() - line + 2));
        painter.drawText(QRectF(map.left() - kGap - kWidestHead, top, kWidestHead, line), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(heatmap.heads.rows.at(r), Qt::ElideRight, kWidestHead));
    }
}

void paintUnknown(QPainter& painter, const Heatmap& heatmap, const HeatmapLayout& layout, int firstRow, int firstColumn) {
    const MatrixCell last{heatmap.values.rows() - 1, heatmap.values.columns() - 1};
    if (firstRow <= last.row && firstColumn <= last.column) {
        const QRectF rect = layout.cellRect({firstRow, firstColumn}).united(layout.cellRect(last));
        painter.setFont(axisNumberFont());
        const bool roomy = rect.width() > 12 && rect.height() > 12;
        CellMarks::paintUnknown(painter, rect, roomy, std::min(3.0, rect.height() / 6));
    }
}

/// The cells that have no color of their own. Where they are small, what is not there yet is marked as a whole.
void paintMarks(QPainter& painter, const Heatmap& heatmap, const HeatmapLayout& layout, const QImage& odd) {
    const MatrixValues& values = heatmap.values;
    const bool single = layout.cellSize().width() >= kMarksFrom && layout.cellSize().height() >= kMarksFrom;
    if (!single) {
        if (!odd.isNull()) {
            CellMarks::paintHatchWhere(painter, odd, layout.map());
        }
        if (!values.isKnownWhole()) {
            int row = 0;
            int column = 0;
            while (row < values.rows() && values.isKnown({row, 0}) && values.isKnown({row, values.columns() - 1})) {
                ++row;
            }
            while (row == 0 && column < values.columns() && values.isKnown({values.rows() - 1, column})) {
                ++column;
            }
            paintUnknown(painter, heatmap, layout, row, column);
        }
        return;
    }
    if (odd.isNull() && values.isKnownWhole()) {
        return;
    }
    painter.setFont(axisNumberFont());
    for (int r = 0; r < values.rows(); ++r) {
        for (int c = 0; c < values.columns(); ++c) {
            const QRectF rect = layout.cellRect({r, c}).adjusted(0, 0, -1, -1);
            if (!values.isKnown({r, c})) {
                CellMarks::paintUnknown(painter, rect, rect.height() >= 14, std::min(3.0, rect.height() / 6));
            } else if (!std::isfinite(values.at({r, c}))) {
                CellMarks::paintHatch(painter, rect);
            }
        }
    }
}

/// Hairlines between cells that are large enough.
void paintLines(QPainter& painter, const Heatmap& heatmap, const HeatmapLayout& layout) {
    const QRectF map = layout.map();
    const QColor ground = Theme::current().color(Token::Panel);
    // A device's pixel more than the gap: a scaled image rounds where a cell begins its own way.
    const double over = 1 / painter.device()->devicePixelRatioF();
    const double wide = layout.cellSize().width() >= 24 && layout.cellSize().height() >= 24 ? 2 : 1;
    for (int c = 1; layout.cellSize().width() >= kLinesFrom && c <= heatmap.values.columns(); ++c) {
        painter.fillRect(QRectF(layout.cellRect({0, c}).left() - wide, map.top(), wide + over, map.height()), ground);
    }
    for (int r = 1; layout.cellSize().height() >= kLinesFrom && r <= heatmap.values.rows(); ++r) {
        painter.fillRect(QRectF(map.left(), layout.cellRect({r, 0}).top() - wide, map.width(), wide + over), ground);
    }
}

void paintNumbers(QPainter& painter, const Heatmap& heatmap, const HeatmapLayout& layout, const ColorMap& map) {
    const QFontMetricsF metrics(axisNumberFont());
    // A first look at the room: no number is shorter than its decimals.
    if (heatmap.values.isKnownNowhere() || layout.cellSize().height() < metrics.height() + 2 * kAboveNumber ||
        layout.cellSize().width() < heatmap.numbers.decimals() * metrics.horizontalAdvance(QLatin1Char('0'))) {
        return;
    }
    const NumberColumn column(heatmap.numbers, heatmap.values);
    double wide = 0;
    for (const QString& text : column.widest()) {
        wide = std::max(wide, metrics.horizontalAdvance(text));
    }
    if (layout.cellSize().width() < wide + 2 * kBesideNumber) {
        return;
    }
    const Theme& theme = Theme::current();
    painter.setFont(axisNumberFont());
    for (int r = 0; r < heatmap.values.rows(); ++r) {
        for (int c = 0; c < heatmap.values.columns(); ++c) {
            if (!heatmap.values.isKnown({r, c})) {
                continue;
            }
            const double value = heatmap.values.at({r, c});
            const QColor ground = map.color(heatmap.scale.index(value));
            const QRectF rect = layout.cellRect({r, c}).adjusted(0, 0, -2, -2);
            const QString text = std::isfinite(value) ? column.text(value) : column.text(value).trimmed();
            if (!std::isfinite(value)) {
                // A word stands on a plain ground within the hatch.
                const double half = metrics.horizontalAdvance(text) / 2 + 2;
                painter.fillRect(QRectF(rect.center().x() - half, rect.center().y() - metrics.height() / 2, 2 * half, metrics.height()),
                                 ground);
            }
            painter.setPen(ColorMap::textOn(ground, theme));
            painter.drawText(rect, Qt::AlignCenter, text);
        }
    }
}

}  // namespace

void HeatmapPainter::measure(Heatmap& heatmap) {
    heatmap.widestRowHead = widest(heatmap.heads.rows);
    heatmap.widestColumnHead = widest(heatmap.heads.columns);
}

HeatmapLayout HeatmapPainter::layout(const Heatmap& heatmap, const QRectF& room) {
    const double left = heatmap.heads.rows.isEmpty() ? kMargin : std::ceil(heatmap.widestRowHead) + kGap;
    const double top = heatmap.heads.columns.isEmpty() ? kMargin : lineTall() + 3;
    return {heatmap.values.size(), room.adjusted(left, top, -kMargin, -kMargin), {Fonts::scaled(kCellWide), Fonts::scaled(kCellTall)}};
}

void HeatmapPainter::paint(QPainter& painter, const Heatmap& heatmap, const QRectF& room) {
    const HeatmapLayout cells = layout(heatmap, room);
    if (cells.map().isEmpty()) {
        return;
    }
    const Theme& theme = Theme::current();
    const ColorMap map(theme, heatmap.map);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const double ratio = painter.device()->devicePixelRatioF();
    const HeatmapImage image(heatmap, map, (cells.map().size() * ratio).toSize(), theme.color(Token::Panel).rgb());
    painter.drawImage(cells.map(), image.image());
    paintMarks(painter, heatmap, cells, image.odd());
    paintLines(painter, heatmap, cells);
    paintNumbers(painter, heatmap, cells, map);
    paintHeads(painter, heatmap, cells);
}

void HeatmapPainter::paintRing(QPainter& painter, const HeatmapLayout& layout, MatrixCell cell, bool here) {
    QRectF rect = layout.cellRect(cell).adjusted(-1, -1, 0, 0);
    const double wide = std::max(0.0, kSmallestRing - rect.width()) / 2;
    const double tall = std::max(0.0, kSmallestRing - rect.height()) / 2;
    rect.adjust(-wide, -tall, wide, tall);
    const Theme& theme = Theme::current();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Token::Panel), 4));
    painter.drawRoundedRect(rect, 2, 2);
    painter.setPen(QPen(theme.color(here ? Token::Accent : Token::Ink), 2));
    painter.drawRoundedRect(rect, 2, 2);
}

}  // namespace glassnet::ui
