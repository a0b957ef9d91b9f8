#pragma once

#include <cstdint>
#include <span>

#include "engine/tensor/Tensor.h"
#include "ui/heatmap/MatrixLayout.h"

namespace glassnet::ui {

/// What one pass over the known numbers of a matrix tells.
struct NumberRange {
    std::int64_t known = 0;       ///< numbers that are there, finite or not
    std::int64_t notNumbers = 0;  ///< NaN
    std::int64_t infinite = 0;    ///< of either sign
    double least = 0;             ///< of the finite ones; 0 when there is none
    double greatest = 0;          ///< of the finite ones; 0 when there is none
    double smallest = 0;          ///< the smallest |value| above zero; 0 when there is none
    std::int64_t firstOdd = -1;   ///< the place (C order) of the first number that is not finite

    [[nodiscard]] std::int64_t finite() const noexcept { return known - notNumbers - infinite; }
    /// The largest finite |value|.
    [[nodiscard]] double largest() const noexcept { return greatest > -least ? greatest : -least; }
};

/// The numbers of a matrix as a view of a tensor: making and copying it copies no number. They become known in C order, or column by
/// column where each column appears for all rows at once, so that one count says which are there.
class MatrixValues {
public:
    MatrixValues() = default;
    /// A matrix of which nothing is known yet.
    MatrixValues(int rows, int columns);
    /// All of `tensor`, rows times columns elements in C order. A tensor that is not contiguous is copied.
    MatrixValues(int rows, int columns, const Tensor& tensor);
    /// The first `known` elements of it, or the first `known` columns.
    MatrixValues(int rows, int columns, const Tensor& tensor, std::int64_t known, bool byColumn);

    [[nodiscard]] int rows() const noexcept { return m_rows; }
    [[nodiscard]] int columns() const noexcept { return m_columns; }
    /// The cell behind the last one.
    [[nodiscard]] MatrixCell size() const noexcept { return {m_rows, m_columns}; }
    [[nodiscard]] std::int64_t count() const noexcept { return std::int64_t{m_rows} * m_columns; }
    /// The tensor behind; of no elements when nothing is known.
    [[nodiscard]] const Tensor& tensor() const noexcept { return m_tensor; }
    /// The numbers are float32, so that their exact form is float32's.
    [[nodiscard]] bool isSingle() const noexcept { return m_tensor.dtype() == DType::Float32; }

    [[nodiscard]] std::int64_t index(MatrixCell cell) const noexcept { return std::int64_t{cell.row} * m_columns + cell.column; }
    [[nodiscard]] MatrixCell cell(std::int64_t index) const noexcept {
        return {static_cast<int>(index / m_columns), static_cast<int>(index % m_columns)};
    }
    /// The number in a cell that is known.
    [[nodiscard]] double at(MatrixCell cell) const { return m_tensor.at(index(cell)); }
    [[nodiscard]] bool isKnown(MatrixCell cell) const noexcept { return m_byColumn ? cell.column < m_known : index(cell) < m_known; }
    [[nodiscard]] bool isKnownWhole() const noexcept { return m_known >= (m_byColumn ? m_columns : count()); }
    [[nodiscard]] bool isKnownNowhere() const noexcept { return m_known <= 0; }
    /// True when both are views of the same numbers in memory, as far as they are known: a quick look that compares no number.
    [[nodiscard]] bool isSameView(const MatrixValues& other) const;
    /// Writes one number; a tensor that others hold too is copied first.
    void set(MatrixCell cell, double value);

    /// One pass over what is known.
    [[nodiscard]] NumberRange range() const;
    /// Calls `each` with the numbers that are known, a stretch of the tensor's own type (float, double or int64) at a time, and the place
    /// of the stretch's first element.
    template <class Each>
    void stretches(const Each& each) const;

private:
    template <class T, class Each>
    void stretchesOf(const Each& each) const;

    int m_rows = 0;
    int m_columns = 0;
    Tensor m_tensor;
    std::int64_t m_known = 0;
    bool m_byColumn = false;
};

template <class T, class Each>
void MatrixValues::stretchesOf(const Each& each) const {
    const auto all = m_tensor.values<T>();
    if (!m_byColumn || isKnownWhole()) {
        each(all.first(static_cast<std::size_t>(m_byColumn ? count() : m_known)), std::int64_t{0});
        return;
    }
    for (std::int64_t row = 0; row < m_rows; ++row) {
        each(all.subspan(static_cast<std::size_t>(row * m_columns), static_cast<std::size_t>(m_known)), row * m_columns);
    }
}

template <class Each>
void MatrixValues::stretches(const Each& each) const {
    if (isKnownNowhere() || count() == 0) {
        return;
    }
    switch (m_tensor.dtype()) {
        case DType::Float32:
            stretchesOf<float>(each);
            break;
        case DType::Float64:
            stretchesOf<double>(each);
            break;
        case DType::Int64:
            stretchesOf<std::int64_t>(each);
            break;
    }
}

}  // namespace glassnet::ui
