#pragma once

#include <memory>

#include "engine/training/Trainer.h"

namespace glassnet::test {

/// What a random network may hold.
struct RandomKinds {
    bool dropout = true;
    bool batchNorm = true;
    bool cuts = true;
    bool frozen = true;
    bool clamps = true;
};

/// A network of every kind of layer, loss and activation, with skips, several inputs and outputs, cut connections, frozen layers and
/// held units, as `generator` says; findProblems finds none for a batch of two or more.
[[nodiscard]] NetworkSpec randomNetwork(Generator& generator, const RandomKinds& kinds = {});

/// Rows that fit its inputs and targets (class indices, probabilities, numbers).
[[nodiscard]] TrainingData randomData(const NetworkSpec& network, std::int64_t rows, Generator& generator);

/// How a trainer for a random network is made.
struct RandomRun {
    std::int64_t rows = 11;
    std::int64_t batchSize = 4;
    DType dtype = DType::Float32;
    Knobs knobs;
    bool shuffle = true;
    OptimizerKind optimizer{};
    Penalty penalty{};
    Clipping clipping{};
};

/// A run that suits the network: batches of 1 (not with batch norm) to 5, a short last batch or none, shuffled or not, every
/// optimizer with its knobs, penalties, clipping and schedules.
[[nodiscard]] RandomRun randomRun(const NetworkSpec& network, Generator& generator);

/// A trainer at the start of its run, on the CPU, with seeds 1, 2 and 3.
[[nodiscard]] std::unique_ptr<Trainer> trainerFor(const NetworkSpec& network, const RandomRun& run, Generator& generator);
/// The same on another backend.
[[nodiscard]] std::unique_ptr<Trainer> trainerFor(const NetworkSpec& network, const RandomRun& run, Generator& generator,
                                                  const Backend& backend);

}  // namespace glassnet::test
