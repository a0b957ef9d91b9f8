#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

/// The numbers of a SyntheticSpec that have a range.
struct SyntheticRange {
    std::int64_t rows;
    std::int64_t classes;
    double noise;
    double turns;
};

/// A set made from a formula and a generator.
struct SyntheticSet {
    std::string_view key;
    SyntheticRange smallest;
    SyntheticRange largest;
    /// The samples of a valid specification.
    Dataset (*make)(const SyntheticSpec& spec, Generator& generator);
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

/// Errors: BadProperty (key, "rows", "classes", "noise" or "turns", value, smallest, largest); FileField ("dataset", "", key) when there
/// is no such set.
[[nodiscard]] Result<void> checkSyntheticSpec(const SyntheticSpec& spec);

/// Makes the set with a generator of its own, seeded with `spec.seed`. Errors: those of checkSyntheticSpec.
[[nodiscard]] Result<Dataset> makeSyntheticSet(const SyntheticSpec& spec);

}  // namespace glassnet
