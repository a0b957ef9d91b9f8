#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

struct SineCosine {
    double sine;
    double cosine;
};

/// Sine and cosine of `turns` full turns from their Taylor series, within about 2e-16: the C library's differ from system to system in the
/// last place, and a seed must give the same points everywhere.
[[nodiscard]] SineCosine sineCosineOfTurns(double turns);

/// A sample's noiseless place.
struct Place {
    double x = 0.0;
    double y = 0.0;
};

/// Where sample i stands that is the k-th of the m samples of its class c = i mod C: its class, and (k, m).
struct ClassTurn {
    std::int64_t classIndex = 0;
    std::int64_t place = 0;
    std::int64_t places = 0;
};
[[nodiscard]] ClassTurn classTurn(std::int64_t sample, const SyntheticSpec& spec);

/// Samples with the features "x" and "y": each place rounded to float32, plus noise e, e = torch.randn(n, 2) drawn from `generator`;
/// product and sum in float32, as torch does it. The classes are called "0", "1", ...; two are float32 [n, 1] with 0 and 1, for one
/// sigmoid unit, more are int64 [n].
[[nodiscard]] Dataset classSamples(const SyntheticSpec& spec, Generator& generator, const std::vector<Place>& places,
                                   const std::vector<std::int64_t>& classes);

/// The same for sets with a class and a place for each sample by its number.
template <class PlaceOf>
[[nodiscard]] Dataset classSamples(const SyntheticSpec& spec, Generator& generator, PlaceOf placeOf) {
    std::vector<Place> places;
    std::vector<std::int64_t> classes;
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        const ClassTurn turn = classTurn(i, spec);
        places.push_back(placeOf(turn));
        classes.push_back(turn.classIndex);
    }
    return classSamples(spec, generator, places, classes);
}

/// n places in the square from -1 to 1: 2 torch.rand(n, 2) - 1.
[[nodiscard]] std::vector<Place> squarePlaces(std::int64_t rows, Generator& generator);

/// Class targets in PyTorch's form.
[[nodiscard]] Tensor classTargets(const std::vector<std::int64_t>& classes, std::int64_t count);

/// "0", "1", ...
[[nodiscard]] std::vector<std::string> numberNames(std::int64_t count);

}  // namespace glassnet
