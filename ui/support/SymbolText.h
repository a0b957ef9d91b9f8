#pragma once

#include <QString>

#include "engine/tensor/Shape.h"

namespace glassnet::ui {

/// Mathematical text made of plain characters: x₁, ŷ, ∂L/∂W₁, [3, 2]. No characters of the math-italic block, which fonts lack.
class SymbolText {
public:
    static constexpr QChar kSigma{0x03C3};
    static constexpr QChar kEta{0x03B7};
    static constexpr QChar kDelta{0x03B4};
    static constexpr QChar kPartial{0x2202};
    static constexpr QChar kDot{0x00B7};
    static constexpr QChar kArrow{0x2192};

    /// 12 -> ₁₂, -1 -> ₋₁.
    [[nodiscard]] static QString subscript(int number);
    /// 12 -> ¹², -1 -> ⁻¹.
    [[nodiscard]] static QString superscript(int number);
    /// ("x", 1) -> x₁.
    [[nodiscard]] static QString indexed(const QString& symbol, int number);
    /// A hat over the last character: y -> ŷ; one character where Unicode has it.
    [[nodiscard]] static QString hat(const QString& symbol);
    /// ("L", "W₁") -> ∂L/∂W₁.
    [[nodiscard]] static QString derivative(const QString& of, const QString& by);
    /// W -> Wᵀ.
    [[nodiscard]] static QString transposed(const QString& symbol);
    /// [3, 2]; [] for a single number.
    [[nodiscard]] static QString shape(const Shape& shape);
    /// ("W1", 2, 0) -> W1[2, 0].
    [[nodiscard]] static QString element(const QString& name, int row, int column);
};

}  // namespace glassnet::ui
