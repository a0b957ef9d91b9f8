#pragma once

#include <string>

#include "engine/backend/DeviceModule.h"

namespace glassnet {

/// What a driver library answers before anything that needs it is opened.
struct DriverLook {
    /// None, NoDriver, StubDriver, BrokenDriver or NoDevice.
    DeviceTrouble trouble = DeviceTrouble::None;
    /// As CUDA counts: 12040 is 12.4; 0 where it says none.
    int version = 0;
    /// The loader's or the driver's own word about the trouble.
    std::string detail;
};

/// The driver library as every system with an NVIDIA driver names it.
inline constexpr const char* kDriverLibrary = "libcuda.so.1";

/// Opens the driver library, asks its version, whether it can start and how many devices it has (CUDA driver API: cuDriverGetVersion,
/// cuInit, cuDeviceGetCount). Where there is no driver this costs a failed look for a file; the library is closed again only where it is of
/// no use.
[[nodiscard]] DriverLook lookAtDriver(const char* library = kDriverLibrary);

}  // namespace glassnet
