#include "ui/heatmap/MatrixPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/ColorMap.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kCorner = 3;
constexpr double kWidestHead = 96;
constexpr double kGap = 8;
constexpr double kOutline = 2;
constexpr double kFold = 8;

double tall(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

void paintTitle(QPainter& painter, const MatrixPicture& picture, double width) {
    const Theme& theme = Theme::current();
    const QRectF line(0, 0, width, tall(MatrixPainter::titleFont()));
    painter.setFont(MatrixPainter::titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, picture.title);
    double x = std::ceil(QFontMetricsF(MatrixPainter::titleFont()).horizontalAdvance(picture.title)) + 2 * kGap;
    painter.setFont(MatrixPainter::shapeFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(line.adjusted(x, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, picture.shape);
    x += std::ceil(QFontMetricsF(MatrixPainter::shapeFont()).horizontalAdvance(picture.shape)) + 2 * kGap;
    painter.setFont(MatrixPainter::headFont());
    const QString note = QFontMetricsF(MatrixPainter::headFont()).elidedText(picture.note, Qt::ElideRight, std::max(0.0, width - x));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, note);
}

// Heads that are wider than their cells are left out except every n-th, n such that they do not touch.
void paintHeads(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll, const QSizeF& visible) {
    const QFontMetricsF metrics(MatrixPainter::headFont());
    painter.setFont(MatrixPainter::headFont());
    painter.setPen(Theme::current().color(Token::Mute));
    const auto [first, last] = layout.visibleCells(scroll, visible);
    const double line = tall(MatrixPainter::headFont());
    double widest = 0;
    for (const QString& head : picture.columnHeads) {
        widest = std::max(widest, metrics.horizontalAdvance(head));
    }
    const double room = layout.pitch().width() - 2;
    const bool words = layout.showsNumbers();
    const int everyColumn = words ? 1 : std::max(1, static_cast<int>(std::ceil((widest + kGap) / layout.pitch().width())));
    painter.save();
    painter.setClipRect(QRectF(layout.origin().x() - 1, 0, visible.width(), visible.height()));
    for (int c = first.column; c <= last.column && c < picture.columnHeads.size(); ++c) {
        if (c % everyColumn == 0) {
            const QRectF cell = layout.cellRect({0, c}, QPointF(scroll.x(), 0));
            const QString head = words ? metrics.elidedText(picture.columnHeads.at(c), Qt::ElideRight, room) : picture.columnHeads.at(c);
            const double wide = std::max(cell.width(), words ? 0.0 : widest);
            const QRectF place(cell.center().x() - wide / 2, layout.origin().y() - line - 3, wide, line);
            painter.drawText(place, Qt::AlignCenter, head);
        }
    }
    painter.restore();
    const int everyRow = std::max(1, static_cast<int>(std::ceil(line / layout.pitch().height())));
    painter.save();
    painter.setClipRect(QRectF(0, layout.origin().y() - 2, visible.width(), visible.height()));
    for (int r = first.row; r <= last.row && r < picture.rowHeads.size(); ++r) {
        if (r % everyRow == 0) {
            const QRectF cell = layout.cellRect({r, 0}, QPointF(0, scroll.y()));
            const double wide = layout.origin().x() - kGap;
            const QRectF place(0, cell.center().y() - line / 2, wide, line);
            painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(picture.rowHeads.at(r), Qt::ElideRight, wide));
        }
    }
    painter.restore();
}

void paintUnknown(QPainter& painter, const QRectF& rect, bool words) {
    const Theme& theme = Theme::current();
    QPen dashed(theme.color(Token::Faint), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    if (words) {
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
    }
}

/// A turned-down corner.
void paintEdited(QPainter& painter, const QRectF& rect, const QColor& ground) {
    const double size = std::min(kFold, rect.height() / 2);
    QPainterPath fold(rect.topRight());
    fold.lineTo(rect.topRight() - QPointF(size, 0));
    fold.lineTo(rect.topRight() + QPointF(0, size));
    fold.closeSubpath();
    QPainterPath cell;
    cell.addRoundedRect(rect, kCorner, kCorner);
    QColor color = ColorMap::textOn(ground, Theme::current());
    color.setAlphaF(0.75F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(fold.intersected(cell));
}

/// A frame around the chosen cells.
void paintBlock(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll) {
    const QRectF rect = layout.cellRect(picture.block->first, scroll).united(layout.cellRect(picture.block->second, scroll));
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(Token::Accent), kOutline));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), kCorner, kCorner);
}

void paintCell(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const ColorMap& map, MatrixCell cell,
               const QRectF& rect) {
    const Theme& theme = Theme::current();
    const bool words = !picture.texts.isEmpty() && layout.showsNumbers();
    if (!picture.values.isKnown(cell)) {
        paintUnknown(painter, rect, words);
    } else {
        const double value = picture.values.at(cell);
        const QColor ground = map.color(value, picture.limit);
        const double corner = words ? kCorner : std::min(kCorner, rect.height() / 6);
        painter.setPen(std::isfinite(value) ? QPen(Qt::NoPen) : QPen(theme.color(Token::Warning), 1));
        painter.setBrush(ground);
        painter.drawRoundedRect(std::isfinite(value) ? rect : rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
        if (words) {
            painter.setPen(ColorMap::textOn(ground, theme));
            painter.drawText(rect, Qt::AlignCenter, picture.texts.at(static_cast<qsizetype>(picture.values.index(cell))));
        }
    }
    if (!picture.edited.empty() && picture.edited.at(picture.values.index(cell)) && picture.values.isKnown(cell)) {
        paintEdited(painter, rect, map.color(picture.values.at(cell), picture.limit));
    }
    if (picture.hovered == cell && picture.selected != cell) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Mute), 1));
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    }
}

}  // namespace

QFont MatrixPainter::titleFont() { return Fonts::text(FontSize::Heading, QFont::DemiBold); }
QFont MatrixPainter::shapeFont() { return Fonts::mono(FontSize::Body); }
QFont MatrixPainter::headFont() { return Fonts::text(FontSize::Caption); }
QFont MatrixPainter::numberFont() { return Fonts::mono(FontSize::Body); }

MatrixMetrics MatrixPainter::metricsOf(const MatrixPicture& picture) {
    MatrixMetrics metrics;
    const QFontMetricsF numbers(numberFont());
    for (const QString& text : picture.texts) {
        metrics.number = std::max(metrics.number, numbers.horizontalAdvance(text));
    }
    metrics.numberTall = tall(numberFont());
    metrics.titleTall = picture.title.isEmpty() ? 0 : tall(titleFont());
    metrics.headTall = picture.columnHeads.isEmpty() ? 0 : tall(headFont());
    const QFontMetricsF heads(headFont());
    metrics.rowHead = std::min(kWidestHead, picture.headRoom);
    for (const QString& head : picture.rowHeads) {
        metrics.rowHead = std::min(kWidestHead, std::max(metrics.rowHead, heads.horizontalAdvance(head)));
    }
    return metrics;
}

void MatrixPainter::paint(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll,
                          const QSizeF& visible) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (!picture.title.isEmpty()) {
        paintTitle(painter, picture, visible.width());
    }
    paintHeads(painter, picture, layout, scroll, visible);
    const Theme& theme = Theme::current();
    const ColorMap map(theme);
    painter.setClipRect(QRectF(layout.origin() - QPointF(kOutline, kOutline), QPointF(visible.width(), visible.height())));
    painter.setFont(numberFont());
    const auto [first, last] = layout.visibleCells(scroll, visible);
    for (int r = first.row; r <= last.row; ++r) {
        for (int c = first.column; c <= last.column; ++c) {
            paintCell(painter, picture, layout, map, {r, c}, layout.cellRect({r, c}, scroll));
        }
    }
    if (picture.block) {
        paintBlock(painter, picture, layout, scroll);
    }
    if (picture.selected) {
        const QRectF rect = layout.cellRect(*picture.selected, scroll);
        painter.setBrush(Qt::NoBrush);
        if (picture.focused) {
            painter.setPen(QPen(theme.color(Token::Accent, 0.3), 2 * kOutline));
            painter.drawRoundedRect(rect, kCorner, kCorner);
        }
        painter.setPen(QPen(theme.color(Token::Accent), kOutline));
        painter.drawRoundedRect(rect, kCorner, kCorner);
    }
}

}  // namespace glassnet::ui
