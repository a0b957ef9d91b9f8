#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/backend/DeviceModule.h"

namespace glassnet {

/// A device and how it is to compute: what a run is told to use. Its text form, "cpu", "cuda:0" or "cuda:0+tf32", stands in settings, logs
/// and the timeline.
struct DeviceChoice {
    /// DeviceInfo::key.
    std::string key{kCpuKey};
    DeviceOptions options{};

    [[nodiscard]] bool isCpu() const { return key == kCpuKey; }
    [[nodiscard]] std::string text() const;
    /// Reads the text form; "cuda" is the first device of its kind. None for anything else.
    [[nodiscard]] static std::optional<DeviceChoice> parse(std::string_view text);

    friend bool operator==(const DeviceChoice&, const DeviceChoice&) = default;
};

}  // namespace glassnet
