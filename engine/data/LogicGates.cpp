#include "engine/data/LogicGates.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/data/SyntheticParts.h"

namespace glassnet {

namespace {

/// What a gate says of 00, 01, 10 and 11.
struct Gate {
    std::string_view key;
    std::array<std::int64_t, 4> output;
};
constexpr auto kGates = std::to_array<Gate>({{"gate.and", {0, 0, 0, 1}},
                                             {"gate.or", {0, 1, 1, 1}},
                                             {"gate.nand", {1, 1, 1, 0}},
                                             {"gate.nor", {1, 0, 0, 0}},
                                             {"gate.xor", {0, 1, 1, 0}},
                                             {"gate.xnor", {1, 0, 0, 1}}});

}  // namespace

Dataset makeGate(const SyntheticSpec& spec, Generator& generator) {
    const auto gate = std::ranges::find(kGates, spec.key, &Gate::key);
    std::vector<Place> places;
    std::vector<std::int64_t> classes;
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        places.push_back({static_cast<double>(i / 2 % 2), static_cast<double>(i % 2)});
        classes.push_back(gate->output[static_cast<std::size_t>(i % 4)]);
    }
    const Dataset samples = classSamples(spec, generator, places, classes);
    return Dataset::create(samples.features(), samples.targets(), {"a", "b"}, samples.classNames()).value();
}

}  // namespace glassnet
