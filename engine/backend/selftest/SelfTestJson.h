#pragma once

#include <string>

#include "engine/backend/DeviceModule.h"
#include "engine/backend/selftest/SelfTest.h"

namespace glassnet {

/// The report with the device it is about, as JSON to be saved and sent: { "program", "device", "tf32", "outcome", "cases", "failed",
/// "product_error", "operations": [...], "failures": [...] }. Numbers that are not finite are texts.
[[nodiscard]] std::string selfTestJson(const SelfTestReport& report, const DeviceInfo& device, const DeviceOptions& options);

}  // namespace glassnet
