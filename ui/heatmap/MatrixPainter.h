#pragma once

#include <QFont>
#include <QString>
#include <QStringList>
#include <optional>
#include <utility>

#include "engine/tensor/Tensor.h"
#include "ui/heatmap/MatrixLayout.h"
#include "ui/heatmap/MatrixValues.h"
#include "ui/heatmap/NumberColumn.h"

class QPainter;

namespace glassnet::ui {

/// All that is to be seen of a MatrixView. What depends on all cells is held as one number or one rule: texts, marks and colors are made
/// of the cells that are painted.
struct MatrixPicture {
    QString title;
    QString shape;
    QString note;
    QStringList rowHeads;
    double headRoom = 0;  ///< at least this much room for row heads, so that matrices one above the other stand in line
    QStringList columnHeads;
    double widestRowHead = 0;     ///< in pixels
    double widestColumnHead = 0;  ///< in pixels
    MatrixValues values;
    bool hasTexts = true;     ///< numbers are shown where there is room for them
    NumberColumn texts;       ///< makes a cell's text
    double widestNumber = 0;  ///< of the texts, in pixels
    double limit = 1;         ///< of the color map
    std::optional<MatrixCell> selected;
    std::optional<MatrixCell> hovered;
    std::optional<std::pair<MatrixCell, MatrixCell>> block;  ///< the chosen cells, from the first to the last, where there are several
    std::optional<Tensor> start;                             ///< of the values' shape; a cell that differs is marked
    bool focused = false;

    /// True for a known cell that differs from its start.
    [[nodiscard]] bool isEdited(MatrixCell cell) const;
};

/// Paints a MatrixPicture in the current theme.
class MatrixPainter {
public:
    [[nodiscard]] static QFont titleFont();
    [[nodiscard]] static QFont shapeFont();
    [[nodiscard]] static QFont headFont();
    [[nodiscard]] static QFont numberFont();
    /// The widest of the texts, in pixels.
    [[nodiscard]] static double widest(const QStringList& texts, const QFont& font);
    /// The widest that row heads may get.
    [[nodiscard]] static double mostForHeads();
    /// How much room the picture's texts take.
    [[nodiscard]] static MatrixMetrics metricsOf(const MatrixPicture& picture);
    /// Paints what lies within `exposed` of a view of size `visible`.
    static void paint(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll,
                      const QSizeF& visible, const QRectF& exposed);
};

}  // namespace glassnet::ui
