#pragma once

#include <algorithm>
#include <map>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// True when both hold the same keys with tensors that are equal bit for bit.
template <class Key>
[[nodiscard]] bool bitEqual(const std::map<Key, Tensor>& a, const std::map<Key, Tensor>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first && bitEqual(x.second, y.second); });
}

}  // namespace glassnet
