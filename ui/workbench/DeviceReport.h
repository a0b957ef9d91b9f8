#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/backend/devices/DeviceChoice.h"
#include "engine/backend/selftest/SelfTest.h"
#include "engine/training/DeviceRace.h"

namespace glassnet::ui {

/// Where a person wants runs to be computed; none: wherever it is fastest ("Auto").
using DeviceWish = std::optional<DeviceChoice>;

/// Why a run is on the device it is on.
enum class DeviceReason : std::uint8_t {
    Chosen,     ///< a person said so
    NoOther,    ///< Auto: there is only the CPU
    NotYet,     ///< Auto: decided when training begins
    Small,      ///< Auto: too few operations a step to be worth asking
    Faster,     ///< Auto: the device was timed and is worth it
    NotFaster,  ///< Auto: the device was timed and is not
    Failed,     ///< the device could not be used or was lost
};

/// A device for a run, and why.
struct DeviceVerdict {
    std::string device{kCpuKey};
    DeviceReason reason = DeviceReason::NotYet;
    /// Of a step; where it was looked at.
    double operations = 0.0;
    /// Where both were timed.
    RaceTimes times;
    /// The device that was timed beside the CPU.
    std::string rival;
};

/// A self-test that was run here.
struct SelfTestRecord {
    DeviceInfo device;
    DeviceOptions options;
    SelfTestReport report;
};

/// What there is to compute on, and what is used; immutable.
struct DeviceReport {
    /// The CPU first. Before the first look only the CPU.
    std::vector<DeviceInfo> devices;
    bool isLookedFor = false;
    DeviceWish wish;
    DeviceVerdict verdict;
    /// By the choice's text form.
    std::map<std::string, SelfTestRecord> selfTests;
    /// Fingerprints of devices that passed, now or in earlier runs of the program.
    std::set<std::string> passed;
};
using DeviceReportPtr = std::shared_ptr<const DeviceReport>;

/// Tells a device in one state of driver and program from another: a self-test that was passed holds for equal ones.
[[nodiscard]] std::string deviceFingerprint(const DeviceInfo& device, const DeviceOptions& options);

}  // namespace glassnet::ui
