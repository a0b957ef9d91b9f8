#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "ui/workbench/Session.h"
#include "ui/workbench/TrainLooks.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

/// Training on the worker: whole steps in slices of some milliseconds, so that whatever else is asked for comes in between. Keeps the
/// curves of the run. Belongs to one thread.
class Player {
public:
    using Clock = std::chrono::steady_clock;

    /// Begins, or goes on with the run that ended here. `ended` is called once, when training has stopped, whatever the reason.
    void begin(Session& session, const PlayOrder& order, std::function<void(Session&)> ended);
    [[nodiscard]] bool isPlaying() const noexcept { return m_isPlaying; }
    /// True where the run that ended here would go on.
    [[nodiscard]] bool continuesAt(const Session& session) const;
    /// When the next slice is due: at once, or later where a person chose a slow speed.
    [[nodiscard]] Clock::time_point due() const noexcept { return m_due; }
    /// Trains for some milliseconds. A device that fails is left, and the CPU repeats what is lost with it.
    void slice(Session& session, const std::stop_token& stop);
    /// Ends training; nothing happens where it has ended.
    void end(Session& session, StopReason reason);

    void setWishes(const PlayWishes& wishes);
    /// True when there is something to tell: at most 25 times a second, and when training has ended.
    [[nodiscard]] bool hasNews() const;
    /// Where training stands, with what a person wants to see of it.
    [[nodiscard]] TrainReportPtr takeNews(const Session& session, const std::stop_token& stop);
    /// The same for a session that stands still: what is seen before training began.
    [[nodiscard]] TrainReportPtr look(const Session& session);
    /// The session is gone, without an end that could be told. Runs are counted on.
    void forget();

private:
    /// Losses of steps that are not a point of a curve yet.
    struct Window {
        double sum = 0.0;
        std::int64_t rows = 0;
        std::int64_t steps = 0;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(rows); }
    };
    void beginRun(const Session& session);
    [[nodiscard]] bool goesOnFrom(const Session& session) const;
    void markTurn(const Session& session);
    [[nodiscard]] std::int64_t stepsToEpochEnd(const Session& session) const;
    [[nodiscard]] std::int64_t stepsToGoal(const Session& session) const;
    [[nodiscard]] std::int64_t sliceLength(const Session& session) const;
    /// Where in its epochs a step begins.
    struct Place {
        std::int64_t step = 0;
        std::int64_t epoch = 0;
        std::int64_t cursor = 0;
    };
    bool addLosses(const SliceReport& report, Place first);
    [[nodiscard]] StopReason lookAtEpoch(const Session& session, const std::stop_token& stop);
    void addScores(const Session& session);
    void addOutputs(const Session& session);
    [[nodiscard]] std::optional<double> score(LayerId output) const;
    void count(std::int64_t step);
    static void fetch(Session& session);
    void findBirth(Session& session, std::int64_t badStep);
    void stand(const Session& session);
    [[nodiscard]] CurvePoint place(const Place& place, double value) const;
    [[nodiscard]] CurvePoint present(const Session& session, double value) const;

    TrainLooks m_looks;
    PlayWishes m_wishes;
    RunCurves m_curves;
    TrainReport m_report;
    std::optional<BreakpointWatch> m_watch;
    std::function<void(Session&)> m_ended;
    bool m_isPlaying = false;
    bool m_hasEnded = false;
    /// Steps of a slice; follows how long they take.
    std::int64_t m_length = 1;
    Clock::time_point m_due;
    Clock::time_point m_told;
    /// Training time of the run before `m_begun`, and when it went on.
    double m_seconds = 0.0;
    Clock::time_point m_begun;
    /// For the steps a second: where the last count began.
    Clock::time_point m_counted;
    std::int64_t m_countedStep = 0;
    /// The last step whose loss is in the curves.
    std::int64_t m_seenStep = 0;
    Window m_window;
    Window m_epoch;
    double m_epochLoss = 0.0;
    /// What training stopped at, to see whether it goes on from there.
    std::shared_ptr<const Program> m_program;
    std::uint64_t m_endHash = 0;
    std::optional<Knobs> m_endKnobs;
    LearningChoices m_endChoices;
    /// Of what another optimizer or other batches leave as it is.
    std::uint64_t m_endRunHash = 0;
    /// Samples of an epoch and of a full batch.
    std::int64_t m_rows = 1;
    std::int64_t m_batchSize = 1;
};

}  // namespace glassnet::ui
