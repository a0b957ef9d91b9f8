#pragma once

#include <cstddef>
#include <functional>

namespace glassnet {

/// An Executable that can be ended in the middle of an entry, where one entry may take longer than whoever waits for it likes.
class Stoppable {
public:
    virtual ~Stoppable() = default;
    Stoppable() = default;
    Stoppable(const Stoppable&) = delete;
    Stoppable& operator=(const Stoppable&) = delete;

    /// As Executable::run, but asks `stop` before each entry and at least once in every 2^17 multiplications, a few milliseconds. False
    /// when it said so: what the entry in hand makes is then of no use.
    [[nodiscard]] virtual bool runUntil(std::size_t from, std::size_t to, const std::function<bool()>& stop) = 0;
};

}  // namespace glassnet
