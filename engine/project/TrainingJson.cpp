#include "engine/project/TrainingJson.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"

namespace glassnet {

namespace {

using nlohmann::json;

/// Files always had these; the others are there where they are not at their defaults.
constexpr auto kFirst = std::to_array<std::string_view>({"learningRate", "momentum", "dampening", "weightDecay", "nesterov"});

bool isFirst(const KnobInfo& knob) { return std::ranges::find(kFirst, knob.key) != kFirst.end(); }

json valueOf(const KnobInfo& knob, const Knobs& knobs) {
    const double value = knob.get(knobs);
    switch (knob.kind) {
        case KnobKind::Number:
            break;
        case KnobKind::Whole:
            return static_cast<std::int64_t>(value);
        case KnobKind::Switch:
            return value != 0.0;
        case KnobKind::Choice:
            return knob.choices[static_cast<std::size_t>(value)];
    }
    return value;
}

double read(const KnobInfo& knob, JsonFields& fields) {
    switch (knob.kind) {
        case KnobKind::Number:
            break;
        case KnobKind::Whole:
            return static_cast<double>(
                fields.integer(knob.key, static_cast<std::int64_t>(knob.smallest), static_cast<std::int64_t>(knob.largest)));
        case KnobKind::Switch:
            return fields.truth(knob.key) ? 1.0 : 0.0;
        case KnobKind::Choice: {
            const auto found = std::ranges::find(knob.choices, fields.text(knob.key));
            if (found == knob.choices.end()) {
                fields.reading().fail(fields.pointerTo(knob.key), knob.key);
                return knob.standard;
            }
            return static_cast<double>(found - knob.choices.begin());
        }
    }
    return fields.number(knob.key);
}

/// A choice that files leave out where it is none.
template <class Kind>
Kind readKind(JsonFields& fields, std::string_view key, std::optional<Kind> (*find)(std::string_view)) {
    const auto found = fields.has(key) ? find(fields.text(key)) : std::optional(Kind{});
    if (!found) {
        fields.reading().fail(fields.pointerTo(key), key);
    }
    return found.value_or(Kind{});
}

}  // namespace

json knobsJson(const Knobs& knobs) {
    json value = json::object();
    for (const KnobInfo& knob : knobTable()) {
        if (knob.get != nullptr && (isFirst(knob) || knob.get(knobs) != knob.standard)) {
            value[std::string(knob.key)] = valueOf(knob, knobs);
        }
    }
    return value;
}

Knobs readKnobs(JsonFields fields, const std::string& lasting) {
    Knobs knobs;
    for (const KnobInfo& knob : knobTable()) {
        if (knob.set != nullptr && (isFirst(knob) || fields.has(knob.key))) {
            knob.set(knobs, read(knob, fields));
        }
    }
    fields.keepRest(lasting);
    return knobs;
}

json choicesJson(const LearningChoices& choices) {
    json value{{"batchSize", choices.batches.batchSize},
               {"shuffle", choices.batches.shuffle},
               {"optimizer", optimizerInfo(choices.optimizer).key}};
    if (choices.penalty != Penalty::None) {
        value["penalty"] = penaltyKey(choices.penalty);
    }
    if (choices.clipping != Clipping::None) {
        value["clipping"] = clippingKey(choices.clipping);
    }
    return value;
}

LearningChoices readChoices(JsonFields& fields) {
    LearningChoices choices;
    choices.batches = {fields.integer("batchSize", 1, std::numeric_limits<std::int64_t>::max()), fields.truth("shuffle")};
    if (const auto* optimizer = findOptimizer(fields.text("optimizer"))) {
        choices.optimizer = optimizer->kind;
    } else {
        fields.reading().fail(fields.pointerTo("optimizer"), "optimizer");
    }
    choices.penalty = readKind(fields, "penalty", findPenalty);
    choices.clipping = readKind(fields, "clipping", findClipping);
    return choices;
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
