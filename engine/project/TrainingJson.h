#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/backend/Knobs.h"
#include "engine/project/JsonFields.h"
#include "engine/training/RunCurves.h"
#include "engine/training/TrainingState.h"

namespace glassnet {

/// The generators' keys in files, in GeneratorRole's order.
inline constexpr std::array<std::string_view, kGeneratorRoles> kGeneratorKeys{"start", "shuffle", "dropout"};

/// Knobs (whichever are not at their defaults; the schedule among them) and seeds as network.json and state.json hold them. `lasting` is
/// where unknown members are kept.
[[nodiscard]] nlohmann::json knobsJson(const Knobs& knobs);
[[nodiscard]] Knobs readKnobs(JsonFields fields, const std::string& lasting);
/// Optimizer, batches and, where there are some, penalty and clipping.
[[nodiscard]] nlohmann::json choicesJson(const LearningChoices& choices);
[[nodiscard]] LearningChoices readChoices(JsonFields& fields);
[[nodiscard]] nlohmann::json seedsJson(const std::array<std::uint64_t, kGeneratorRoles>& seeds);
[[nodiscard]] std::array<std::uint64_t, kGeneratorRoles> readSeeds(JsonFields fields, const std::string& lasting);

}  // namespace glassnet
