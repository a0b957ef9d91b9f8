#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/Dataset.h"
#include "engine/random/Generator.h"

namespace glassnet {

/// What a synthetic set is made from.
struct SyntheticOptions {
    std::int64_t samples = 200;  ///< at least one for each class
    std::int64_t classes = 2;
    double noise = 0.05;  ///< standard deviation of each feature around its noiseless place
    double turns = 1.0;   ///< of a spiral's arm
};

/// A set made from a formula and a generator.
struct SyntheticSet {
    std::string_view key;
    SyntheticOptions smallest;
    SyntheticOptions largest;
    /// The samples of valid options.
    Dataset (*make)(const SyntheticOptions& options, Generator& generator);
};

/// The table of sets.
///
/// `spiral`: C arms wound around the origin. Sample i lies on arm c = i mod C as its k-th point, k = floor(i / C), of the m points that
/// the arm has. With s = (k + 1/2) / m, radius s and angle a = 2 pi (turns s + c / C):
///     x = s sin(a) + noise e(i,0),    y = s cos(a) + noise e(i,1),    e = torch.randn(n, 2).
/// The noiseless place is computed in double precision and rounded to float32; product and sum with the noise are float32, as torch does
/// it. Features "x", "y". Two classes: targets float32 [n, 1] with 0 and 1, for one sigmoid unit; more: class indices int64 [n]. Classes
/// are called "0", "1", ...
[[nodiscard]] std::span<const SyntheticSet> syntheticSets();

/// Makes the set `key`. Errors: BadProperty (key, "samples", "classes", "noise" or "turns", value, smallest, largest); FileField
/// ("dataset", "", key) when there is no such set.
[[nodiscard]] Result<Dataset> makeSyntheticSet(std::string_view key, const SyntheticOptions& options, Generator& generator);

}  // namespace glassnet
