#include "tests/parity/OptimizerCases.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"
#include "engine/training/Trainer.h"
#include "tests/parity/Closeness.h"
#include "tests/parity/TensorJson.h"
#include "tests/support/Networks.h"

namespace glassnet::test {

namespace {

using nlohmann::json;

constexpr double kTolerance = 1e-10;

/// The places of W1, B1, W2, B2 in a case's lists, by their names in the state.
std::vector<StateKey> keysOf(const NetworkSpec& network) {
    std::vector<StateKey> keys;
    for (const auto& layer : network.layers()) {
        if (layer.dense() != nullptr) {
            keys.push_back({layer.id, StateRole::Weight, 0});
            keys.push_back({layer.id, StateRole::Bias, 0});
        }
    }
    return keys;
}

/// A weight of the file is PyTorch's [out, in], a bias [out].
Tensor ours(const json& tensor) {
    const auto values = readTensor(tensor);
    return values.rank() == 2 ? values.t().contiguous() : values.reshape({1, -1});
}

std::string compared(const json& row, OptimizerKind optimizer) {
    const auto network = chain({3, 5, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    data.inputs[network.layers().front().id] = readTensor(row.at("x"));
    data.targets[network.layers().back().id] = readTensor(row.at("target"));
    CompileOptions options;
    options.batchSize = data.rows();
    options.dtype = DType::Float64;
    options.optimizer = optimizer;
    auto state = drawStart(network, {0, 0, 0}, knobsOf(row.at("args"), optimizer), optimizer).state;
    const auto keys = keysOf(network);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        state.tensors.at(keys[i]) = ours(row.at("start").at(i));
    }
    Trainer trainer(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data, {data.rows(), false}, state);
    const auto losses = row.at("losses").get<std::vector<double>>();
    const auto steps = static_cast<std::int64_t>(losses.size());
    const auto report = trainer.train(steps, {});
    auto reason = farApart(Tensor::from(std::span<const double>(report.losses), Shape{report.steps}),
                           Tensor::from(std::span<const double>(losses), Shape{steps}), kTolerance, "losses");
    for (std::size_t i = 0; i < keys.size(); ++i) {
        reason += farApart(trainer.stepStart().tensors.at(keys[i]), ours(row.at("end").at(i)), kTolerance, stateKeyName(keys[i]));
    }
    return reason;
}

}  // namespace

Knobs knobsOf(const json& arguments, OptimizerKind optimizer) {
    auto knobs = defaultKnobs(optimizer);
    for (const auto& [key, value] : arguments.items()) {
        if (key == "betas") {
            knobs.beta1 = value.at(0);
            knobs.beta2 = value.at(1);
            continue;
        }
        const auto found = std::ranges::find(knobTable(), key, &KnobInfo::torchName);
        if (found == knobTable().end() || !found->isReadBy(optimizer)) {
            throw std::invalid_argument("unknown argument " + key);
        }
        found->set(knobs, value.is_boolean() ? (value.get<bool>() ? 1.0 : 0.0) : value.get<double>());
    }
    return knobs;
}

std::vector<CaseResult> runOptimizerCases(const json& file) {
    std::vector<CaseResult> results;
    for (const json& row : file) {
        const auto optimizer = row.at("optimizer").get<std::string>();
        const auto name = "optimizers.json: " + optimizer + " " + row.at("args").dump();
        const auto found = std::ranges::find(optimizers(), optimizer, &OptimizerInfo::torchName);
        if (found == optimizers().end()) {
            results.push_back({name, {}, optimizer});
        } else {
            results.push_back({name, compared(row, found->kind), {}});
        }
    }
    return results;
}

}  // namespace glassnet::test
