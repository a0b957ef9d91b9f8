#pragma once

#include <QStringList>
#include <map>

#include "ui/heatmap/MatrixValues.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The values of parameters at the start of the step in hand, by their ids in the program.
using StepStart = std::map<TensorId, Tensor>;

/// The parameters of a state that a step begins with; shares their storage.
[[nodiscard]] StepStart stepStartOf(const Program& program, const TrainingState& state);

/// A tensor of a snapshot as a matrix: a row for each row of rank 2, one row else. Costs the same for every size.
[[nodiscard]] MatrixValues tensorNumbers(const Snapshot& snapshot, TensorId id);

/// How much the step in hand has changed a parameter so far as its update has run: the value in the snapshot minus `before`, the value at
/// the start of the step. Nothing is known before the update begins.
[[nodiscard]] MatrixValues updateNumbers(const Snapshot& snapshot, TensorId parameter, const Tensor& before);

/// The names along the sides of a tensor; either may be empty.
struct TensorHeads {
    QStringList rows;
    QStringList columns;
};

/// Units by their names: of the sources beside a weight's rows, of the layer itself above the columns; samples by their number from 1.
[[nodiscard]] TensorHeads tensorHeads(const Snapshot& snapshot, const SymbolNames& names, TensorId id, const NumberText& numbers);

}  // namespace glassnet::ui
