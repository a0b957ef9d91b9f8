#pragma once

#include <cstdint>
#include <string>

namespace glassnet {

/// A set made by a formula, by its key in the table of data/SyntheticSets.
struct SyntheticSpec {
    std::string key = "spiral";
    std::int64_t rows = 200;
    double noise = 0.0;
    std::uint64_t seed = 0;
    friend bool operator==(const SyntheticSpec&, const SyntheticSpec&) = default;
};

}  // namespace glassnet
