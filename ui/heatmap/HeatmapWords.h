#pragma once

#include <QString>

#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

/// What a heatmap says in words.
class HeatmapWords {
public:
    /// "Dense 1 · [784, 128] · step 12".
    [[nodiscard]] static QString facts(const Heatmap& heatmap, const QString& layer, std::int64_t step);
    /// "W1[1,0] = −0.8948", with every digit; or that it is not computed yet.
    [[nodiscard]] static QString cell(const Heatmap& heatmap, const QString& name, MatrixCell cell);
    /// A sentence a line: how many numbers and between which limits, how many are not finite, how many are not there yet, what a
    /// logarithmic scale does around zero, and that cells are too small to be all seen.
    [[nodiscard]] static QString summary(const Heatmap& heatmap, bool finerThanPixels);
};

}  // namespace glassnet::ui
