#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/training/Evaluator.h"
#include "ui/workbench/Session.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

/// Looks at a session between two slices of training: scores, gradients, units and maps. Changes nothing of it. Belongs to the worker.
class TrainLooks {
public:
    using Clock = std::chrono::steady_clock;

    /// Forgets what belongs to another network or other data.
    void begin(const Session& session);
    /// How well the network does on both parts, into the report. False when `stop` ended it.
    bool measure(const Session& session, TrainReport& report, const std::stop_token& stop);
    /// The same unless it would slow training down by more than a fifth; true when it was done.
    bool measureIfCheap(const Session& session, TrainReport& report, const std::stop_token& stop);
    /// Gradients, units and, where the plane is given and the time allows it, maps. With `always` whatever the time.
    void look(const Session& session, const PlayWishes& wishes, bool always, TrainReport& report, const std::stop_token& stop);

private:
    /// When something was done last and what it took.
    struct Pace {
        Clock::time_point last;
        Clock::duration took{};
        [[nodiscard]] bool allows(Clock::time_point now, Clock::duration least) const;
    };
    void lookAtGradients(const Session& session, TrainReport& report) const;
    void lookAtUnits(const Session& session, LayerId counted, TrainReport& report);
    void countLayer(const Session& session, LayerId layer, const Executable& executable);
    void drawMaps(const Session& session, const MapPlane& plane, TrainReport& report, const std::stop_token& stop);

    CpuBackend m_backend;
    /// What the evaluator was compiled beside.
    std::shared_ptr<const Program> m_program;
    std::optional<Evaluator> m_evaluator;
    LayerBins m_bins;
    Pace m_measuring;
    Pace m_health;
    Pace m_maps;
};

/// What the columns of a plane become for the input layers: through the pipeline of prepared data, else one column for each unit.
[[nodiscard]] RowMaker rowMaker(const NetworkSpec& network, const SplitData& data);

}  // namespace glassnet::ui
