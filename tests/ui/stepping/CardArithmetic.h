#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "engine/network/Activations.h"
#include "engine/tensor/DType.h"
#include "ui/stepping/FormulaText.h"

namespace glassnet::test {

/// Where a number can lie; one number when both ends are the same.
struct Range {
    double low = 0.0;
    double high = 0.0;
    [[nodiscard]] bool touches(const Range& other) const { return low <= other.high && other.low <= high; }
};

/// How a printed line is recomputed.
struct CardRules {
    /// Every printed number is taken as it stands, and arithmetic is the program's; otherwise it lies within half a unit of its last
    /// digit, and arithmetic spans ranges.
    bool exact = false;
    /// A product joins a sum in one rounding.
    bool fused = true;
    DType dtype = DType::Float32;
    ActivationSpec activation;
};

/// A side of an equation: what it comes to, before and after "→ f".
struct CardSide {
    Range before;
    Range after;
};

/// A reader of formulas that knows nothing of how they are written: it takes the printed text of a line of numbers, whose sides are
/// parted by "=", and computes each side. None when it cannot read the line; `error` says where.
[[nodiscard]] std::optional<std::vector<CardSide>> recompute(const ui::FormulaLine& line, const CardRules& rules, QString* error);

}  // namespace glassnet::test
