#include "tests/parity/NetworkCases.h"

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "tests/parity/Closeness.h"
#include "tests/parity/TensorJson.h"
#include "tests/support/Networks.h"

namespace glassnet::test {

namespace {

using nlohmann::json;

NetworkSpec networkOf(const json& row) {
    std::vector<Activation> kinds;
    for (const json& key : row.at("activations")) {
        kinds.push_back(activationFromKey(key.get<std::string>()).value());
    }
    return chain(row.at("dims").get<std::vector<std::int64_t>>(), kinds, lossFromKey(row.at("loss").get<std::string>()).value());
}

/// A run of a case's program with its numbers put in.
class Run {
public:
    Run(const json& row, const Backend& backend) : m_row(row), m_network(networkOf(row)) {
        const auto x = readTensor(row.at("x"));
        CompileOptions options;
        options.batchSize = x.size(0);
        options.dtype = x.dtype();
        options.inputGradients = true;
        m_tolerance = options.dtype == DType::Float64 ? 1e-12 : 2e-6;
        auto program = std::make_shared<const Program>(compile(m_network, options).value());
        m_executable = backend.prepare(std::move(program), Observed{});
        m_executable->write(plan().inputs().at(0).tensor, x);
        m_executable->write(plan().targets().at(0).tensor, readTensor(row.at("target")));
        for (std::size_t i = 0; i < row.at("W").size(); ++i) {
            m_executable->write(find(i, SymbolLetter::Weight), readTensor(row.at("W").at(i)));
            m_executable->write(find(i, SymbolLetter::Bias), readTensor(row.at("B").at(i)));
        }
        // Not the updates: the weights are compared against nothing here.
        m_executable->run(0, plan().phaseBegin(Phase::Update));
    }

    /// What differs; empty when nothing does.
    [[nodiscard]] std::string compared() {
        const auto x = plan().inputs().at(0).tensor;
        std::string reason =
            farApart(m_executable->read(plan().loss()), Tensor::scalar(m_row.at("loss_value"), DType::Float64), m_tolerance, "loss");
        reason += different(plan().gradientOf(x), m_row.at("grad_x"), "grad_x");
        for (std::size_t i = 0; i < m_row.at("W").size(); ++i) {
            const auto number = std::to_string(i + 1);
            const auto weight = find(i, SymbolLetter::Weight);
            const auto bias = find(i, SymbolLetter::Bias);
            const auto z = find(i, SymbolLetter::PreActivation);
            const auto a = plan().outputOf(layer(i));
            reason += different(z, m_row.at("z").at(i), std::string("z") + number);
            reason += different(a, m_row.at("a").at(i), std::string("a") + number);
            reason += different(plan().gradientOf(weight), m_row.at("grad_W").at(i), std::string("grad_W") + number);
            reason += different(plan().gradientOf(bias), m_row.at("grad_B").at(i), std::string("grad_B") + number);
            reason += different(plan().gradientOf(z), m_row.at("grad_z").at(i), std::string("grad_z") + number);
            const auto name = std::string("grad_a") + number;
            if (plan().gradientOf(a).valid()) {
                reason += different(plan().gradientOf(a), m_row.at("grad_a").at(i), name);
            } else {
                reason += farApart(theLongWay(a), readTensor(m_row.at("grad_a").at(i)), m_tolerance, name);
            }
        }
        return reason;
    }

private:
    [[nodiscard]] const Program& plan() const { return m_executable->program(); }
    [[nodiscard]] LayerId layer(std::size_t i) const { return m_network.layers().at(i + 1).id; }
    [[nodiscard]] TensorId find(std::size_t i, SymbolLetter letter) const { return plan().find(layer(i), letter); }

    std::string different(TensorId id, const json& theirs, const std::string& name) {
        return id.valid() ? farApart(m_executable->read(id), readTensor(theirs), m_tolerance, name) : name + " is not computed; ";
    }

    /// Sigmoid with binary cross entropy has no entry for dL/dp: from the program's own p by the loss's formula, (p - y) / (p (1 - p)) / n.
    Tensor theLongWay(TensorId probability) {
        const auto p = m_executable->read(probability);
        const auto y = m_executable->read(plan().targets().at(0).tensor);
        auto gradient = Tensor::zeros(p.shape(), DType::Float64);
        for (std::int64_t i = 0; i < p.elements(); ++i) {
            gradient.set(i, (p.at(i) - y.at(i)) / (p.at(i) * (1.0 - p.at(i))) / static_cast<double>(p.elements()));
        }
        return gradient;
    }

    const json& m_row;
    NetworkSpec m_network;
    double m_tolerance = 0.0;
    std::unique_ptr<Executable> m_executable;
};

}  // namespace

std::vector<CaseResult> runNetworkCases(const json& file) {
    const CpuBackend fused(CpuArithmetic::Fused);
    const CpuBackend split(CpuArithmetic::Split);
    const ReferenceBackend reference;
    std::vector<CaseResult> results;
    for (const json& row : file) {
        const auto dtype = row.at("dtype").get<std::string>();
        const auto name = "networks.json: " + row.at("dims").dump() + " " + row.at("activations").dump() + " " +
                          row.at("loss").get<std::string>() + " " + dtype;
        results.push_back({name + " cpu", Run(row, fused).compared(), {}});
        results.push_back({name + " cpu without fused multiply-add", Run(row, split).compared(), {}});
        if (dtype == dtypeName(DType::Float64)) {
            results.push_back({name + " reference", Run(row, reference).compared(), {}});
        }
    }
    return results;
}

}  // namespace glassnet::test
