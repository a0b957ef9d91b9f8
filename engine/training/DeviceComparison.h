#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// The numbers of one step on two devices, up to the same entry, from the same state and with the same masks.
struct DeviceComparison {
    LookOutcome outcome = LookOutcome::Done;
    /// The arithmetic of each: Backend::key and Backend::arithmetic ("cpu", "fma").
    std::string hereKey;
    std::string hereArithmetic;
    std::string thereKey;
    std::string thereArithmetic;
    std::size_t position = 0;
    /// Every tensor that has its value at that entry.
    std::map<TensorId, Tensor> here;
    std::map<TensorId, Tensor> there;
};

/// Runs the step in hand on both from its start; the trainer is where it was. Throws what a device throws.
[[nodiscard]] DeviceComparison compareDevices(const Trainer& trainer, const Backend& here, const Backend& there,
                                              const LookControl& control = {});

/// How two numbers differ.
struct NumberDifference {
    double absolute = 0.0;
    /// As a share of the larger magnitude; 0 where both are zero.
    double relative = 0.0;
    /// In units of the last place of a float32 of this size.
    double ulps = 0.0;
};
/// Not a number on one side only is infinitely far; on both it is no difference.
[[nodiscard]] NumberDifference numberDifference(double here, double there);

}  // namespace glassnet
