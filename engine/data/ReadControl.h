#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "engine/base/MachineMemory.h"

namespace glassnet {

/// What a reader of tables from outside accepts at most.
struct ReadLimits {
    /// What a table may take, and what a file may take once it is unpacked, each.
    std::uint64_t memoryBytes = machineMemoryBytes() / 2;
    /// A file as it lies on the disk.
    std::uint64_t fileBytes = std::uint64_t{2} << 30U;
    std::size_t columns = 100'000;
    std::size_t cellBytes = std::size_t{64} << 10U;
};

/// How someone who waits is heard and told while a table is read. Empty functions are not called; the others at least every 10 ms on a
/// machine that reads 50 MB in a second.
struct ReadControl {
    /// True ends the reading with ReadStopped.
    std::function<bool()> cancelled{};
    /// Told how many of the bytes are read: those of the file, of the unpacked text, or of the arrays.
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
    ReadLimits limits{};

    [[nodiscard]] bool isCancelled() const { return cancelled && cancelled(); }
    /// Tells how far it is; false when the reading is to end.
    [[nodiscard]] bool goesOn(std::uint64_t done, std::uint64_t total) const {
        if (progress) {
            progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
        }
        return !isCancelled();
    }
};

/// After so many bytes at most a reader looks at its ReadControl.
inline constexpr std::size_t kReadControlBytes = std::size_t{64} << 10U;

}  // namespace glassnet
