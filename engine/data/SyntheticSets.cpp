#include "engine/data/SyntheticSets.h"

#include <algorithm>
#include <string>

#include "engine/data/ClassSets.h"
#include "engine/data/LogicGates.h"
#include "engine/data/NumberSets.h"
#include "engine/data/PlaygroundSets.h"
#include "engine/data/ShortestNumber.h"

namespace glassnet {

namespace {

constexpr std::int64_t kMostRows = 1'000'000;
constexpr double kMostNoise = 10.0;

/// A row for a set with noise; what it does not use of classes and turns has the same smallest and largest number.
constexpr SyntheticSet noisySet(std::string_view key, SyntheticRange classesAndTurns, SyntheticRange most, SyntheticRange usual,
                                Dataset (*make)(const SyntheticSpec&, Generator&)) {
    classesAndTurns.rows = 2;
    classesAndTurns.noise = 0.0;
    most.rows = kMostRows;
    most.noise = kMostNoise;
    return {key, classesAndTurns, most, usual, make};
}

/// Points of `classes` classes at most.
constexpr SyntheticSet classSet(std::string_view key, std::int64_t classes, double noise,
                                Dataset (*make)(const SyntheticSpec&, Generator&)) {
    return noisySet(key, {0, 2, 0.0, 1.0}, {0, classes, 0.0, 1.0}, {200, 2, noise, 1.0}, make);
}

constexpr SyntheticSet numberSet(std::string_view key, double mostTurns, Dataset (*make)(const SyntheticSpec&, Generator&)) {
    return noisySet(key, {0, 0, 0.0, mostTurns > 1.0 ? 0.0 : 1.0}, {0, 0, 0.0, mostTurns}, {200, 0, 0.05, 1.0}, make);
}

constexpr SyntheticSet gate(std::string_view key) { return noisySet(key, {0, 2, 0.0, 1.0}, {0, 2, 0.0, 1.0}, {4, 2, 0.0, 1.0}, makeGate); }

constexpr SyntheticSet playgroundSet(std::string_view key, bool areClasses, Dataset (*make)(const SyntheticSpec&, Generator&)) {
    const std::int64_t classes = areClasses ? 2 : 0;
    return {.key = key,
            .smallest = {2, classes, 0.0, 1.0},
            .largest = {kMostRows, classes, 50.0, 1.0},
            .usual = {areClasses ? 500 : 1200, classes, 0.0, 1.0},
            .make = make,
            .isShuffled = true,
            .readsSeedText = true,
            .signedClasses = areClasses};
}

constexpr auto kSets = std::to_array<SyntheticSet>({
    noisySet("spiral", {0, 2, 0.0, 0.0}, {0, 10, 0.0, 10.0}, {200, 2, 0.05, 1.0}, makeSpiral),
    classSet("xor", 2, 0.05, makeXor),
    classSet("circles", 10, 0.05, makeCircles),
    classSet("moons", 2, 0.1, makeMoons),
    classSet("blobs", 10, 0.25, makeBlobs),
    classSet("checkerboard", 4, 0.0, makeCheckerboard),
    numberSet("plane", 1.0, makePlane),
    numberSet("waves", 10.0, makeWaves),
    numberSet("sine", 10.0, makeSine),
    gate("gate.and"),
    gate("gate.or"),
    gate("gate.nand"),
    gate("gate.nor"),
    gate("gate.xor"),
    gate("gate.xnor"),
    playgroundSet("playground.circle", true, makePlaygroundCircle),
    playgroundSet("playground.xor", true, makePlaygroundXor),
    playgroundSet("playground.gauss", true, makePlaygroundGauss),
    playgroundSet("playground.spiral", true, makePlaygroundSpiral),
    playgroundSet("playground.reg-plane", false, makePlaygroundPlane),
    playgroundSet("playground.reg-gauss", false, makePlaygroundHills),
});

struct NumberRow {
    const char* key;
    double (*get)(const SyntheticSpec&);
    double (*limit)(const SyntheticRange&);
};
template <auto Member, auto Limit>
constexpr NumberRow row(const char* key) {
    return {key, [](const SyntheticSpec& spec) { return static_cast<double>(spec.*Member); },
            [](const SyntheticRange& range) { return static_cast<double>(range.*Limit); }};
}
constexpr auto kNumbers = std::to_array<NumberRow>({
    row<&SyntheticSpec::classes, &SyntheticRange::classes>("classes"),
    row<&SyntheticSpec::rows, &SyntheticRange::rows>("rows"),
    row<&SyntheticSpec::noise, &SyntheticRange::noise>("noise"),
    row<&SyntheticSpec::turns, &SyntheticRange::turns>("turns"),
});

}  // namespace

std::span<const SyntheticSet> syntheticSets() { return kSets; }

const SyntheticSet* findSyntheticSet(std::string_view key) {
    const auto set = std::ranges::find(kSets, key, &SyntheticSet::key);
    return set == kSets.end() ? nullptr : &*set;
}

SyntheticSpec usualSpec(std::string_view key) {
    SyntheticSpec spec{.key = std::string(key)};
    if (const SyntheticSet* set = findSyntheticSet(key)) {
        spec.rows = set->usual.rows;
        spec.classes = set->usual.classes;
        spec.noise = set->usual.noise;
        spec.turns = set->usual.turns;
    }
    return spec;
}

Result<void> checkSyntheticSpec(const SyntheticSpec& spec) {
    const SyntheticSet* set = findSyntheticSet(spec.key);
    if (set == nullptr) {
        return failure(ErrorCode::FileField, {"dataset", std::string(), spec.key});
    }
    SyntheticRange smallest = set->smallest;
    smallest.rows = std::max(smallest.rows, spec.classes);
    for (const NumberRow& number : kNumbers) {
        const double value = number.get(spec);
        // Not a number is in no range.
        if (!(value >= number.limit(smallest) && value <= number.limit(set->largest))) {
            return failure(ErrorCode::BadProperty,
                           {spec.key, number.key, shortestNumber(value), number.limit(smallest), number.limit(set->largest)});
        }
    }
    return {};
}

Result<Dataset> makeSyntheticSet(const SyntheticSpec& spec) {
    const auto checked = checkSyntheticSpec(spec);
    const SyntheticSet* set = findSyntheticSet(spec.key);
    if (!checked || set == nullptr) {
        return tl::unexpected<Error>(checked.error());
    }
    Generator generator(spec.seed);
    return set->make(spec, generator);
}

}  // namespace glassnet
