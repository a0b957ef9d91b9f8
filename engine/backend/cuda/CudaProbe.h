#pragma once

#include <vector>

#include "engine/backend/DeviceModule.h"

namespace glassnet {

/// DeviceModule::probe for CUDA. How much memory is free is not known (0): only a device in use knows, and that costs it some hundred MB.
[[nodiscard]] std::vector<DeviceInfo> probeCuda() noexcept;

/// DeviceModule::create for CUDA. `trouble` describes the device, now with its free memory; on failure null, and it says why.
[[nodiscard]] Backend* createCuda(int index, const DeviceOptions& options, DeviceInfo& trouble) noexcept;

}  // namespace glassnet
