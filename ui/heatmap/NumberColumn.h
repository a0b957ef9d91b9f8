#pragma once

#include <QString>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

class MatrixValues;

/// Texts of many numbers on one point, made one by one as they are seen: the same as NumberText::aligned, without a text for each.
class NumberColumn {
public:
    NumberColumn() = default;
    /// One pass over the numbers that are known; texts are made only of the few that can be the widest.
    NumberColumn(const NumberText& text, const MatrixValues& values);

    /// `value` as NumberText::of, padded with no-break spaces to the column's width.
    [[nodiscard]] QString text(double value) const;
    /// Texts of which one is as wide as any the column makes.
    [[nodiscard]] QStringList widest() const;

private:
    [[nodiscard]] qsizetype left(const QString& text) const;

    NumberText m_text;
    std::vector<double> m_wide;
    qsizetype m_before = 0;
    qsizetype m_after = 0;
};

}  // namespace glassnet::ui
