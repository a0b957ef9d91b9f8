#include "engine/network/LayerCounts.h"

#include <algorithm>
#include <limits>

namespace glassnet {

namespace {

std::uint64_t asCount(std::int64_t value) { return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0)); }

}  // namespace

std::uint64_t saturatingProduct(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::uint64_t>::max() : product;
}

std::uint64_t saturatingSum(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::uint64_t>::max() : sum;
}

LayerCounts countLayer(const LayerSpec& layer, const LayerShape& shape) {
    LayerCounts counts;
    bool trainable = true;
    if (const auto* dense = layer.dense()) {
        counts.multiplyAdds = saturatingProduct(asCount(shape.in), asCount(shape.out));
        counts.parameters = saturatingSum(counts.multiplyAdds, dense->bias ? asCount(shape.out) : 0);
        trainable = dense->trainable;
    } else if (const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings)) {
        counts.parameters = batchNorm->affine ? saturatingProduct(2, asCount(shape.out)) : 0;
        trainable = batchNorm->trainable;
    } else if (const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings)) {
        counts.parameters = layerNorm->affine ? saturatingProduct(2, asCount(shape.out)) : 0;
        trainable = layerNorm->trainable;
    }
    counts.trainable = trainable ? counts.parameters : 0;
    return counts;
}

}  // namespace glassnet
