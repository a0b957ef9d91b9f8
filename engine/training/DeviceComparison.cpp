#include "engine/training/DeviceComparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glassnet {

namespace {

/// Between a float32 of this size and the next.
double ulpOf(double value) {
    const auto size = static_cast<float>(std::min(std::abs(value), static_cast<double>(std::numeric_limits<float>::max()) / 2));
    return static_cast<double>(std::nextafter(size, std::numeric_limits<float>::infinity())) - static_cast<double>(size);
}

bool run(const Trainer& trainer, const Backend& backend, const LookControl& control, std::map<TensorId, Tensor>& values) {
    Trainer runner(trainer.executable().sharedProgram(), backend, trainer.data(), trainer.plan(), trainer.stepStart());
    const auto& program = runner.program();
    for (std::size_t position = 0; position < trainer.position(); ++position) {
        if (control.isCancelled()) {
            return false;
        }
        runner.moveTo(position + 1);
    }
    for (const auto& tensor : program.tensors()) {
        if (isComputed(program, tensor.id, trainer.position())) {
            values.emplace(tensor.id, runner.executable().read(tensor.id));
        }
    }
    return true;
}

}  // namespace

NumberDifference numberDifference(double here, double there) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    if (here == there || (std::isnan(here) && std::isnan(there))) {
        return {};
    }
    const double distance = std::abs(here - there);
    if (!std::isfinite(distance)) {
        return {kFar, kFar, kFar};
    }
    const double size = std::max(std::abs(here), std::abs(there));
    return {distance, distance / size, distance / ulpOf(size)};
}

DeviceComparison compareDevices(const Trainer& trainer, const Backend& here, const Backend& there, const LookControl& control) {
    DeviceComparison comparison;
    comparison.hereKey = here.key();
    comparison.hereArithmetic = here.arithmetic();
    comparison.thereKey = there.key();
    comparison.thereArithmetic = there.arithmetic();
    comparison.position = trainer.position();
    if (!run(trainer, here, control, comparison.here) || !run(trainer, there, control, comparison.there)) {
        comparison.outcome = LookOutcome::Cancelled;
    }
    return comparison;
}

}  // namespace glassnet
