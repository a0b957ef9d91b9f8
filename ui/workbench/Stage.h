#pragma once

#include <functional>
#include <map>
#include <memory>

#include "engine/project/CarriedState.h"
#include "engine/project/Project.h"
#include "ui/workbench/Moment.h"
#include "ui/workbench/Session.h"

namespace glassnet::ui {

/// A change of the drawing, as the worker carries it out.
struct StageChange {
    std::shared_ptr<const Project> before;
    std::shared_ptr<const Project> after;
    CarryMode mode = CarryMode::Keep;
    /// Applied to the numbers before they are carried over (a unit that moved took its weights along); may be empty.
    std::function<TrainingState(const TrainingState&)> transform;
    /// Tensors put in afterwards where they fit (what was pasted).
    std::map<StateKey, Tensor> put;
    /// The state to go on from, exactly; may be null.
    std::shared_ptr<const TrainingState> state;
    /// The data of `after`, where they are prepared already; null: the worker prepares them unless it has them.
    std::shared_ptr<const PreparedData> prepared;
};

/// What the worker works on: the session of the project that runs, or, while the drawing cannot run, the numbers that wait for one that
/// can. Nothing is lost by drawing through a state that does not compile.
class Stage {
public:
    /// Starts a project; on an error there is no session and nothing waits.
    Result<void> open(const Project& project);
    /// Goes over to the changed drawing with the numbers there are; on an error they wait.
    Result<void> change(const StageChange& change);
    /// Takes a moment of `project` as the present without running it: the next change goes on from there.
    void hold(std::shared_ptr<const Project> project, const Moment& moment);
    /// Goes back to a moment of `project`; exact.
    Result<void> restore(const Project& project, const Moment& moment);
    /// Where the numbers stand now.
    [[nodiscard]] Moment moment() const;
    /// Where sessions compute from now on.
    void setDevices(const SessionDevices& devices) { m_devices = devices; }
    /// With `live` the forward pass runs after each change, so that its effect is seen.
    void setLive(bool live);

    [[nodiscard]] Session* session() noexcept { return m_session.get(); }
    [[nodiscard]] const Session* session() const noexcept { return m_session.get(); }

private:
    void showForward();
    /// What the session has prepared, where this project learns from the same; else null.
    [[nodiscard]] std::shared_ptr<const PreparedData> preparedFor(const Project& project) const;
    /// Those of the next session, which begins on `device`.
    [[nodiscard]] SessionDevices devices(const std::string& device) const { return {device, m_devices.give, m_devices.lost}; }

    std::unique_ptr<Session> m_session;
    /// The numbers of the last drawing that ran, while none does.
    Moment m_waiting;
    /// The drawing those numbers belong to.
    std::shared_ptr<const Project> m_waitingProject;
    bool m_live = false;
    SessionDevices m_devices;
};

}  // namespace glassnet::ui
