#pragma once

#include <cstdint>

#include "engine/project/Project.h"

namespace glassnet {

// Edits of what a network learns from. Each sets the data and, in the same edit, fits the network to them (fitToData); where it fails, the
// project is unchanged. The errors of all are those of preparedData.

/// Fits a network to prepared data: every input reads all features and is named after them (units, no samples of its own, unitNames);
/// every output gets the units, activation and loss for the targets where it has others that do not suit them (fitsTargets):
/// two classes one sigmoid unit with binary cross entropy, k classes k units, named after them, with softmax and cross entropy, numbers
/// one unit a column with identity and mean squared error. An output keeps its start values, its seed and its weight.
void fitToData(Project& project, const PreparedData& prepared);

/// Whether an output suits the targets: as many units as there are numbers, with identity and a loss of numbers; or for k classes a loss
/// that takes them, with an activation that gives probabilities where the loss needs them (for two classes one unit or two). Hinge takes
/// any activation, losses of numbers take sigmoid and softmax, and tanh for a set with `signedClasses`.
[[nodiscard]] bool fitsTargets(const OutputSettings& output, const Dataset& set, bool isSigned);

/// How a person begins with data: of a set made by a formula 30 % for the test (of TensorFlow Playground's 50 %, as there; of sets with a
/// handful of rows nothing, for all of them are needed), of a table 30 %, standardized. Each feature as it is.
[[nodiscard]] DataPlan usualPlan(const DataSpec& data, std::uint64_t splitSeed);

/// Learns from data that were prepared elsewhere, for that may take long. `prepared` comes from preparedData with these data and this
/// plan; null for stored rows, whose network stays as it is.
void usePrepared(Project& project, DataSpec data, DataPlan plan, const PreparedData* prepared);

/// Learns from a set that a formula makes. A set that is shuffled already is split as it stands. Features and normalization of the plan
/// start anew: each feature as it is.
[[nodiscard]] Result<void> useSynthetic(Project& project, SyntheticSpec spec, SplitPlan split);

/// Learns from a table.
[[nodiscard]] Result<void> useTable(Project& project, TableSpec spec, DataPlan plan);

/// Prepares the same data in another way. Of stored rows only the split counts, and the network stays as it is.
[[nodiscard]] Result<void> setPlan(Project& project, DataPlan plan);

}  // namespace glassnet
