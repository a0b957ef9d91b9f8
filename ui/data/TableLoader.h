#pragma once

#include <QObject>
#include <QTimer>
#include <any>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/base/Error.h"
#include "engine/data/ReadControl.h"

namespace glassnet::ui {

/// How far a reading is, in bytes; 0 of 0 where that cannot be said.
struct LoadProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    friend bool operator==(const LoadProgress&, const LoadProgress&) = default;
};

/// A thread of its own for reading tables and making them ready, so that the window never waits for it. One piece of work after the
/// other; what a piece of work captures must be values.
class TableLoader final : public QObject {
    Q_OBJECT
public:
    explicit TableLoader(QObject* parent = nullptr);
    /// Ends what is in hand and waits for the thread.
    ~TableLoader() override;

    /// Has `work` done on the thread and hands its result to `done` on this object's thread, unless it was cancelled meanwhile. What
    /// `work` throws as ErrorException, and a lack of memory, comes as an error.
    template <class T>
    void run(std::function<Result<T>(const ReadControl&)> work, std::function<void(Result<T>)> done) {
        post([work =
                  std::move(work)](const ReadControl& control) { return std::any(std::make_shared<Result<T>>(guarded<T>(work, control))); },
             [done = std::move(done)](const std::any& result) { done(std::move(*std::any_cast<std::shared_ptr<Result<T>>>(result))); });
    }
    /// Forgets everything asked for so far, at once: no result of it is handed on any more.
    void cancel();
    [[nodiscard]] bool isBusy() const noexcept { return m_waiting > 0; }

    /// Work that takes no longer shows no progress, in milliseconds.
    static constexpr int kSilent = 100;

signals:
    /// Work takes long: how far it is; none when it has ended.
    void progressChanged(const std::optional<glassnet::ui::LoadProgress>& progress);
    /// Nothing is left to do.
    void idle();

private:
    using Work = std::function<std::any(const ReadControl&)>;
    using Done = std::function<void(const std::any&)>;
    struct Piece {
        Work work;
        Done done;
        std::uint64_t round = 0;
    };

    /// What a lack of memory or a caller's mistake becomes.
    [[nodiscard]] static Error errorInHand();
    template <class T>
    static Result<T> guarded(const std::function<Result<T>(const ReadControl&)>& work, const ReadControl& control) {
        try {
            return work(control);
        } catch (...) {
            return tl::unexpected<Error>(errorInHand());
        }
    }
    void post(Work work, Done done);
    void loop(const std::stop_token& stop);
    void finish(const Piece& piece, const std::any& result);
    void tick();

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Piece> m_pieces;  ///< under m_mutex
    /// Counts the cancellations: work of an earlier round is no longer wanted.
    std::atomic<std::uint64_t> m_round = 0;
    std::atomic<std::int64_t> m_done = 0;
    std::atomic<std::int64_t> m_total = 0;
    int m_waiting = 0;
    bool m_progressShown = false;
    QTimer m_timer;
    /// Last: it ends before anything that it uses.
    std::jthread m_thread;
};

}  // namespace glassnet::ui
