#include "engine/base/MachineMemory.h"

#include <unistd.h>

namespace glassnet {

std::uint64_t machineMemoryBytes() {
    const auto pages = sysconf(_SC_PHYS_PAGES);
    const auto pageBytes = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageBytes > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes) : 0;
}

}  // namespace glassnet
