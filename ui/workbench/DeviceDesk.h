#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/backend/devices/DeviceHost.h"
#include "ui/workbench/DeviceReport.h"
#include "ui/workbench/Session.h"
#include "ui/workbench/SessionDevices.h"

namespace glassnet::ui {

/// Decides where runs are computed: what a person wishes, self-tests at first use, races for Auto. Belongs to the worker, but for `report`,
/// which any thread may ask for.
class DeviceDesk {
public:
    /// A test of a device, told as done of all.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

    /// Without a host there is the CPU only.
    DeviceDesk(std::shared_ptr<DeviceHost> host, std::set<std::string> passed);

    /// For sessions that begin now: on the device wished for where it is known to be good, else on the CPU.
    [[nodiscard]] SessionDevices forSessions();
    /// Looks for the devices, which may take a second; for a thread of its own.
    void look();
    /// From now on. The session in hand is not touched.
    void wish(const DeviceWish& wish);
    /// Puts a session on the device wished for, after its self-test where that is due; the device's error where it has no room or fails:
    /// then the session is on the CPU. Auto stays where it is: that is decided by `decide`.
    std::optional<Error> apply(Session& session, const std::stop_token& stop, const Progress& progress);
    /// Where a run that begins now is computed; with Auto this may time both, and the session goes there.
    void decide(Session& session, const std::stop_token& stop, const Progress& progress);
    /// Tests a device, passed before or not; its record is in the report.
    void test(const DeviceChoice& choice, const std::stop_token& stop, const Progress& progress);
    /// The session has left its device for the CPU.
    void noteFallback();
    /// The session may have gone to another device by undo or by going back in time.
    void follow(const Session& session);

    [[nodiscard]] DeviceReportPtr report() const;
    /// Grows with each change of the report.
    [[nodiscard]] std::uint64_t version() const;
    /// The clock of the races, in seconds; for tests.
    void setClock(std::function<double()> seconds) { m_seconds = std::move(seconds); }

private:
    enum class Readiness : unsigned char { Ready, Stopped, Refused };
    [[nodiscard]] Readiness ready(const DeviceChoice& choice, const std::stop_token& stop, const Progress& progress);
    [[nodiscard]] static std::optional<Error> move(Session& session, const std::string& device);
    [[nodiscard]] NamedBackend give(const std::string& device);
    void lost(const std::string& device, const Error& error);
    [[nodiscard]] std::optional<DeviceInfo> rival() const;
    [[nodiscard]] DeviceVerdict automatic(Session& session, const std::stop_token& stop, const Progress& progress);
    [[nodiscard]] bool isPassed(const DeviceInfo& device, const DeviceOptions& options) const;
    void change(const std::function<void(DeviceReport&)>& change);
    void exclude(const std::string& key, DeviceTrouble trouble, const std::string& detail);
    void takeList();

    std::shared_ptr<DeviceHost> m_host;
    std::function<double()> m_seconds;
    /// Of networks that were timed: by what makes their steps take as long as they do.
    std::map<std::string, RaceTimes> m_races;
    mutable std::mutex m_mutex;
    DeviceReportPtr m_report;
    std::uint64_t m_version = 0;
};

}  // namespace glassnet::ui
