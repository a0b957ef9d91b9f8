#pragma once

#include <memory>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"
#include "engine/program/StepPlace.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::test {

/// The 3-2-1 network of the "introduction to PyTorch" lesson, seed 7, with the target 1.
struct Lesson {
    std::shared_ptr<const NetworkSpec> network;
    std::shared_ptr<const Program> program;
    LayerId input;
    LayerId hidden;
    LayerId output;

    /// What there is to see after `position` of the 17 entries.
    [[nodiscard]] ui::SnapshotPtr at(std::size_t position) const;
    /// The same while the last of them is there only in part, with the terms behind the number in hand.
    [[nodiscard]] ui::SnapshotPtr partlyAt(std::size_t position, const EntryPart& part) const;
};

[[nodiscard]] Lesson lesson();

/// A dense layer with this many units and sigmoid.
[[nodiscard]] DenseSettings denseOf(std::int64_t units);

}  // namespace glassnet::test
