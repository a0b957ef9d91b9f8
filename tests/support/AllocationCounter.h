#pragma once

#include <cstddef>

namespace glassnet::test {

/// Counts what `operator new` of this program is asked for while it lives (link AllocationCounter.cpp; one at a time, one thread).
class AllocationCounter {
public:
    AllocationCounter();
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;

    /// Bytes asked for since the start, freed or not.
    [[nodiscard]] std::size_t bytes() const;
    /// How often it was asked.
    [[nodiscard]] std::size_t times() const;
};

}  // namespace glassnet::test
