#pragma once

#include <vector>

#include "engine/backend/DeviceModule.h"

namespace glassnet {

/// DeviceModule::probe for CUDA.
[[nodiscard]] std::vector<DeviceInfo> probeCuda() noexcept;

/// DeviceModule::create for CUDA. On failure null, and `trouble` says which device and why.
[[nodiscard]] Backend* createCuda(int index, const DeviceOptions& options, DeviceInfo& trouble) noexcept;

}  // namespace glassnet
