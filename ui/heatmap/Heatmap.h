#pragma once

#include <QString>
#include <cstdint>

#include "ui/heatmap/MatrixValues.h"
#include "ui/heatmap/TensorNumbers.h"
#include "ui/support/NumberText.h"
#include "ui/theme/ColorScale.h"

namespace glassnet::ui {

/// Which map a person wants. Automatic: one-sided where all numbers have one sign.
enum class MapChoice : std::uint8_t { Automatic, Signed, OneSided };

/// All that a heatmap shows: the numbers, their names and how they become colors. Cheap to copy.
struct Heatmap {
    QString title;
    QString symbol;  ///< what the tensor is called in code: W1
    MatrixValues values;
    NumberRange range;
    TensorHeads heads;
    double widestRowHead = 0;     ///< in pixels, by HeatmapPainter::measure
    double widestColumnHead = 0;  ///< in pixels, by HeatmapPainter::measure
    NumberText numbers;
    MapKind map = MapKind::Signed;
    ColorScale scale;

    /// Chooses map and scale for the numbers; the range is counted before. Symmetric limits: the largest finite |value|.
    void choose(MapChoice choice, bool logarithmic);

    /// Along the axis of the legend and the histogram, 0 at the left to 1: where a finite value stands, and which value stands there.
    [[nodiscard]] double axisOf(double value) const noexcept;
    [[nodiscard]] double axisValue(double place) const noexcept;
};

}  // namespace glassnet::ui
