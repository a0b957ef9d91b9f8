#include "engine/project/DataJson.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/data/Prepare.h"
#include "engine/data/Split.h"
#include "engine/data/SyntheticSets.h"
#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostWhole = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kStored = "stored";
constexpr std::string_view kSynthetic = "synthetic";
constexpr std::string_view kTable = "table";
constexpr const char* kSeedText = "seedText";

// In the order of MissingRule, Normalization and FeatureKind.
constexpr std::array<std::string_view, 2> kMissingKeys{"dropRow", "fill"};
constexpr std::array<std::string_view, 3> kNormalizationKeys{"none", "standardize", "minMax"};
constexpr std::array<std::string_view, 5> kFeatureKeys{"column", "square", "product", "sine", "cosine"};

template <class Choice, std::size_t N>
std::string_view keyOf(const std::array<std::string_view, N>& keys, Choice choice) {
    return keys.at(static_cast<std::size_t>(choice));
}

template <class Choice, std::size_t N>
Choice readChoice(JsonFields& fields, std::string_view key, const std::array<std::string_view, N>& keys, std::string_view expected) {
    const auto found = std::ranges::find(keys, fields.text(key));
    if (found == keys.end()) {
        fields.reading().fail(fields.pointerTo(key), expected);
        return Choice{};
    }
    return static_cast<Choice>(found - keys.begin());
}

SyntheticSpec readSynthetic(JsonFields& fields) {
    SyntheticSpec spec{.key = fields.text("set"),
                       .rows = fields.integer("rows", 0, kMostWhole),
                       .classes = fields.integer("classes", 0, kMostWhole),
                       .noise = fields.number("noise"),
                       .turns = fields.number("turns"),
                       .seed = fields.seed("seed")};
    if (fields.has(kSeedText)) {
        spec.seedText = fields.text(kSeedText);
    }
    if (const auto checked = checkSyntheticSpec(spec); !checked && checked.error().code == ErrorCode::FileField) {
        fields.reading().fail(fields.pointerTo("set"), "data set");
    } else if (!checked) {
        fields.reading().fail(checked.error());
    }
    return spec;
}

FeatureSpec readFeature(JsonFields fields) {
    FeatureSpec feature{readChoice<FeatureKind>(fields, "kind", kFeatureKeys, "feature kind"),
                        static_cast<int>(fields.integer("first", 0, kMostFeatures - 1)), 0};
    if (fields.has("second")) {
        feature.second = static_cast<int>(fields.integer("second", 0, kMostFeatures - 1));
    }
    return feature;
}

}  // namespace

json dataJson(const DataSpec& data) {
    if (const auto* table = std::get_if<TableSpec>(&data)) {
        return {{"kind", kTable}, {"source", table->source}, {"missing", keyOf(kMissingKeys, table->missing)}};
    }
    const auto* spec = std::get_if<SyntheticSpec>(&data);
    if (spec == nullptr) {
        return {{"kind", kStored}};
    }
    json value{{"kind", kSynthetic},
               {"set", spec->key},
               {"rows", spec->rows},
               {"classes", spec->classes},
               {"noise", spec->noise},
               {"turns", spec->turns},
               {"seed", std::to_string(spec->seed)}};
    if (!spec->seedText.empty()) {
        value[kSeedText] = spec->seedText;
    }
    return value;
}

DataSpec readData(JsonFields fields) {
    DataSpec data;
    const std::string kind = fields.text("kind");
    if (kind == kSynthetic) {
        data = readSynthetic(fields);
    } else if (kind == kTable) {
        TableSpec table;
        table.source = fields.text("source");
        table.missing = readChoice<MissingRule>(fields, "missing", kMissingKeys, "dropRow or fill");
        data = std::move(table);
    } else if (kind != kStored) {
        fields.reading().fail(fields.pointerTo("kind"), "stored, synthetic or table");
    }
    fields.keepRest("/data");
    return data;
}

json planJson(const DataPlan& plan) {
    json features = json::array();
    for (const FeatureSpec& feature : plan.features) {
        json value{{"kind", keyOf(kFeatureKeys, feature.kind)}, {"first", feature.first}};
        if (feature.second != 0 || feature.kind == FeatureKind::Product) {
            value["second"] = feature.second;
        }
        features.push_back(std::move(value));
    }
    return {{"testShare", plan.split.testShare},
            {"seed", std::to_string(plan.split.seed)},
            {"shuffled", plan.split.shuffled},
            {"normalization", keyOf(kNormalizationKeys, plan.normalization)},
            {"features", std::move(features)}};
}

DataPlan readPlan(JsonFields fields) {
    DataPlan plan;
    plan.split = {fields.number("testShare"), fields.seed("seed"), fields.truth("shuffled")};
    if (const auto checked = checkSplit(plan.split); !checked) {
        fields.reading().fail(checked.error());
    }
    plan.normalization = readChoice<Normalization>(fields, "normalization", kNormalizationKeys, "normalization");
    const json& features = fields.array("features", static_cast<std::size_t>(kMostFeatures));
    for (std::size_t i = 0; i < features.size() && !fields.reading().failed(); ++i) {
        plan.features.push_back(
            readFeature(JsonFields(fields.reading(), features[i], fields.pointerTo("features") + jsonPointerStep(std::to_string(i)))));
    }
    fields.keepRest("/plan");
    return plan;
}

}  // namespace glassnet
