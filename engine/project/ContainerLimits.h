#pragma once

#include <cstdint>

namespace glassnet {

/// What a container may hold at most.
struct ContainerLimits {
    std::uint64_t fileBytes = std::uint64_t{2} << 30U;   ///< the container itself
    std::uint64_t totalBytes = std::uint64_t{2} << 30U;  ///< all parts together, unpacked
    std::uint64_t entries = 10'000;                      ///< mimetype and manifest included
    std::uint64_t nameBytes = 1024;
};

}  // namespace glassnet
