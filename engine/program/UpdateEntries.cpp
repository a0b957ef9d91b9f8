#include "engine/program/UpdateEntries.h"

#include <algorithm>
#include <vector>

namespace glassnet {

namespace {

/// A parameter that is updated, and the gradient it follows.
struct Followed {
    TensorId parameter;
    TensorId gradient;
};

class UpdateWriter {
public:
    UpdateWriter(ProgramBuilder& builder, const NetworkSpec& network) : m_builder(builder), m_network(network) {}

    void run(const std::map<TensorId, TensorId>& gradients) {
        std::vector<Followed> followed;
        for (const auto parameter : inOrder()) {
            const auto gradient = gradients.find(parameter);
            m_builder.addParameterInfo(parameter, gradient == gradients.end() ? TensorId{} : gradient->second);
            if (gradient != gradients.end()) {
                followed.push_back({parameter, gradient->second});
            }
        }
        if (followed.empty()) {
            return;
        }
        addPenalties(followed);
        addClipping(followed);
        for (const auto& each : followed) {
            addUpdate(each);
        }
    }

private:
    [[nodiscard]] const CompileOptions& options() const { return m_builder.program().options(); }
    [[nodiscard]] LayerId owner(TensorId parameter) const { return m_builder.tensor(parameter).layer; }

    /// Tensors are made layer by layer, weight before bias.
    [[nodiscard]] std::vector<TensorId> inOrder() const {
        std::vector<TensorId> parameters;
        for (const auto& tensor : m_builder.program().tensors()) {
            if (tensor.role == TensorRole::Parameter) {
                parameters.push_back(tensor.id);
            }
        }
        const auto order = m_network.topologicalOrder();
        std::stable_sort(parameters.begin(), parameters.end(), [&](TensorId a, TensorId b) {
            const auto place = [&](TensorId id) { return std::find(order.begin(), order.end(), owner(id)) - order.begin(); };
            return place(a) > place(b);
        });
        return parameters;
    }

    /// The mask of the parameter's cut connections, none where it is no weight or nothing is cut.
    [[nodiscard]] TensorId maskOf(TensorId parameter) const {
        const auto mask = m_builder.program().find(owner(parameter), SymbolLetter::ConnectionMask);
        return parameter == m_builder.program().find(owner(parameter), SymbolLetter::Weight) ? mask : TensorId{};
    }

    void add(Op op, const Followed& of, std::vector<TensorId> inputs, std::vector<TensorId> outputs, Attributes attributes = {}) {
        // Decay, penalty and old momentum would move a cut connection's weight; mended, it shall be what it was.
        if (const auto mask = maskOf(of.parameter); mask.valid() && (op == Op::Penalty || op == Op::Update)) {
            attributes.hasMask = true;
            inputs.push_back(mask);
        }
        m_builder.addEntry(op, Phase::Update, owner(of.parameter), std::move(inputs), std::move(outputs), std::move(attributes));
    }

    void addPenalties(std::vector<Followed>& followed) {
        if (options().penalty == Penalty::None) {
            return;
        }
        Attributes attributes;
        attributes.penalty = options().penalty;
        for (auto& each : followed) {
            if (each.parameter == m_builder.program().find(owner(each.parameter), SymbolLetter::Weight)) {
                const auto changed = m_builder.addChangedGradient(each.parameter, SymbolLetter::Penalized);
                add(Op::Penalty, each, {each.gradient, each.parameter}, {changed}, attributes);
                each.gradient = changed;
            }
        }
    }

    void addClipping(std::vector<Followed>& followed) {
        if (options().clipping == Clipping::None) {
            return;
        }
        const auto norm = options().clipping == Clipping::Norm ? addNorm(followed) : TensorId{};
        for (auto& each : followed) {
            const auto changed = m_builder.addChangedGradient(each.parameter, SymbolLetter::Clipped);
            if (norm.valid()) {
                add(Op::ClipByNorm, each, {each.gradient, norm}, {changed});
            } else {
                add(Op::ClipByValue, each, {each.gradient}, {changed});
            }
            each.gradient = changed;
        }
    }

    TensorId addNorm(const std::vector<Followed>& followed) {
        Attributes attributes;
        attributes.sources = static_cast<int>(followed.size());
        std::vector<TensorId> inputs;
        std::vector<TensorId> outputs;
        const auto scalar = [this](SymbolLetter letter, int number, LayerId layer) {
            return m_builder.addTensor(
                {{}, Shape{1, 1}, false, options().dtype, TensorRole::Value, {letter, number, false, 0}, layer, {}, {}});
        };
        for (const auto& each : followed) {
            inputs.push_back(each.gradient);
            outputs.push_back(scalar(SymbolLetter::NormPart, static_cast<int>(inputs.size()), owner(each.parameter)));
        }
        const auto norm = scalar(SymbolLetter::GradientNorm, 0, owner(followed.front().parameter));
        outputs.push_back(norm);
        m_builder.addEntry(Op::GradientNorm, Phase::Update, owner(followed.front().parameter), std::move(inputs), std::move(outputs),
                           attributes);
        return norm;
    }

    void addUpdate(const Followed& each) {
        const auto& parameters = m_builder.program().parameters();
        const auto info = std::ranges::find(parameters, each.parameter, &ProgramParameter::value);
        std::vector<TensorId> inputs{each.gradient};
        std::vector<TensorId> outputs{each.parameter};
        inputs.insert(inputs.end(), info->kept.begin(), info->kept.end());
        outputs.insert(outputs.end(), info->kept.begin(), info->kept.end());
        Attributes attributes;
        attributes.optimizer = options().optimizer;
        add(Op::Update, each, std::move(inputs), std::move(outputs), attributes);
    }

    ProgramBuilder& m_builder;
    const NetworkSpec& m_network;
};

}  // namespace

void addUpdates(ProgramBuilder& builder, const NetworkSpec& network, const std::map<TensorId, TensorId>& gradients) {
    UpdateWriter(builder, network).run(gradients);
}

}  // namespace glassnet
