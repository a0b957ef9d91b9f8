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

/// A set made from a formula and a generator. A number whose smallest and largest are the same is one that the set does not use.
struct SyntheticSet {
    std::string_view key;
    SyntheticRange smallest;
    SyntheticRange largest;
    /// What a person begins with.
    SyntheticRange usual;
    /// The samples of a valid specification.
    Dataset (*make)(const SyntheticSpec& spec, Generator& generator);
    /// The rows come in random order already, so that the last of them are as good a test as any.
    bool isShuffled = false;
    /// The seed is `seedText`, not `seed`.
    bool readsSeedText = false;
    /// For a tanh output with a loss of numbers the two classes are -1 and 1.
    bool signedClasses = false;
};

/// The table of sets. Their formulas are in ClassSets.h, NumberSets.h, LogicGates.h and PlaygroundSets.h.
[[nodiscard]] std::span<const SyntheticSet> syntheticSets();

/// The set with this key; null when there is none.
[[nodiscard]] const SyntheticSet* findSyntheticSet(std::string_view key);

/// A specification with the usual numbers of the set; of one with other numbers where there is no such set.
[[nodiscard]] SyntheticSpec usualSpec(std::string_view key);

/// Errors: BadProperty (key, "rows", "classes", "noise" or "turns", value, smallest, largest); FileField ("dataset", "", key) when there
/// is no such set.
[[nodiscard]] Result<void> checkSyntheticSpec(const SyntheticSpec& spec);

/// Makes the set with a generator of its own, seeded with `spec.seed`. Errors: those of checkSyntheticSpec.
[[nodiscard]] Result<Dataset> makeSyntheticSet(const SyntheticSpec& spec);

}  // namespace glassnet
