#include "ui/heatmap/MatrixPainter.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/heatmap/CellMarks.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kCorner = 3;
constexpr double kMatrixWidestHead = 96;
constexpr double kMatrixGap = 8;
constexpr double kOutline = 2;
constexpr double kFold = 8;
constexpr double kSmallCell = 12;

double laidHeight(const QFont& font) { return std::ceil(LaidText::height(font)); }

void paintTitle(QPainter& painter, const MatrixPicture& picture, double width) {
    const Theme& theme = Theme::current();
    const QRectF line(0, 0, width, laidHeight(MatrixPainter::titleFont()));
    painter.setPen(theme.color(Token::Ink));
    LaidText::draw(painter, MatrixPainter::titleFont(), line, Qt::AlignLeft | Qt::AlignVCenter, picture.title);
    double x = std::ceil(LaidText::width(MatrixPainter::titleFont(), picture.title)) + 2 * kMatrixGap;
    painter.setPen(theme.color(Token::Mute));
    LaidText::draw(painter, MatrixPainter::shapeFont(), line.adjusted(x, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, picture.shape);
    x += std::ceil(LaidText::width(MatrixPainter::shapeFont(), picture.shape)) + 2 * kMatrixGap;
    const QString note = LaidText::elided(MatrixPainter::headFont(), picture.note, std::max(0.0, width - x));
    LaidText::draw(painter, MatrixPainter::headFont(), line, Qt::AlignRight | Qt::AlignVCenter, note);
}

// Heads that are wider than their cells are left out except every n-th, n such that they do not touch.
void paintMatrixHeads(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll,
                      const QSizeF& visible) {
    const QFont font = MatrixPainter::headFont();
    painter.setPen(Theme::current().color(Token::Mute));
    const auto [first, last] = layout.visibleCells(scroll, visible);
    const double line = laidHeight(MatrixPainter::headFont());
    const double widest = picture.widestColumnHead;
    const double room = layout.pitch().width() - 2;
    const bool words = layout.showsNumbers();
    const int everyColumn = words ? 1 : std::max(1, static_cast<int>(std::ceil((widest + kMatrixGap) / layout.pitch().width())));
    painter.save();
    painter.setClipRect(QRectF(layout.origin().x() - 1, 0, visible.width(), visible.height()));
    for (int c = first.column; c <= last.column && c < picture.columnHeads.size(); ++c) {
        if (c % everyColumn == 0) {
            const QRectF cell = layout.cellRect({0, c}, QPointF(scroll.x(), 0));
            const QString head = words ? LaidText::elided(font, picture.columnHeads.at(c), room) : picture.columnHeads.at(c);
            const double wide = std::max(cell.width(), words ? 0.0 : widest);
            const QRectF place(cell.center().x() - wide / 2, layout.origin().y() - line - 3, wide, line);
            LaidText::draw(painter, font, place, Qt::AlignCenter, head);
        }
    }
    painter.restore();
    const int everyRow = std::max(1, static_cast<int>(std::ceil(line / layout.pitch().height())));
    painter.save();
    painter.setClipRect(QRectF(0, layout.origin().y() - 2, visible.width(), visible.height()));
    for (int r = first.row; r <= last.row && r < picture.rowHeads.size(); ++r) {
        if (r % everyRow == 0) {
            const QRectF cell = layout.cellRect({r, 0}, QPointF(0, scroll.y()));
            const double wide = layout.origin().x() - kMatrixGap;
            const QRectF place(0, cell.center().y() - line / 2, wide, line);
            LaidText::draw(painter, font, place, Qt::AlignRight | Qt::AlignVCenter, LaidText::elided(font, picture.rowHeads.at(r), wide));
        }
    }
    painter.restore();
}

/// A turned-down corner.
void paintEdited(QPainter& painter, const QRectF& rect, const QColor& ground) {
    const double size = std::min(kFold, rect.height() / 2);
    const double corner = std::min(kCorner, size);
    // Along the cell's round corner: what is cut out of it by Qt's clipper takes as long as all the rest of a cell.
    QPainterPath fold(rect.topRight() - QPointF(size, 0));
    fold.lineTo(rect.topRight() - QPointF(corner, 0));
    fold.arcTo(QRectF(rect.right() - 2 * corner, rect.top(), 2 * corner, 2 * corner), 90, -90);
    fold.lineTo(rect.topRight() + QPointF(0, size));
    fold.closeSubpath();
    QColor color = ColorMap::textOn(ground, Theme::current());
    color.setAlphaF(0.75F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(fold);
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
    const bool words = picture.hasTexts && layout.showsNumbers();
    if (!picture.values.isKnown(cell)) {
        CellMarks::paintUnknown(painter, rect, words, kCorner);
    } else {
        const double value = picture.values.at(cell);
        const QColor ground = map.color(value, picture.limit);
        const double corner = words ? kCorner : std::min(kCorner, rect.height() / 6);
        // Words have no point to stand on: they are in the middle.
        const QString padded = words ? picture.texts.text(value) : QString();
        const QString text = std::isfinite(value) ? padded : padded.trimmed();
        if (std::isfinite(value)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(rect, corner, corner);
        } else {
            painter.fillRect(rect, ground);
            CellMarks::paintHatch(painter, rect, corner);
            // The word stands on a plain ground.
            const double wide = LaidText::width(MatrixPainter::numberFont(), text);
            painter.fillRect(QRectF(rect.center().x() - wide / 2 - 2, rect.top() + 3, words ? wide + 4 : 0, rect.height() - 6), ground);
        }
        if (words) {
            painter.setPen(ColorMap::textOn(ground, theme));
            LaidText::draw(painter, MatrixPainter::numberFont(), rect, Qt::AlignCenter, text);
        }
    }
    if (picture.isEdited(cell)) {
        paintEdited(painter, rect, map.color(picture.values.at(cell), picture.limit));
    }
    if (picture.hovered == cell && picture.selected != cell) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Mute), 1));
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    }
}

/// Small cells of color: plain squares, of which a panel shows thousands.
bool paintSmallCell(QPainter& painter, const MatrixPicture& picture, const ColorMap& map, MatrixCell cell, const QRectF& rect) {
    if (rect.height() > kSmallCell || picture.hovered == cell || !picture.values.isKnown(cell) || picture.isEdited(cell)) {
        return false;
    }
    const double value = picture.values.at(cell);
    if (std::isfinite(value)) {
        painter.fillRect(rect, map.color(value, picture.limit));
    }
    return std::isfinite(value);
}

}  // namespace

QFont MatrixPainter::titleFont() { return Fonts::text(FontSize::Heading, QFont::DemiBold); }
QFont MatrixPainter::shapeFont() { return Fonts::mono(FontSize::Body); }
QFont MatrixPainter::headFont() { return Fonts::text(FontSize::Caption); }
QFont MatrixPainter::numberFont() { return Fonts::mono(FontSize::Body); }

bool MatrixPicture::isEdited(MatrixCell cell) const {
    if (!start || start->elements() != values.count() || !values.isKnown(cell)) {
        return false;
    }
    const double now = values.at(cell);
    const double then = start->at(values.index(cell));
    return values.isSingle() ? static_cast<float>(now) != static_cast<float>(then) : now != then;
}

double MatrixPainter::widest(const QStringList& texts, const QFont& font) {
    double wide = 0;
    for (const QString& text : texts) {
        wide = std::max(wide, LaidText::width(font, text));
    }
    return wide;
}

double MatrixPainter::mostForHeads() { return kMatrixWidestHead; }

MatrixMetrics MatrixPainter::metricsOf(const MatrixPicture& picture) {
    MatrixMetrics metrics;
    metrics.number = picture.hasTexts ? picture.widestNumber : std::numeric_limits<double>::max() / 4;
    metrics.numberTall = laidHeight(numberFont());
    metrics.titleTall = picture.title.isEmpty() ? 0 : laidHeight(titleFont());
    metrics.headTall = picture.columnHeads.isEmpty() ? 0 : laidHeight(headFont());
    metrics.rowHead = std::min(kMatrixWidestHead, std::max(picture.headRoom, picture.widestRowHead));
    return metrics;
}

void MatrixPainter::paint(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll,
                          const QSizeF& visible, const QRectF& exposed) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (!picture.title.isEmpty()) {
        paintTitle(painter, picture, visible.width());
    }
    paintMatrixHeads(painter, picture, layout, scroll, visible);
    const Theme& theme = Theme::current();
    const ColorMap map(theme);
    painter.setClipRect(QRectF(layout.origin() - QPointF(kOutline, kOutline), QPointF(visible.width(), visible.height())));
    painter.setFont(numberFont());
    const auto [first, last] = layout.visibleCells(scroll, visible);
    const QRectF cells = exposed.adjusted(-kOutline, -kOutline, kOutline, kOutline);
    for (int r = first.row; r <= last.row; ++r) {
        for (int c = first.column; c <= last.column; ++c) {
            const QRectF rect = layout.cellRect({r, c}, scroll);
            if (rect.intersects(cells) && !paintSmallCell(painter, picture, map, {r, c}, rect)) {
                paintCell(painter, picture, layout, map, {r, c}, rect);
            }
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
