#pragma once

#include <string>
#include <vector>

#include "tests/support/cuda/ptx/Traffic.h"

/// Runs the PTX that nvcc made of the kernels in place of their C++ form.
namespace glassnet::simulator::ptx {

/// From now on every launch goes to the kernels of these PTX files. Throws PtxError for what is not understood.
bool interpret(const std::vector<std::string>& files);
/// The same with PTX as text; `name` is for messages.
bool interpretText(const std::string& text, const std::string& name);
/// Launches run the C++ form meanwhile.
void pause(bool paused);

/// How the kernels have read and written since the last clearTraffic().
[[nodiscard]] std::vector<KernelTraffic> traffic();
void clearTraffic();

}  // namespace glassnet::simulator::ptx
