#pragma once

#include <cstdint>

#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// What happens to the samples left over when the batch size does not divide their number (DataLoader's `drop_last`).
enum class LastBatch : std::uint8_t { Keep, Drop };

/// A batch's places in an epoch's order: `begin` to `end`, without `end`.
struct BatchRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    [[nodiscard]] constexpr std::int64_t samples() const noexcept { return end - begin; }
    friend bool operator==(const BatchRange&, const BatchRange&) = default;
};

/// The order of an epoch: `torch.randperm(samples)` drawn from `generator`; int64 [samples].
[[nodiscard]] Tensor shuffledOrder(Generator& generator, std::int64_t samples);

/// Batches of an epoch. Throws ErrorException (IndexRange) unless batchSize is at least 1 and samples at least 0.
[[nodiscard]] std::int64_t batchCount(std::int64_t samples, std::int64_t batchSize, LastBatch last = LastBatch::Keep);

/// The range of batch `index`, counted from 0; only the last one of LastBatch::Keep may be shorter than batchSize.
/// Throws ErrorException (IndexRange) when the epoch has no such batch.
[[nodiscard]] BatchRange batchRange(std::int64_t index, std::int64_t samples, std::int64_t batchSize, LastBatch last = LastBatch::Keep);

}  // namespace glassnet
