#include "ui/workbench/LayerCheck.h"

#include <optional>

#include "engine/training/GradientProbe.h"

namespace glassnet::ui {

namespace {

/// More would cost more than a frame.
constexpr std::int64_t kCheckedElements = 64;
constexpr double kFloat32Tolerance = 1e-4;

}  // namespace

std::vector<GradientCheckItem> checkLayer(const Trainer& trainer, const Backend& reference, LayerId layer) {
    std::vector<GradientCheckItem> all;
    const auto& program = trainer.program();
    std::optional<GradientProbe> probe;
    for (const auto& parameter : program.parameters()) {
        if (program.tensor(parameter.value).layer == layer && parameter.gradient.valid() &&
            isComputed(program, parameter.gradient, trainer.position()) && !isUpdated(program, parameter.value, trainer.position())) {
            if (!probe.has_value()) {
                probe.emplace(trainer, reference);
            }
            const auto items = probe->check(trainer, parameter.value, kCheckedElements, kFloat32Tolerance);
            all.insert(all.end(), items.begin(), items.end());
        }
    }
    return all;
}

}  // namespace glassnet::ui
