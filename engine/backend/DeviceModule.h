#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/backend/Backend.h"

namespace glassnet {

/// Why a device, or all devices of a kind, cannot be used here. The sentences are in ui/support.
enum class DeviceTrouble : std::uint8_t {
    None,
    NoModule,        ///< this build has no module for such devices
    OtherModule,     ///< the module there was built for another version of this program
    NoDriver,        ///< no driver library
    DriverTooOld,    ///< DeviceInfo::driverVersion and neededVersion say both
    StubDriver,      ///< the driver library is a toolkit's stand-in for linking
    BrokenDriver,    ///< the driver answers with an error: DeviceInfo::detail
    NoDevice,        ///< a driver, but no device
    DeviceTooOld,    ///< older than what this build was compiled for: majorVersion, minorVersion
    LibraryMissing,  ///< a library that the module needs: DeviceInfo::detail names it
    SelfTestFailed,  ///< its numbers are not right
    Lost,            ///< it stopped answering while it was used: DeviceInfo::detail
};

/// The one device that is always there, whose memory is the host's.
inline constexpr std::string_view kCpuKey = "cpu";

/// A device, or the place of one that cannot be used.
struct DeviceInfo {
    /// "cuda:0" for files, logs and the command line; "cuda" where no single device can be named.
    std::string key;
    /// As its driver names it; empty where nothing is known.
    std::string name;
    /// Bytes.
    std::int64_t memory = 0;
    std::int64_t freeMemory = 0;
    /// Compute capability.
    int majorVersion = 0;
    int minorVersion = 0;
    int multiprocessors = 0;
    /// As CUDA counts them: 13000 is 13.0.
    int driverVersion = 0;
    int neededVersion = 0;
    DeviceTrouble trouble = DeviceTrouble::None;
    /// The driver's or the loader's own words about the trouble; never translated.
    std::string detail;

    friend bool operator==(const DeviceInfo&, const DeviceInfo&) = default;
};

/// How a device is to compute.
struct DeviceOptions {
    /// Matrix products with inputs rounded to 10 bits ("TF32"): faster, errors of 1e-3.
    bool tf32 = false;

    friend bool operator==(const DeviceOptions&, const DeviceOptions&) = default;
};

/// What a loadable module gives. C++ objects cross its border, so both sides are of one build: `abi` is looked at first.
struct DeviceModule {
    std::uint32_t abi;
    const char* key;
    /// All devices of this kind, or one entry that says why there are none. Never throws.
    std::vector<DeviceInfo> (*probe)() noexcept;
    /// A backend for the device at `index`, or null and `trouble`. Never throws. The backend and its executables belong to one thread at a
    /// time.
    Backend* (*create)(int index, const DeviceOptions& options, DeviceInfo& trouble) noexcept;
};

/// Grows when anything that crosses the border changes its layout.
inline constexpr std::uint32_t kDeviceModuleAbi = 1;
/// The one name a module exports: a function `const DeviceModule* glassnetDeviceModule()` with C linkage.
inline constexpr const char* kDeviceModuleSymbol = "glassnetDeviceModule";

}  // namespace glassnet
