#include "engine/data/SyntheticParts.h"

#include <cmath>
#include <numbers>
#include <span>
#include <utility>

#include "engine/random/Distributions.h"

namespace glassnet {

SineCosine sineCosineOfTurns(double turns) {
    // Within an eighth of a turn of a quarter: |x| <= pi / 4, where 16! bounds the series' rest below 1e-16.
    const double quarters = std::nearbyint(turns * 4.0);
    const double x = 2.0 * std::numbers::pi * (turns - quarters / 4.0);
    const double square = x * x;
    double sine = 1.0;
    double cosine = 1.0;
    for (int n = 16; n >= 2; n -= 2) {
        cosine = 1.0 - cosine * square / (n * (n - 1));
        sine = 1.0 - sine * square / (n * (n + 1));
    }
    sine *= x;
    switch (static_cast<std::int64_t>(quarters) & 3) {
        case 0:
            return {sine, cosine};
        case 1:
            return {cosine, -sine};
        case 2:
            return {-sine, -cosine};
        default:
            return {-cosine, sine};
    }
}

ClassTurn classTurn(std::int64_t sample, const SyntheticSpec& spec) {
    const std::int64_t index = sample % spec.classes;
    return {index, sample / spec.classes, (spec.rows - index + spec.classes - 1) / spec.classes};
}

Dataset classSamples(const SyntheticSpec& spec, Generator& generator, const std::vector<Place>& places,
                     const std::vector<std::int64_t>& classes) {
    Tensor features = randn(generator, {spec.rows, 2});
    const auto values = features.values<float>();
    const auto noise = static_cast<float>(spec.noise);
    for (std::size_t i = 0; i < places.size(); ++i) {
        float& x = values[2 * i];
        float& y = values[2 * i + 1];
        x = static_cast<float>(places[i].x) + noise * x;
        y = static_cast<float>(places[i].y) + noise * y;
    }
    return Dataset::create(std::move(features), classTargets(classes, spec.classes), {"x", "y"}, numberNames(spec.classes)).value();
}

std::vector<Place> squarePlaces(std::int64_t rows, Generator& generator) {
    const Tensor drawn = rand(generator, {rows, 2});
    const auto values = drawn.values<float>();
    std::vector<Place> places(static_cast<std::size_t>(rows));
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = {2.0 * static_cast<double>(values[2 * i]) - 1.0, 2.0 * static_cast<double>(values[2 * i + 1]) - 1.0};
    }
    return places;
}

Tensor classTargets(const std::vector<std::int64_t>& classes, std::int64_t count) {
    const auto rows = static_cast<std::int64_t>(classes.size());
    const Tensor indices = Tensor::from(std::span<const std::int64_t>(classes), {rows});
    return count == 2 ? indices.to(DType::Float32).view({rows, 1}) : indices;
}

std::vector<std::string> numberNames(std::int64_t count) {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

}  // namespace glassnet
