#include "tests/support/cuda/ptx/Traffic.h"

#include "tests/support/cuda/Runtime.h"

namespace glassnet::simulator::ptx {

void Traffic::add(const std::string& symbol, int sectors, double share) {
    KernelTraffic& kernel = m_kernels[symbol];
    ++kernel.accesses;
    kernel.sectors += sectors * share;
}

std::vector<KernelTraffic> Traffic::all() const {
    std::vector<KernelTraffic> found;
    for (const auto& [symbol, kernel] : m_kernels) {
        found.push_back({readableName(symbol), kernel.accesses, kernel.sectors});
    }
    return found;
}

}  // namespace glassnet::simulator::ptx
