#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/program/OptimizerKind.h"
#include "engine/project/Project.h"
#include "engine/training/BinHistory.h"
#include "engine/training/Breakpoints.h"
#include "engine/training/Metrics.h"
#include "engine/training/NonFinite.h"
#include "engine/training/RunCurves.h"
#include "engine/training/UnitMaps.h"

namespace glassnet::ui {

/// What training is asked to do: go on until a step or an epoch is done, or a breakpoint is reached.
struct PlayOrder {
    std::int64_t untilStep = std::numeric_limits<std::int64_t>::max();
    std::int64_t untilEpoch = std::numeric_limits<std::int64_t>::max();
    Breakpoints breakpoints;
    /// Of several outputs the one whose score the breakpoint is about: the one that is looked at. Any other id: the first that has a score.
    LayerId output;
};

/// What a person wants to see of training, and how fast it may go.
struct PlayWishes {
    /// Steps a second at most.
    double speed = std::numeric_limits<double>::infinity();
    /// The plane of the maps; none: no maps.
    std::optional<MapPlane> plane;
    /// The layer whose weights and activations are counted; none: no layer.
    LayerId layer;
    friend bool operator==(const PlayWishes&, const PlayWishes&) = default;
};

/// The gradient that reaches a layer's weights: the mean of |dL/dW| in the last step.
struct LayerReach {
    LayerId layer;
    double gradient = 0.0;
};

/// How many units of a layer do not learn on the rows looked at (up to 256 of the training part).
struct LayerCondition {
    LayerId layer;
    std::int64_t units = 0;
    std::int64_t saturated = 0;
    std::int64_t dead = 0;
};

/// A layer's weights and what it gave on the rows looked at, counted over the run.
struct LayerBins {
    LayerId layer;
    BinHistory weights;
    BinHistory activations;
};

/// Where a number stopped being finite, in words of the network.
struct BirthPlace {
    NonFiniteBirth birth;
    LayerId layer;
    Op op{};
    std::int64_t unit = 0;
};

/// Where training stands; immutable, shares nothing with live buffers.
struct TrainReport {
    /// Counts runs from 1: a run goes on as long as training starts where it stopped.
    std::int64_t run = 0;
    /// What it learns and from what.
    std::shared_ptr<const NetworkSpec> network;
    std::shared_ptr<const SplitData> data;
    bool isPlaying = false;
    StopReason stopped = StopReason::None;
    std::optional<BirthPlace> birth;
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    /// Batches of the running epoch that are done, and in all.
    std::int64_t batch = 0;
    std::int64_t batches = 1;
    PlayOrder order;
    /// Of the last half second.
    double stepsPerSecond = 0.0;
    std::optional<Metrics> training;
    std::optional<Metrics> test;
    std::shared_ptr<const RunCurves> curves;
    std::vector<LayerReach> reach;
    std::vector<LayerCondition> health;
    std::shared_ptr<const UnitMaps> maps;
    std::shared_ptr<const LayerBins> bins;
    /// Once training stands still.
    std::shared_ptr<const TrainingState> state;
};

using TrainReportPtr = std::shared_ptr<const TrainReport>;

}  // namespace glassnet::ui
