#pragma once

#include <chrono>
#include <utility>

namespace glassnet::ui {

/// When the progress of work is worth telling: once it takes longer than `quiet`, and not too often.
class ProgressPace {
public:
    using Clock = std::chrono::steady_clock;

    explicit ProgressPace(Clock::duration quiet) : m_quiet(quiet) {}

    void begin() { m_begun = Clock::now(); }
    /// True when it is to be told now; it counts as told then.
    [[nodiscard]] bool isDue() {
        const auto now = Clock::now();
        if (now - m_begun < m_quiet || now - m_told < kPause) {
            return false;
        }
        m_told = now;
        m_isTold = true;
        return true;
    }
    /// The work has ended; true when anything was told of it.
    [[nodiscard]] bool end() { return std::exchange(m_isTold, false); }

private:
    static constexpr std::chrono::milliseconds kPause{40};

    Clock::duration m_quiet;
    Clock::time_point m_begun;
    Clock::time_point m_told;
    bool m_isTold = false;
};

}  // namespace glassnet::ui
