#include "engine/data/Batches.h"

#include <algorithm>

#include "engine/base/Error.h"
#include "engine/random/Distributions.h"

namespace glassnet {

Tensor shuffledOrder(Generator& generator, std::int64_t samples) { return randperm(generator, samples); }

std::int64_t batchCount(std::int64_t samples, std::int64_t batchSize, LastBatch last) {
    if (samples < 0 || batchSize < 1) {
        throw ErrorException(Error{ErrorCode::IndexRange, {batchSize, std::int64_t{0}, samples}});
    }
    const bool rest = samples % batchSize != 0 && last == LastBatch::Keep;
    return samples / batchSize + (rest ? 1 : 0);
}

BatchRange batchRange(std::int64_t index, std::int64_t samples, std::int64_t batchSize, LastBatch last) {
    const std::int64_t batches = batchCount(samples, batchSize, last);
    if (index < 0 || index >= batches) {
        throw ErrorException(Error{ErrorCode::IndexRange, {index, std::int64_t{0}, batches}});
    }
    const std::int64_t begin = index * batchSize;
    return {begin, begin + std::min(batchSize, samples - begin)};
}

}  // namespace glassnet
