#include "tests/parity/UpdateCases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/backend/Formulas.h"
#include "engine/program/Optimizers.h"
#include "tests/parity/Closeness.h"
#include "tests/parity/OptimizerCases.h"
#include "tests/parity/TensorJson.h"

namespace glassnet::test {

namespace {

using formulas::FusedArithmetic;
using nlohmann::json;

std::string stepped(const json& row, const OptimizerInfo& optimizer, Tensor weights, const std::vector<Tensor>& gradients) {
    const auto knobs = knobsOf(row.at("args"), optimizer.kind);
    const auto want = readTensor(row.at("end"));
    std::int64_t wrong = 0;
    formulas::visitOptimizer<FusedArithmetic>(optimizer.kind, [&]<class Formula>() {
        for (std::int64_t i = 0; i < weights.elements(); ++i) {
            auto weight = static_cast<float>(weights.at(i));
            std::array<float, Formula::kSlots> kept{};
            if (const auto& first = optimizer.kept.front(); first.start != nullptr) {
                kept[0] = static_cast<float>(first.start(knobs));
            }
            double steps = 0.0;
            for (const auto& gradient : gradients) {
                const auto settings = formulas::updateSettings<float>(optimizer.kind, knobs, steps++);
                Formula::template step<float>(weight, static_cast<float>(gradient.at(i)), kept.data(), settings);
            }
            wrong += weight == static_cast<float>(want.at(i)) ? 0 : 1;
        }
    });
    return wrong == 0 ? std::string() : std::to_string(wrong) + " of " + std::to_string(want.elements()) + " weights have other bits";
}

template <class T>
std::string clipped(const json& row, double tolerance) {
    std::vector<Tensor> gradients;
    T sum = T(0);
    for (const json& each : row.at("start")) {
        gradients.push_back(readTensor(each));
        const auto& gradient = gradients.back();
        sum += formulas::blockedSum<T>(static_cast<std::size_t>(gradient.elements()), [&](std::size_t i) {
            const auto g = static_cast<T>(gradient.at(static_cast<std::int64_t>(i)));
            return g * g;
        });
    }
    const auto limit = static_cast<T>(row.at("limit").get<double>());
    const T coefficient = formulas::clipCoefficient<T>(std::sqrt(sum), limit);
    const bool isNorm = row.at("kind") == "norm";
    std::string reason;
    for (std::size_t k = 0; k < gradients.size(); ++k) {
        auto& gradient = gradients[k];
        for (std::int64_t i = 0; i < gradient.elements(); ++i) {
            const auto g = static_cast<T>(gradient.at(i));
            gradient.set(i, static_cast<double>(isNorm ? g * coefficient : formulas::clippedValue<T>(g, limit)));
        }
        reason += farApart(gradient, readTensor(row.at("end").at(k)), tolerance, "gradient " + std::to_string(k));
    }
    return reason;
}

std::string scheduled(const json& row) {
    const auto kind = row.at("schedule").get<std::string>();
    const Schedule schedule{kind == "step"     ? ScheduleKind::Step
                            : kind == "cosine" ? ScheduleKind::Cosine
                                               : ScheduleKind::Constant,
                            3,
                            0.7,
                            9,
                            0.01,
                            row.at("warmUp"),
                            0.25};
    std::int64_t epoch = 0;
    for (const double want : row.at("rates").get<std::vector<double>>()) {
        const double rate = scheduledRate(schedule, 0.2, epoch);
        if (std::abs(rate - want) > 1e-14) {
            return "epoch " + std::to_string(epoch) + " has the rate " + std::to_string(rate);
        }
        ++epoch;
    }
    return {};
}

}  // namespace

std::vector<CaseResult> runUpdateCases(const json& file) {
    std::vector<CaseResult> results;
    std::vector<Tensor> gradients;
    for (const json& each : file.at("gradients")) {
        gradients.push_back(readTensor(each));
    }
    for (const json& row : file.at("steps")) {
        const auto name = "updates.json: " + row.at("optimizer").get<std::string>() + " " + row.at("args").dump();
        const auto found = std::ranges::find(optimizers(), row.at("optimizer").get<std::string>(), &OptimizerInfo::torchName);
        results.push_back({name, stepped(row, *found, readTensor(file.at("start")), gradients), {}});
    }
    for (const json& row : file.at("clips")) {
        const bool isFloat = row.at("start").at(0).at("dtype") == "float32";
        const auto name = "updates.json: clip by " + row.at("kind").get<std::string>() + (isFloat ? ", float32" : ", float64");
        results.push_back({name, isFloat ? clipped<float>(row, 2e-7) : clipped<double>(row, 1e-12), {}});
    }
    for (const json& row : file.at("schedules")) {
        const auto name = "updates.json: schedule " + row.at("schedule").get<std::string>() + ", warm-up " + row.at("warmUp").dump();
        results.push_back({name, scheduled(row), {}});
    }
    return results;
}

}  // namespace glassnet::test
