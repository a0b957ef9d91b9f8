#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/backend/devices/DeviceChoice.h"
#include "engine/base/Error.h"
#include "engine/training/Timeline.h"

namespace glassnet::ui {

/// Where a session computes. Devices are named by DeviceChoice's text form.
struct SessionDevices {
    /// To begin with.
    std::string device{kCpuKey};
    /// Where the arithmetic of a device comes from; empty, or nothing from it: the CPU.
    Timeline::Devices give = {};
    /// Told that a device failed while it was used; may be empty.
    std::function<void(const std::string& device, const Error& error)> lost = {};
};

/// A device that was left for the CPU.
struct DeviceFallback {
    Error error;
    std::string device;
    /// The step that the CPU goes on from, and the one that the device had reached: those between are repeated.
    std::int64_t firstStep = 0;
    std::int64_t lastStep = 0;
};

/// True for what a device says when it cannot go on.
[[nodiscard]] inline bool isDeviceError(const Error& error) {
    return error.code == ErrorCode::DeviceLost || error.code == ErrorCode::DeviceFull || error.code == ErrorCode::DeviceFailed;
}

}  // namespace glassnet::ui
