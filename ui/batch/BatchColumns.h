#pragma once

#include "ui/batch/SampleRows.h"
#include "ui/support/SymbolNames.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// Inputs and outputs of a layer in the table; of more, "…" says so.
inline constexpr std::int64_t kMostInputColumns = 8;
inline constexpr std::int64_t kMostOutputColumns = 16;

/// The batch in hand: each sample's number, its row of the data (both from 1), what goes in and comes out, the target, and its part of
/// the loss. The parts appear with the loss they are parts of. Data that two decimals
/// tell whole are written with two. The columns keep the snapshot.
[[nodiscard]] SampleRows batchColumns(const SnapshotPtr& snapshot, const SymbolNames& names);

}  // namespace glassnet::ui
