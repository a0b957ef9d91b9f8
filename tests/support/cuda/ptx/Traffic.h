#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace glassnet::simulator::ptx {

/// How well the threads of a warp read and write side by side. Memory comes in sectors of 32 bytes: 32 numbers of 4 bytes that lie in a row
/// are 4 of them, or 5 if they begin within one; numbers far apart are 32.
struct KernelTraffic {
    std::string kernel;
    /// Reads and writes of device memory by whole warps, all 32 lanes taking part.
    std::int64_t accesses = 0;
    /// The sectors that they touched; those of wider numbers count as for numbers of 4 bytes.
    double sectors = 0;

    [[nodiscard]] double average() const { return accesses == 0 ? 0.0 : sectors / static_cast<double>(accesses); }
};

/// The traffic of all kernels since the last clear(), by symbol.
class Traffic {
public:
    void add(const std::string& symbol, int sectors, double share);
    void clear() { m_kernels.clear(); }
    /// With readable names.
    [[nodiscard]] std::vector<KernelTraffic> all() const;

private:
    std::map<std::string, KernelTraffic> m_kernels;
};

}  // namespace glassnet::simulator::ptx
