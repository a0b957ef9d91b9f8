#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/data/DataPlan.h"
#include "engine/data/PreparedData.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/network/NetworkSpec.h"
#include "engine/program/OptimizerKind.h"
#include "engine/training/Trainer.h"
#include "engine/training/TrainingState.h"

namespace glassnet {

/// Where a layer's middle stands on the canvas, in canvas units (1 at zoom 1, 96 dpi).
struct Position {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Position&, const Position&) = default;
};

/// How many marks there are to tell layers apart by.
inline constexpr int kLayerColors = 8;

/// Rows kept in the file itself: one float32 tensor [rows, units] for each input layer that does not draw its own samples, and one target
/// for each output (float32 [rows, units], or int64 [rows] for losses of classes).
struct StoredRows {
    std::map<LayerId, Tensor> inputs;
    std::map<LayerId, Tensor> targets;
};

/// What the network learns from.
using DataSpec = std::variant<StoredRows, SyntheticSpec, TableSpec>;

/// How it learns. Seeds are Start, Shuffle, Dropout.
struct TrainingSettings {
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    BatchPlan batches;
    OptimizerKind optimizer{};
    Penalty penalty{};
    Clipping clipping{};
    /// The learning rate before its schedule, which is one of the knobs.
    Knobs knobs;
    friend bool operator==(const TrainingSettings&, const TrainingSettings&) = default;
};

class KeptRuns;

/// All that the user made. A value: copying is cheap, equality is by content.
struct Project {
    std::string name;
    NetworkSpec network;
    std::map<LayerId, Position> positions;
    /// A mark from 1 to kLayerColors that the user gave to a layer; none without an entry.
    std::map<LayerId, int> colors;
    DataSpec data;
    /// How the data become inputs and targets. Of stored rows, which each layer has as it needs them, only the split counts.
    DataPlan plan;
    TrainingSettings training;
    /// The last committed state; none: the start values are drawn from the seeds.
    std::optional<TrainingState> state;
    /// The runs that are kept, each with its settings, curves and state; null: none. A change of the project does not touch them.
    std::shared_ptr<const KeptRuns> runs;
    /// Parts of a newer file that this version does not know; they survive load and save.
    std::map<std::string, std::vector<std::byte>> unknownParts;
    /// The same for members of JSON parts: JSON text by part and lasting pointer, "network.json/layers/3/note" for layer id 3. What
    /// belonged to a layer or link goes with it.
    std::map<std::string, std::string> unknownFields;
};

/// True when both hold the same rows or make them in the same way: tensors bit for bit, tables by content.
[[nodiscard]] bool sameData(const DataSpec& a, const DataSpec& b);

/// True when both learn from the same rows: the same data and the same plan.
[[nodiscard]] bool sameData(const Project& a, const Project& b);

/// Equal by content: tensors bit for bit, the state included.
[[nodiscard]] bool sameProject(const Project& a, const Project& b);

/// The data of a set or a table as the plan prepares them; null for stored rows.
/// Errors: those of checkSyntheticSpec and prepare.
[[nodiscard]] Result<std::shared_ptr<const PreparedData>> preparedData(const DataSpec& data, const DataPlan& plan);

/// The rows to learn from and the rows to test with, in the form a Trainer needs.
struct SplitData {
    TrainingData training;
    /// Without entries where there is no test part.
    TrainingData test;
    /// Null for stored rows.
    std::shared_ptr<const PreparedData> prepared;
};

/// The rows of the project: samples the start drew, stored rows, a synthetic set or a table, each input reading all features; split as the
/// plan says (stored and drawn rows too). Targets take the form the loss asks for: classes become one-hot rows, a column of whole numbers
/// becomes classes; the two classes of a set with `signedClasses` are -1 and 1 for a tanh output with a loss of numbers. Errors: those of
/// preparedData and checkSplit; with the layer's name TensorMissing (no rows), TensorDType, TensorShape (the numbers of rows differ),
/// TargetUnits (columns of a target or an input differ from the units), ClassTarget.
[[nodiscard]] Result<SplitData> splitData(const Project& project, const Start& start);

/// The rows for training alone. Errors: those of splitData.
[[nodiscard]] Result<TrainingData> trainingData(const Project& project, const Start& start);

}  // namespace glassnet
