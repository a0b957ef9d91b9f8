#pragma once

#include <cstdint>

#include "engine/network/NetworkSpec.h"
#include "engine/network/Problems.h"

namespace glassnet {

/// What a layer is made of and what it costs, from the drawing alone; every count saturates at UINT64_MAX.
struct LayerCounts {
    std::uint64_t parameters = 0;
    /// Those that training changes: all of them or none.
    std::uint64_t trainable = 0;
    /// Multiplications with an addition for one sample on the way forward (Dense and Output).
    std::uint64_t multiplyAdds = 0;
    friend bool operator==(const LayerCounts&, const LayerCounts&) = default;
};

/// The counts of a layer with that many units in and out (negative numbers count as none).
[[nodiscard]] LayerCounts countLayer(const LayerSpec& layer, const LayerShape& shape);

/// `a` times `b`, or UINT64_MAX where that is more.
[[nodiscard]] std::uint64_t saturatingProduct(std::uint64_t a, std::uint64_t b);
/// `a` plus `b`, or UINT64_MAX where that is more.
[[nodiscard]] std::uint64_t saturatingSum(std::uint64_t a, std::uint64_t b);

}  // namespace glassnet
