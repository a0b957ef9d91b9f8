#pragma once

namespace glassnet::simulator {

/// Fills every __shared__ variable of this program with bits that are a NaN as a float and -1 as an integer, as a block finds them: with
/// what another left there, and not with zeros.
void spoilSharedMemory();

}  // namespace glassnet::simulator
