#pragma once

#include <cstdint>
#include <vector>

#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// The gradients of parameters over steps. `rows` are elements of parameters, or of their gradients.
struct GradientColumns {
    std::vector<std::int64_t> steps;
    std::vector<ElementRef> rows;
    std::vector<float> values;  ///< [rows, steps] in C order
    std::int64_t leftOut = 0;   ///< parameters that have no row, because there are too many
    bool isOneLayer = false;    ///< the rows are those of one layer, because all would be too many

    [[nodiscard]] float at(std::size_t row, std::size_t step) const { return values.at(row * steps.size() + step); }
    /// Steps, rows and values belong together.
    [[nodiscard]] bool isWhole() const noexcept { return values.size() == rows.size() * steps.size(); }
};

/// Which rows are shown where not all have room, and the scale of their colors.
class GradientRows {
public:
    /// The `most` rows with the largest |gradient| in any of the steps, in the order of `columns`; one that is not finite counts as the
    /// largest. All of them where they are no more.
    [[nodiscard]] static std::vector<std::size_t> largest(const GradientColumns& columns, std::size_t most);
    /// The largest finite |gradient| of all rows; 0 when there is none.
    [[nodiscard]] static double limit(const GradientColumns& columns);
};

}  // namespace glassnet::ui
