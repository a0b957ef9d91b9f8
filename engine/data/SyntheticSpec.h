#pragma once

#include <cstdint>
#include <string>

namespace glassnet {

/// A set made by a formula and a seed, by its key in the table of data/SyntheticSets.
struct SyntheticSpec {
    std::string key = "spiral";
    std::int64_t rows = 200;  ///< at least one for each class
    std::int64_t classes = 2;
    double noise = 0.05;  ///< standard deviation of each feature around its noiseless place
    double turns = 1.0;   ///< of a spiral's arm
    std::uint64_t seed = 0;
    friend bool operator==(const SyntheticSpec&, const SyntheticSpec&) = default;
};

}  // namespace glassnet
