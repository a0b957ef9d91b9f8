#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::test {

/// A chain of layers, input to output, with numbers everywhere.
struct Chain {
    std::shared_ptr<const NetworkSpec> network;
    ui::SnapshotPtr snapshot;
};

/// Weights and values are spread evenly around zero, the same on every machine; `position` entries have run.
[[nodiscard]] Chain chainOf(const std::vector<std::int64_t>& units, std::size_t position = 0);

}  // namespace glassnet::test
