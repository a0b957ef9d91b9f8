#include "engine/data/ClassSets.h"

#include <algorithm>
#include <cmath>

#include "engine/data/SyntheticParts.h"

namespace glassnet {

namespace {

/// A set whose class follows from the place, which is drawn in the square.
template <class ClassOf>
Dataset squareSamples(const SyntheticSpec& spec, Generator& generator, ClassOf classOf) {
    const std::vector<Place> places = squarePlaces(spec.rows, generator);
    std::vector<std::int64_t> classes(places.size());
    std::ranges::transform(places, classes.begin(), classOf);
    return classSamples(spec, generator, places, classes);
}

double ratio(std::int64_t part, std::int64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

}  // namespace

Dataset makeSpiral(const SyntheticSpec& spec, Generator& generator) {
    return classSamples(spec, generator, [&spec](const ClassTurn& turn) {
        const double s = (static_cast<double>(turn.place) + 0.5) / static_cast<double>(turn.places);
        const auto [sine, cosine] = sineCosineOfTurns(spec.turns * s + ratio(turn.classIndex, spec.classes));
        return Place{s * sine, s * cosine};
    });
}

Dataset makeCircles(const SyntheticSpec& spec, Generator& generator) {
    return classSamples(spec, generator, [&spec](const ClassTurn& turn) {
        const double radius = ratio(turn.classIndex + 1, spec.classes);
        const auto [sine, cosine] = sineCosineOfTurns(ratio(turn.place, turn.places));
        return Place{radius * sine, radius * cosine};
    });
}

Dataset makeMoons(const SyntheticSpec& spec, Generator& generator) {
    return classSamples(spec, generator, [](const ClassTurn& turn) {
        const auto [sine, cosine] = sineCosineOfTurns(ratio(turn.place, 2 * std::max<std::int64_t>(turn.places - 1, 1)));
        return turn.classIndex == 0 ? Place{cosine, sine} : Place{1.0 - cosine, 0.5 - sine};
    });
}

Dataset makeBlobs(const SyntheticSpec& spec, Generator& generator) {
    return classSamples(spec, generator, [&spec](const ClassTurn& turn) {
        const auto [sine, cosine] = sineCosineOfTurns(ratio(turn.classIndex, spec.classes));
        return Place{sine, cosine};
    });
}

Dataset makeXor(const SyntheticSpec& spec, Generator& generator) {
    return squareSamples(spec, generator, [](const Place& place) { return std::int64_t{place.x * place.y < 0.0 ? 1 : 0}; });
}

Dataset makeCheckerboard(const SyntheticSpec& spec, Generator& generator) {
    return squareSamples(spec, generator, [&spec](const Place& place) {
        const double square = std::floor(2.0 * (place.x + 1.0)) + std::floor(2.0 * (place.y + 1.0));
        return static_cast<std::int64_t>(square) % spec.classes;
    });
}

}  // namespace glassnet
