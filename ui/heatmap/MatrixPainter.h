#pragma once

#include <QFont>
#include <QString>
#include <QStringList>
#include <optional>
#include <utility>
#include <vector>

#include "ui/heatmap/MatrixLayout.h"

class QPainter;

namespace glassnet::ui {

/// The numbers a MatrixView shows.
struct MatrixValues {
    int rows = 0;
    int columns = 0;
    std::vector<double> values;  ///< [rows, columns] in C order
    std::vector<bool> known;     ///< as values; false where it is not computed yet; empty: all are known
    bool single = true;          ///< the numbers are float32, so that their exact form is float32's

    [[nodiscard]] std::size_t index(MatrixCell cell) const {
        return static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(cell.column);
    }
    [[nodiscard]] double at(MatrixCell cell) const { return values.at(index(cell)); }
    [[nodiscard]] bool isKnown(MatrixCell cell) const { return known.empty() || known.at(index(cell)); }
};

/// All that is to be seen of a MatrixView.
struct MatrixPicture {
    QString title;
    QString shape;
    QString note;
    QStringList rowHeads;
    double headRoom = 0;  ///< at least this much room for row heads, so that matrices one above the other stand in line
    QStringList columnHeads;
    MatrixValues values;
    QStringList texts;  ///< as values; empty when the cells show colors only
    double limit = 1;   ///< of the color map
    std::optional<MatrixCell> selected;
    std::optional<MatrixCell> hovered;
    std::optional<std::pair<MatrixCell, MatrixCell>> block;  ///< the chosen cells, from the first to the last, where there are several
    std::vector<bool> edited;                                ///< as values; true where a number is marked; empty: nowhere
    bool focused = false;
};

/// Paints a MatrixPicture in the current theme.
class MatrixPainter {
public:
    [[nodiscard]] static QFont titleFont();
    [[nodiscard]] static QFont shapeFont();
    [[nodiscard]] static QFont headFont();
    [[nodiscard]] static QFont numberFont();
    /// How much room the picture's texts take.
    [[nodiscard]] static MatrixMetrics metricsOf(const MatrixPicture& picture);
    static void paint(QPainter& painter, const MatrixPicture& picture, const MatrixLayout& layout, const QPointF& scroll,
                      const QSizeF& visible);
};

}  // namespace glassnet::ui
