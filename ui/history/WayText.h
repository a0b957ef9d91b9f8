#pragma once

#include <QString>
#include <vector>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// A way's line in the tree.
struct WayLine {
    BranchId branch;
    /// Way 2.
    QString name;
    /// 0.1234; empty where no loss was computed.
    QString loss;
    /// From step 12 of way 1, to step 40.
    QString about;
    /// How deep in the tree: 0 for a way that left no other.
    int depth = 0;
    /// Depths from 1 to its own whose line goes on to a later way: another that left the same one.
    std::vector<int> rails;
    bool isHere = false;

    /// The same as one sentence, for a screen reader and a tool tip.
    [[nodiscard]] QString sentence() const;
};

/// The ways in the tree's order: each below the one it left, in the order they were begun. Ways are numbered in that order, too, over all.
[[nodiscard]] std::vector<WayLine> wayLines(const TimeFacts& time, const NumberText& numbers);

/// "Checkpoints use 1.2 MB of 256 MB."
[[nodiscard]] QString memoryText(const TimeFacts& time);

}  // namespace glassnet::ui
