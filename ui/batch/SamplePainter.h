#pragma once

#include <QFont>
#include <QRectF>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/batch/SampleRows.h"
#include "ui/support/NumberText.h"

class QPainter;

namespace glassnet::ui {

/// Where a column is, from the left edge of all columns.
struct ColumnPlace {
    std::size_t column = 0;
    double left = 0;
    double width = 0;
    /// Where the points of its numbers are.
    double point = 0;
};

/// All that is to be seen of a SampleTable.
struct SamplePicture {
    SampleRows rows;
    NumberText numbers;
    std::int64_t followed = 0;
    std::optional<ElementRef> hovered;
    bool focused = false;
    /// Every column with the width it needs, not placed yet.
    std::vector<ColumnPlace> measured;
    /// The columns in view.
    std::vector<ColumnPlace> places;
    /// The |value| of a full bar.
    double limit = 1;
};

/// Measures and paints a SamplePicture in the current theme.
class SamplePainter {
public:
    [[nodiscard]] static double rowHeight();
    [[nodiscard]] static double headHeight();
    [[nodiscard]] static double totalHeight();
    /// Fills measured and limit: after another font, other rows or other digits.
    static void measure(SamplePicture& picture);
    /// Fills places for a table of this width: columns that may fold do so where all do not fit.
    static void layOut(SamplePicture& picture, double width);
    /// The width of all columns.
    [[nodiscard]] static double contentsWidth(const SamplePicture& picture);
    /// The text of a number in a column.
    [[nodiscard]] static QString text(const SampleColumn& column, double value, const NumberText& numbers);
    /// `scroll`: pixels by which the columns and the rows are moved; `size`: of the view. The heads and the sum stay in view.
    static void paint(QPainter& painter, const SamplePicture& picture, const QPointF& scroll, const QSizeF& size);
};

}  // namespace glassnet::ui
