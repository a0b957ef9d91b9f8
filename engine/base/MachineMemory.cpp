#include "engine/base/MachineMemory.h"

#include <unistd.h>

namespace glassnet {

std::uint64_t machineMemoryBytes() {
    // Asked for once: every tensor that is made asks, and the answer takes longer than a small tensor.
    static const std::uint64_t bytes = [] {
        const auto pages = sysconf(_SC_PHYS_PAGES);
        const auto pageBytes = sysconf(_SC_PAGESIZE);
        return pages > 0 && pageBytes > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes) : 0;
    }();
    return bytes;
}

}  // namespace glassnet
