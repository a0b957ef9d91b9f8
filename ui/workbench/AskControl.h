#pragma once

#include <cstdint>
#include <functional>

namespace glassnet::ui {

/// What work beside the step in hand is given: it is to look at cancelled() at least every 10 ms, which also lets the window be served
/// meanwhile, and may tell how far it is.
class AskControl {
public:
    AskControl(std::function<bool()> cancelled, std::function<void(std::int64_t, std::int64_t)> progress)
        : m_cancelled(std::move(cancelled)), m_progress(std::move(progress)) {}

    /// True once the answer is not wanted any more: return soon, with anything.
    [[nodiscard]] bool cancelled() const { return m_cancelled && m_cancelled(); }
    void progress(std::int64_t done, std::int64_t total) const {
        if (m_progress) {
            m_progress(done, total);
        }
    }

private:
    std::function<bool()> m_cancelled;
    std::function<void(std::int64_t, std::int64_t)> m_progress;
};

}  // namespace glassnet::ui
