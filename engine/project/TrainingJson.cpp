#include "engine/project/TrainingJson.h"

#include <nlohmann/json.hpp>

namespace glassnet {

namespace {

using nlohmann::json;

struct KnobRow {
    const char* key;
    double Knobs::*member;
};
constexpr auto kKnobs = std::to_array<KnobRow>({{"learningRate", &Knobs::learningRate},
                                                {"momentum", &Knobs::momentum},
                                                {"dampening", &Knobs::dampening},
                                                {"weightDecay", &Knobs::weightDecay}});
constexpr const char* kNesterov = "nesterov";

}  // namespace

json knobsJson(const Knobs& knobs) {
    json value{{kNesterov, knobs.nesterov}};
    for (const KnobRow& row : kKnobs) {
        value[row.key] = knobs.*row.member;
    }
    return value;
}

Knobs readKnobs(JsonFields fields, const std::string& lasting) {
    Knobs knobs;
    for (const KnobRow& row : kKnobs) {
        knobs.*row.member = fields.number(row.key);
    }
    knobs.nesterov = fields.truth(kNesterov);
    fields.keepRest(lasting);
    return knobs;
}

json seedsJson(const std::array<std::uint64_t, kGeneratorRoles>& seeds) {
    json value = json::object();
    for (std::size_t i = 0; i < kGeneratorRoles; ++i) {
        value[std::string(kGeneratorKeys[i])] = std::to_string(seeds[i]);
    }
    return value;
}

std::array<std::uint64_t, kGeneratorRoles> readSeeds(JsonFields fields, const std::string& lasting) {
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    for (std::size_t i = 0; i < kGeneratorRoles; ++i) {
        seeds[i] = fields.seed(kGeneratorKeys[i]);
    }
    fields.keepRest(lasting);
    return seeds;
}

}  // namespace glassnet
