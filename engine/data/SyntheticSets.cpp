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

Tensor classTargets(const SyntheticSpec& spec) {
    Tensor indices = Tensor::zeros({spec.rows}, DType::Int64);
    const auto values = indices.values<std::int64_t>();
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        values[static_cast<std::size_t>(i)] = i % spec.classes;
    }
    return spec.classes == 2 ? indices.to(DType::Float32).view({spec.rows, 1}) : indices;
}

Dataset makeSpiral(const SyntheticSpec& spec, Generator& generator) {
    const std::int64_t classes = spec.classes;
    Tensor features = randn(generator, {spec.rows, 2});
    const auto values = features.values<float>();
    const auto noise = static_cast<float>(spec.noise);
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        const std::int64_t arm = i % classes;
        const std::int64_t points = (spec.rows - arm + classes - 1) / classes;
        const double s = (static_cast<double>(i / classes) + 0.5) / static_cast<double>(points);
        const auto [sine, cosine] = sineCosineOfTurns(spec.turns * s + static_cast<double>(arm) / static_cast<double>(classes));
        float& x = values[static_cast<std::size_t>(2 * i)];
        float& y = values[static_cast<std::size_t>(2 * i + 1)];
        x = static_cast<float>(s * sine) + noise * x;
        y = static_cast<float>(s * cosine) + noise * y;
    }
    return Dataset::create(std::move(features), classTargets(spec), {"x", "y"}, numberNames(classes)).value();
}

constexpr auto kSets = std::to_array<SyntheticSet>({
    {"spiral",
     {.rows = 2, .classes = 2, .noise = 0.0, .turns = 0.0},
     {.rows = 1'000'000, .classes = 10, .noise = 10.0, .turns = 10.0},
     makeSpiral},
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

const SyntheticSet* findSet(std::string_view key) {
    const auto set = std::ranges::find(kSets, key, &SyntheticSet::key);
    return set == kSets.end() ? nullptr : &*set;
}

std::string shortest(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

}  // namespace

std::span<const SyntheticSet> syntheticSets() { return kSets; }

Result<void> checkSyntheticSpec(const SyntheticSpec& spec) {
    const SyntheticSet* set = findSet(spec.key);
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
                           {spec.key, number.key, shortest(value), number.limit(smallest), number.limit(set->largest)});
        }
    }
    return {};
}

Result<Dataset> makeSyntheticSet(const SyntheticSpec& spec) {
    const auto checked = checkSyntheticSpec(spec);
    const SyntheticSet* set = findSet(spec.key);
    if (!checked || set == nullptr) {
        return tl::unexpected<Error>(checked.error());
    }
    Generator generator(spec.seed);
    return set->make(spec, generator);
}

}  // namespace glassnet
