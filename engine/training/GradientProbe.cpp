#include "engine/training/GradientProbe.h"

#include <algorithm>
#include <limits>

namespace glassnet {

double GradientProbe::lossAt(TensorId parameter, std::int64_t element, double value) {
    const LossProbe::Change change{{parameter, element}, value};
    return m_probe.lossWith({&change, 1}).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::vector<GradientCheckItem> GradientProbe::check(const Trainer& trainer, TensorId parameter, std::int64_t most, double tolerance) {
    const auto gradient = trainer.program().gradientOf(parameter);
    const auto& values = m_probe.values(parameter);
    return checkGradient(parameter, values, trainer.executable().read(gradient), 0, std::min(most, values.elements()), tolerance,
                         [this](TensorId id, std::int64_t element, double value) { return lossAt(id, element, value); });
}

}  // namespace glassnet
