#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/program/Program.h"

namespace glassnet::ui {

/// Which tensors of a program are on the screen: whoever shows a snapshot asks it for them. The window's thread notes, the worker looks.
class ShownTensors {
public:
    /// So many snapshots later, a tensor that was not asked for again is gone from the screen.
    static constexpr std::uint64_t kPatience = 8;

    explicit ShownTensors(std::size_t tensors) : m_asked(tensors) {}

    /// The tensor was asked of the snapshot with this number (from 1 on, counted by the worker).
    void note(TensorId id, std::uint64_t snapshot) noexcept {
        auto& asked = m_asked[id.value - 1];
        if (asked.load(std::memory_order_relaxed) != snapshot) {
            asked.store(snapshot, std::memory_order_relaxed);
            m_newest.store(snapshot, std::memory_order_relaxed);
        }
    }
    /// True for everything as long as nothing was asked for.
    [[nodiscard]] bool contains(TensorId id) const noexcept {
        const auto newest = m_newest.load(std::memory_order_relaxed);
        const auto asked = m_asked[id.value - 1].load(std::memory_order_relaxed);
        return newest == 0 || (asked != 0 && asked + kPatience > newest);
    }

private:
    std::vector<std::atomic<std::uint64_t>> m_asked;
    std::atomic<std::uint64_t> m_newest = 0;
};

}  // namespace glassnet::ui
