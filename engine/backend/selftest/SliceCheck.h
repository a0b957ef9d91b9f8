#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/backend/Backend.h"

namespace glassnet::selftest {

/// One network that was trained in slices and entry by entry on the same backend.
struct SliceComparison {
    std::string name;
    bool same = true;
    /// The first step whose loss differs (the number of steps: only the parameters do), its loss in slices and entry by entry.
    std::int64_t step = 0;
    double got = 0.0;
    double want = 0.0;
};

/// Trains small networks (plain; with norms and dropout) over two epochs with a short last batch: what slices give must be, bit for bit,
/// what the entries one by one give.
[[nodiscard]] std::vector<SliceComparison> checkSlices(const Backend& backend);

}  // namespace glassnet::selftest
