#include "engine/data/NumberSets.h"

#include <utility>

#include "engine/data/SyntheticParts.h"
#include "engine/random/Distributions.h"

namespace glassnet {

namespace {

Tensor noisyTargets(const SyntheticSpec& spec, Generator& generator, const std::vector<double>& values) {
    Tensor targets = randn(generator, {spec.rows, 1});
    const auto noise = static_cast<float>(spec.noise);
    std::size_t i = 0;
    for (float& target : targets.values<float>()) {
        target = static_cast<float>(values[i++]) + noise * target;
    }
    return targets;
}

template <class Formula>
Dataset squareNumbers(const SyntheticSpec& spec, Generator& generator, Formula formula) {
    Tensor features = Tensor::zeros({spec.rows, 2});
    std::vector<double> values;
    std::size_t i = 0;
    for (const Place& place : squarePlaces(spec.rows, generator)) {
        features.values<float>()[i++] = static_cast<float>(place.x);
        features.values<float>()[i++] = static_cast<float>(place.y);
        values.push_back(formula(place));
    }
    return Dataset::create(std::move(features), noisyTargets(spec, generator, values), {"x", "y"}, {}).value();
}

}  // namespace

Dataset makePlane(const SyntheticSpec& spec, Generator& generator) {
    return squareNumbers(spec, generator, [](const Place& place) { return (place.x + place.y) / 2.0; });
}

Dataset makeWaves(const SyntheticSpec& spec, Generator& generator) {
    return squareNumbers(spec, generator, [&spec](const Place& place) {
        return sineCosineOfTurns(spec.turns * place.x / 2.0).sine * sineCosineOfTurns(spec.turns * place.y / 2.0).cosine;
    });
}

Dataset makeSine(const SyntheticSpec& spec, Generator& generator) {
    Tensor features = Tensor::zeros({spec.rows, 1});
    std::vector<double> values;
    for (float& feature : features.values<float>()) {
        const double x = static_cast<double>(2 * values.size() + 1) / static_cast<double>(spec.rows) - 1.0;
        feature = static_cast<float>(x);
        values.push_back(sineCosineOfTurns(spec.turns * x / 2.0).sine);
    }
    return Dataset::create(std::move(features), noisyTargets(spec, generator, values), {"x"}, {}).value();
}

}  // namespace glassnet
