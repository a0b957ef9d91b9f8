#include "engine/data/SyntheticSets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "engine/random/Distributions.h"

namespace glassnet {

namespace {

struct SineCosine {
    double sine;
    double cosine;
};

/// Sine and cosine of `turns` full turns from their Taylor series, within about 2e-16: the C library's differ from system to system in the
/// last place, and a seed must give the same points everywhere.
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

std::vector<std::string> numberNames(std::int64_t count) {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

Tensor classTargets(const SyntheticOptions& options) {
    Tensor indices = Tensor::zeros({options.samples}, DType::Int64);
    const auto values = indices.values<std::int64_t>();
    for (std::int64_t i = 0; i < options.samples; ++i) {
        values[static_cast<std::size_t>(i)] = i % options.classes;
    }
    return options.classes == 2 ? indices.to(DType::Float32).view({options.samples, 1}) : indices;
}

Dataset makeSpiral(const SyntheticOptions& options, Generator& generator) {
    const std::int64_t classes = options.classes;
    Tensor features = randn(generator, {options.samples, 2});
    const auto values = features.values<float>();
    const auto noise = static_cast<float>(options.noise);
    for (std::int64_t i = 0; i < options.samples; ++i) {
        const std::int64_t arm = i % classes;
        const std::int64_t points = (options.samples - arm + classes - 1) / classes;
        const double s = (static_cast<double>(i / classes) + 0.5) / static_cast<double>(points);
        const auto [sine, cosine] = sineCosineOfTurns(options.turns * s + static_cast<double>(arm) / static_cast<double>(classes));
        float& x = values[static_cast<std::size_t>(2 * i)];
        float& y = values[static_cast<std::size_t>(2 * i + 1)];
        x = static_cast<float>(s * sine) + noise * x;
        y = static_cast<float>(s * cosine) + noise * y;
    }
    return Dataset::create(std::move(features), classTargets(options), {"x", "y"}, numberNames(classes)).value();
}

constexpr auto kSets = std::to_array<SyntheticSet>({
    {"spiral",
     {.samples = 2, .classes = 2, .noise = 0.0, .turns = 0.0},
     {.samples = 1'000'000, .classes = 10, .noise = 10.0, .turns = 10.0},
     makeSpiral},
});

struct OptionRow {
    const char* key;
    double (*get)(const SyntheticOptions&);
};
constexpr auto kOptions = std::to_array<OptionRow>({
    {"classes", [](const SyntheticOptions& options) { return static_cast<double>(options.classes); }},
    {"samples", [](const SyntheticOptions& options) { return static_cast<double>(options.samples); }},
    {"noise", [](const SyntheticOptions& options) { return options.noise; }},
    {"turns", [](const SyntheticOptions& options) { return options.turns; }},
});

std::string shortest(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

}  // namespace

std::span<const SyntheticSet> syntheticSets() { return kSets; }

Result<Dataset> makeSyntheticSet(std::string_view key, const SyntheticOptions& options, Generator& generator) {
    const auto set = std::ranges::find(kSets, key, &SyntheticSet::key);
    if (set == kSets.end()) {
        return failure(ErrorCode::FileField, {"dataset", std::string(), std::string(key)});
    }
    SyntheticOptions smallest = set->smallest;
    smallest.samples = std::max(smallest.samples, options.classes);
    for (const OptionRow& row : kOptions) {
        const double value = row.get(options);
        // Not a number is in no range.
        if (!(value >= row.get(smallest) && value <= row.get(set->largest))) {
            return failure(ErrorCode::BadProperty, {std::string(key), row.key, shortest(value), row.get(smallest), row.get(set->largest)});
        }
    }
    return set->make(options, generator);
}

}  // namespace glassnet
