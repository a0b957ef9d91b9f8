#include "tests/parity/RandomCases.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>

#include "engine/random/Distributions.h"
#include "engine/random/Initializers.h"
#include "tests/parity/TensorJson.h"

namespace glassnet::test {

namespace {

using nlohmann::json;
using Draw = std::function<Tensor(Generator&, const json&)>;

/// PyTorch's calls by their name in the file, with the arguments as the file lists them.
const std::map<std::string, Draw>& draws() {
    static const std::map<std::string, Draw> table{
        {"randn", [](Generator& g, const json& args) { return randn(g, readShape(args.at(0))); }},
        {"rand", [](Generator& g, const json& args) { return rand(g, readShape(args.at(0))); }},
        {"randperm", [](Generator& g, const json& args) { return randperm(g, args.at(0)); }},
        {"uniform", [](Generator& g, const json& args) { return uniform(g, readShape(args.at(0)), args.at(1), args.at(2)); }},
        {"normal", [](Generator& g, const json& args) { return normal(g, readShape(args.at(0)), args.at(1), args.at(2)); }},
        {"bernoulli", [](Generator& g, const json& args) { return bernoulli(g, readShape(args.at(0)), args.at(1)); }},
        {"randint", [](Generator& g, const json& args) { return randint(g, args.at(1), args.at(2), readShape(args.at(0))); }},
    };
    return table;
}

constexpr std::string_view kTwoLinears = "nn.Linear default, then a second nn.Linear(out, 2)";

InitializerKind kindOf(const std::string& name) {
    static const std::map<std::string, InitializerKind, std::less<>> table{
        {std::string(kTwoLinears), InitializerKind::LinearDefault}, {"xavier_uniform_", InitializerKind::XavierUniform},
        {"xavier_normal_", InitializerKind::XavierNormal},          {"kaiming_uniform_ relu", InitializerKind::KaimingUniform},
        {"kaiming_normal_ relu", InitializerKind::KaimingNormal},
    };
    return table.at(name);
}

std::string compared(const Tensor& ours, const Tensor& theirs) {
    if (bitEqual(ours, theirs)) {
        return {};
    }
    if (ours.dtype() != theirs.dtype() || ours.shape() != theirs.shape()) {
        return "another dtype or shape";
    }
    std::int64_t different = 0;
    for (std::int64_t i = 0; i < ours.elements(); ++i) {
        different += ours.at(i) == theirs.at(i) ? 0 : 1;
    }
    return std::to_string(different) + " of " + std::to_string(ours.elements()) + " values differ";
}

void runProgram(const json& program, std::size_t number, std::vector<CaseResult>& results) {
    const auto seed = program.at("seed").get<std::uint64_t>();
    Generator generator(seed);
    std::size_t position = 0;
    for (const json& draw : program.at("draws")) {
        const auto call = draw.at("call").get<std::string>();
        const std::string name = "random.json: program " + std::to_string(number) + ", seed " + std::to_string(seed) + ", call " +
                                 std::to_string(++position) + ": " + call + draw.at("args").dump();
        const auto found = draws().find(call);
        results.push_back(
            {name,
             found == draws().end() ? "unknown call" : compared(found->second(generator, draw.at("args")), readTensor(draw.at("result"))),
             {}});
    }
}

/// A weight of the file is PyTorch's [out, in], a bias [out].
void compareLayer(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out, const json& weight,
                  const json* bias, const std::string& name, std::vector<CaseResult>& results) {
    results.push_back({name + " weight", compared(drawWeight(generator, initializer, in, out).t(), readTensor(weight)), {}});
    if (bias != nullptr) {
        results.push_back({name + " bias", compared(drawBias(generator, initializer, in, out).reshape({-1}), readTensor(*bias)), {}});
    }
}

void runInitialization(const json& row, std::size_t number, std::vector<CaseResult>& results) {
    const auto seed = row.at("seed").get<std::uint64_t>();
    const auto in = row.at("in").get<std::int64_t>();
    const auto out = row.at("out").get<std::int64_t>();
    const auto init = row.at("init").get<std::string>();
    const Initializer initializer = initializerInfo(kindOf(init)).preset();
    const std::string name = "random.json: initialization " + std::to_string(number) + ", seed " + std::to_string(seed) + ", " + init +
                             " [" + std::to_string(in) + ", " + std::to_string(out) + "]";
    Generator generator(seed);
    const bool hasBias = row.contains("bias");
    compareLayer(generator, initializer, in, out, row.at("weight"), hasBias ? &row.at("bias") : nullptr, name, results);
    if (init == kTwoLinears) {
        compareLayer(generator, initializer, out, 2, row.at("weight2"), &row.at("bias2"), name + " second", results);
    }
}

}  // namespace

std::vector<CaseResult> runRandomCases(const json& file) {
    std::vector<CaseResult> results;
    std::size_t number = 0;
    for (const json& program : file.at("draws")) {
        runProgram(program, ++number, results);
    }
    number = 0;
    for (const json& row : file.at("initialisations")) {
        runInitialization(row, ++number, results);
    }
    return results;
}

}  // namespace glassnet::test
