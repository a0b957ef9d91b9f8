#pragma once

#include <QObject>
#include <cstdint>
#include <span>

#include "engine/random/Initializers.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {

/// What a person can do to many values at once; each is one edit of the workbench.
class ValueCommands final : public QObject {
    Q_OBJECT
public:
    explicit ValueCommands(Workbench& workbench, QObject* parent = nullptr);

    /// Fills a whole parameter, drawing from a generator of its own with the start seed: the same fill gives the same numbers.
    void fill(TensorId parameter, const Initializer& initializer);
    /// Puts a block of rows of numbers in, its first number at this row and column; `values` are row by row. What does not fit is refused
    /// by returning false.
    bool paste(TensorId parameter, std::int64_t row, std::int64_t column, std::span<const double> values, std::int64_t columns);
    /// Gives an element its start value again.
    void reset(const ElementRef& element);

private:
    [[nodiscard]] const Tensor* present(TensorId parameter) const;

    Workbench& m_workbench;
};

}  // namespace glassnet::ui
