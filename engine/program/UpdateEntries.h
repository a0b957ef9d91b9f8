#pragma once

#include <map>

#include "engine/program/ProgramBuilder.h"

namespace glassnet {

/// Writes the last part of a training program: what happens to the gradients of all parameters (penalty, then clipping, where the options
/// ask for them), then the update of each that has a gradient. The last layer comes first; within a layer its own order stays.
void addUpdates(ProgramBuilder& builder, const NetworkSpec& network, const std::map<TensorId, TensorId>& gradients);

}  // namespace glassnet
