#include "ui/heatmap/MatrixValues.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glassnet::ui {

MatrixValues::MatrixValues(int rows, int columns) : m_rows(rows), m_columns(columns) {}

MatrixValues::MatrixValues(int rows, int columns, const Tensor& tensor)
    : MatrixValues(rows, columns, tensor, std::int64_t{rows} * columns, false) {}

MatrixValues::MatrixValues(int rows, int columns, const Tensor& tensor, std::int64_t known, bool byColumn)
    : m_rows(rows),
      m_columns(columns),
      m_tensor(tensor.contiguous()),
      m_known(std::min(known, byColumn ? std::int64_t{columns} : std::min(count(), tensor.elements()))),
      m_byColumn(byColumn) {}

void MatrixValues::set(MatrixCell cell, double value) {
    if (!m_tensor.ownsStorageAlone()) {
        m_tensor = m_tensor.clone();
    }
    m_tensor.set(index(cell), value);
}

bool MatrixValues::isSameView(const MatrixValues& other) const {
    const bool isSamePart =
        m_rows == other.m_rows && m_columns == other.m_columns && m_known == other.m_known && m_byColumn == other.m_byColumn;
    return isSamePart && (isKnownNowhere() || m_tensor.isSameView(other.m_tensor));
}

NumberRange MatrixValues::range() const {
    NumberRange range;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    double smallest = least;
    stretches([&](const auto& numbers, std::int64_t place) {
        range.known += static_cast<std::int64_t>(numbers.size());
        for (const auto number : numbers) {
            const auto value = static_cast<double>(number);
            if (std::isfinite(value)) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
                smallest = value != 0 ? std::min(smallest, std::abs(value)) : smallest;
            } else {
                ++(std::isnan(value) ? range.notNumbers : range.infinite);
                range.firstOdd = range.firstOdd < 0 ? place : range.firstOdd;
            }
            ++place;
        }
    });
    if (range.finite() > 0) {
        range.least = least;
        range.greatest = greatest;
        range.smallest = std::isfinite(smallest) ? smallest : 0;
    }
    return range;
}

}  // namespace glassnet::ui
