#pragma once

#include <cstdint>
#include <string>

namespace glassnet {

/// A set made by a formula and a seed, by its key in the table of data/SyntheticSets.
struct SyntheticSpec {
    std::string key = "spiral";
    std::int64_t rows = 200;   ///< at least one for each class
    std::int64_t classes = 2;  ///< 0 where the targets are numbers
    double noise = 0.05;       ///< standard deviation of each feature around its noiseless place, or as the set says
    double turns = 1.0;        ///< of a spiral's arm or of a wave, from one side to the other
    std::uint64_t seed = 0;
    /// The seed of the sets of TensorFlow Playground, which is a text, in UTF-8; no other set reads it.
    std::string seedText = {};
    friend bool operator==(const SyntheticSpec&, const SyntheticSpec&) = default;
};

}  // namespace glassnet
