#include "engine/program/Compiler.h"

#include <algorithm>
#include <array>
#include <memory>

#include "engine/network/LossForm.h"
#include "engine/program/BackwardRules.h"
#include "engine/program/Optimizers.h"
#include "engine/program/ProgramBuilder.h"

namespace glassnet {

namespace {

/// Writes the forward half, layer by layer in topological order.
class ForwardPass {
public:
    ForwardPass(const NetworkSpec& network, const CompileOptions& options)
        : m_network(network), m_options(options), m_builder(options), m_shapes(inferShapes(network)), m_numbers(layerNumbers(network)) {
        for (std::size_t i = 0; i < network.links().size(); ++i) {
            m_linkPlace[network.links()[i].id] = static_cast<int>(i);
        }
    }

    Program run() {
        for (const auto id : m_network.topologicalOrder()) {
            const auto& layer = m_network.layer(id);
            (this->*kLowerings.at(static_cast<std::size_t>(layer.kind())))(layer);
            m_builder.setOutput(id, m_values.at(id));
        }
        addTotalLoss();
        if (m_options.training) {
            BackwardPass(m_builder, m_network, m_linkUses).run();
        }
        return m_builder.take();
    }

private:
    using Lowering = void (ForwardPass::*)(const LayerSpec&);

    [[nodiscard]] std::int64_t in(const LayerSpec& layer) const { return m_shapes.at(layer.id).in; }
    [[nodiscard]] std::int64_t out(const LayerSpec& layer) const { return m_shapes.at(layer.id).out; }

    TensorId forward(Op op, const LayerSpec& layer, std::vector<TensorId> inputs, std::vector<TensorId> outputs,
                     Attributes attributes = {}) {
        return m_builder.addEntry(op, Phase::Forward, layer.id, std::move(inputs), std::move(outputs), std::move(attributes));
    }

    [[nodiscard]] Symbol numbered(SymbolLetter letter, const LayerSpec& layer) const { return {letter, m_numbers.at(layer.id), false, 0}; }

    /// The values the layer reads, in link order; notes each link's place for the order of gradient sums.
    std::vector<TensorId> sources(const LayerSpec& layer) {
        std::vector<TensorId> inputs;
        for (const auto* link : m_network.incoming(layer.id)) {
            m_linkUses[{m_builder.program().size(), inputs.size()}] = m_linkPlace.at(link->id);
            inputs.push_back(m_values.at(link->from));
        }
        return inputs;
    }

    void lowerInput(const LayerSpec& layer) {
        auto symbol = outputSymbol(m_network, layer.id);
        symbol.letter = layer.clamps.empty() ? symbol.letter : SymbolLetter::Data;
        const auto id = m_builder.addValue(layer.id, symbol, out(layer));
        m_builder.setRole(id, TensorRole::Input);
        m_builder.bindInput(layer.id, id);
        m_values[layer.id] = withHeldUnits(layer, id);
    }

    /// What the layer hands on: `free`, or where units are held a value of its own.
    TensorId withHeldUnits(const LayerSpec& layer, TensorId free) {
        if (layer.clamps.empty()) {
            return free;
        }
        Attributes attributes;
        attributes.held = layer.clamps;
        const auto value = m_builder.addValue(layer.id, outputSymbol(m_network, layer.id), out(layer));
        return forward(Op::Clamp, layer, {free}, {value}, attributes);
    }

    void lowerDense(const LayerSpec& layer) {
        const auto& dense = *layer.dense();
        auto inputs = sources(layer);
        Attributes attributes;
        attributes.sources = static_cast<int>(inputs.size());
        attributes.hasBias = dense.bias;
        inputs.push_back(
            m_builder.addParameter(layer.id, StateRole::Weight, numbered(SymbolLetter::Weight, layer), Shape{in(layer), out(layer)}));
        if (dense.bias) {
            inputs.push_back(m_builder.addParameter(layer.id, StateRole::Bias, numbered(SymbolLetter::Bias, layer), Shape{1, out(layer)}));
        }
        if (const auto mask = connectionMask(layer); mask.valid()) {
            attributes.hasMask = true;
            inputs.push_back(mask);
        }
        const auto outputLetter = outputSymbol(m_network, layer.id);
        const bool plain = dense.activation.kind == Activation::Identity;
        const bool held = !layer.clamps.empty();
        const auto z =
            m_builder.addValue(layer.id, plain && !held ? outputLetter : numbered(SymbolLetter::PreActivation, layer), out(layer));
        m_builder.name(layer.id, SymbolLetter::PreActivation, z);
        forward(Op::Affine, layer, std::move(inputs), {z}, attributes);
        auto a = z;
        if (!plain) {
            Attributes activate;
            activate.activation = dense.activation;
            a = m_builder.addValue(layer.id, held ? numbered(SymbolLetter::Activation, layer) : outputLetter, out(layer));
            forward(Op::Activate, layer, {z}, {a}, activate);
        }
        a = withHeldUnits(layer, a);
        m_values[layer.id] = a;
        if (layer.output() != nullptr) {
            addLoss(layer, z, a);
        }
    }

    TensorId connectionMask(const LayerSpec& layer) {
        const auto links = m_network.incoming(layer.id);
        if (std::all_of(links.begin(), links.end(), [](const LinkSpec* link) { return link->cut.empty(); })) {
            return {};
        }
        const Shape shape{in(layer), out(layer)};
        auto values = Tensor::ones(shape, m_options.dtype);
        std::int64_t offset = 0;
        for (const auto* link : links) {
            const auto width = m_shapes.at(link->from).out;
            for (const auto& [from, to] : link->cut) {
                if (from >= 0 && from < width && to >= 0 && to < shape[1]) {
                    values.set({offset + from, to}, 0.0);
                }
            }
            offset += width;
        }
        const auto mask = m_builder.addTensor({{},
                                               shape,
                                               false,
                                               m_options.dtype,
                                               TensorRole::ConnectionMask,
                                               numbered(SymbolLetter::ConnectionMask, layer),
                                               layer.id,
                                               {},
                                               {}});
        m_builder.name(layer.id, SymbolLetter::ConnectionMask, mask);
        m_builder.addConstant(mask, std::move(values));
        return mask;
    }

    void addLoss(const LayerSpec& layer, TensorId z, TensorId a) {
        const auto& output = *layer.output();
        Attributes attributes;
        attributes.loss = output.loss;
        attributes.weights = {output.weight};
        const auto form = lossForm(output.loss.kind, output.dense.activation.kind);
        attributes.fromLogits = form.fromLogits;
        const bool classes = lossInfo(output.loss.kind).target == TargetKind::ClassIndices;
        const auto units = classes ? Shape{m_options.batchSize} : Shape{m_options.batchSize, out(layer)};
        const auto number = outputSymbol(m_network, layer.id).number;
        const auto target = m_builder.addTensor({{},
                                                 units,
                                                 true,
                                                 classes ? DType::Int64 : m_options.dtype,
                                                 TensorRole::Target,
                                                 {SymbolLetter::Target, number, false, 0},
                                                 layer.id,
                                                 {},
                                                 {}});
        m_builder.name(layer.id, SymbolLetter::Target, target);
        m_builder.bindTarget(layer.id, target);
        const auto loss = m_builder.addTensor(
            {{}, Shape{1, 1}, false, m_options.dtype, TensorRole::Value, {SymbolLetter::Loss, number, false, 0}, layer.id, {}, {}});
        m_builder.name(layer.id, SymbolLetter::Loss, loss);
        m_losses.push_back({layer.id, loss, output.weight});
        m_pendingLosses.push_back({layer.id, {form.readsPreActivation ? z : a, target}, loss, attributes});
    }

    /// Losses come after the whole forward pass, in layer order, then their weighted sum.
    void addTotalLoss() {
        for (auto& pending : m_pendingLosses) {
            m_builder.addEntry(Op::Loss, Phase::Forward, pending.layer, std::move(pending.inputs), {pending.loss}, pending.attributes);
        }
        const bool alone = m_losses.size() == 1 && m_losses.front().weight == 1.0;
        if (m_losses.empty() || alone) {
            m_builder.setLoss(m_losses.empty() ? TensorId{} : m_losses.front().tensor);
            return;
        }
        Attributes attributes;
        attributes.sources = static_cast<int>(m_losses.size());
        std::vector<TensorId> inputs;
        for (const auto& loss : m_losses) {
            inputs.push_back(loss.tensor);
            attributes.weights.push_back(loss.weight);
        }
        const auto total = m_builder.addTensor(
            {{}, Shape{1, 1}, false, m_options.dtype, TensorRole::Value, {SymbolLetter::Loss, 0, false, 0}, m_losses.back().layer, {}, {}});
        m_builder.addEntry(Op::TotalLoss, Phase::Forward, m_losses.back().layer, std::move(inputs), {total}, attributes);
        m_builder.setLoss(total);
    }

    void lowerDropout(const LayerSpec& layer) {
        const auto inputs = sources(layer);
        const auto probability = std::get<DropoutSettings>(layer.settings).probability;
        if (!m_options.training || probability == 0.0) {
            m_linkUses.erase({m_builder.program().size(), 0});  // No entry stands for the link.
            m_values[layer.id] = inputs[0];
            return;
        }
        Attributes attributes;
        attributes.probability = probability;
        const auto mask = m_builder.addValue(layer.id, numbered(SymbolLetter::DropoutMask, layer), out(layer));
        m_builder.setRole(mask, TensorRole::DropoutMask);
        const auto place = m_linkUses.extract({m_builder.program().size(), 0});
        forward(Op::DrawMask, layer, {}, {mask}, attributes);
        m_linkUses[{m_builder.program().size(), 0}] = place.mapped();
        m_values[layer.id] = m_builder.addValue(layer.id, outputSymbol(m_network, layer.id), out(layer));
        forward(Op::ApplyMask, layer, {inputs[0], mask}, {m_values[layer.id]}, attributes);
    }

    void lowerBatchNorm(const LayerSpec& layer) {
        const auto& settings = std::get<BatchNormSettings>(layer.settings);
        const auto inputs = sources(layer);
        const auto place = m_linkUses.extract({m_builder.program().size(), 0});
        const Shape row{1, out(layer)};
        Attributes attributes;
        attributes.epsilon = settings.epsilon;
        attributes.momentum = settings.momentum;
        attributes.constantMoments = !m_options.training;
        const auto runningMean = m_builder.addRunning(layer.id, StateRole::RunningMean, numbered(SymbolLetter::RunningMean, layer), row);
        const auto runningVariance =
            m_builder.addRunning(layer.id, StateRole::RunningVariance, numbered(SymbolLetter::RunningVariance, layer), row);
        auto mean = runningMean;
        auto variance = runningVariance;
        if (m_options.training) {
            mean = addMoment(layer, SymbolLetter::Mean, row, false);
            variance = addMoment(layer, SymbolLetter::Variance, row, false);
            forward(Op::ColumnMoments, layer, {inputs[0]}, {mean, variance}, attributes);
        }
        m_linkUses[{m_builder.program().size(), 0}] = place.mapped();
        addNormalized(layer, inputs[0], mean, variance, attributes, settings.affine);
        if (m_options.training) {
            forward(Op::UpdateRunning, layer, {mean, variance, runningMean, runningVariance}, {runningMean, runningVariance}, attributes);
        }
    }

    void lowerLayerNorm(const LayerSpec& layer) {
        const auto& settings = std::get<LayerNormSettings>(layer.settings);
        const auto inputs = sources(layer);
        const auto place = m_linkUses.extract({m_builder.program().size(), 0});
        const Shape column{m_options.batchSize, 1};
        Attributes attributes;
        attributes.epsilon = settings.epsilon;
        attributes.rows = true;
        const auto mean = addMoment(layer, SymbolLetter::Mean, column, true);
        const auto variance = addMoment(layer, SymbolLetter::Variance, column, true);
        forward(Op::RowMoments, layer, {inputs[0]}, {mean, variance}, attributes);
        m_linkUses[{m_builder.program().size(), 0}] = place.mapped();
        addNormalized(layer, inputs[0], mean, variance, attributes, settings.affine);
    }

    TensorId addMoment(const LayerSpec& layer, SymbolLetter letter, const Shape& shape, bool perSample) {
        const auto id =
            m_builder.addTensor({{}, shape, perSample, m_options.dtype, TensorRole::Value, numbered(letter, layer), layer.id, {}, {}});
        m_builder.name(layer.id, letter, id);
        return id;
    }

    void addNormalized(const LayerSpec& layer, TensorId x, TensorId mean, TensorId variance, const Attributes& attributes, bool affine) {
        const auto letter = affine ? numbered(SymbolLetter::Standardized, layer) : outputSymbol(m_network, layer.id);
        const auto standardized = m_builder.addValue(layer.id, letter, out(layer));
        forward(Op::Standardize, layer, {x, mean, variance}, {standardized}, attributes);
        m_values[layer.id] = standardized;
        if (affine) {
            const Shape row{1, out(layer)};
            const auto scale = m_builder.addParameter(layer.id, StateRole::Scale, numbered(SymbolLetter::Scale, layer), row);
            const auto shift = m_builder.addParameter(layer.id, StateRole::Shift, numbered(SymbolLetter::Shift, layer), row);
            m_values[layer.id] = m_builder.addValue(layer.id, outputSymbol(m_network, layer.id), out(layer));
            forward(Op::ScaleShift, layer, {standardized, scale, shift}, {m_values[layer.id]}, attributes);
        }
    }

    void lowerJoin(const LayerSpec& layer) {
        const auto mode = std::get<JoinSettings>(layer.settings).mode;
        auto inputs = sources(layer);
        Attributes attributes;
        attributes.sources = static_cast<int>(inputs.size());
        m_values[layer.id] = m_builder.addValue(layer.id, outputSymbol(m_network, layer.id), out(layer));
        forward(mode == JoinMode::Add ? Op::JoinAdd : Op::JoinConcatenate, layer, std::move(inputs), {m_values[layer.id]}, attributes);
    }

    // In LayerKind's order.
    static constexpr std::array<Lowering, 7> kLowerings{
        &ForwardPass::lowerInput,     &ForwardPass::lowerDense,     &ForwardPass::lowerDense, &ForwardPass::lowerDropout,
        &ForwardPass::lowerBatchNorm, &ForwardPass::lowerLayerNorm, &ForwardPass::lowerJoin};

    struct OutputLoss {
        LayerId layer;
        TensorId tensor;
        double weight = 1.0;
    };
    struct PendingLoss {
        LayerId layer;
        std::vector<TensorId> inputs;
        TensorId loss;
        Attributes attributes;
    };

    const NetworkSpec& m_network;
    const CompileOptions& m_options;
    ProgramBuilder m_builder;
    std::map<LayerId, LayerShape> m_shapes;
    std::map<LayerId, int> m_numbers;
    std::map<LinkId, int> m_linkPlace;
    BackwardPass::LinkPlaces m_linkUses;
    std::map<LayerId, TensorId> m_values;
    std::vector<OutputLoss> m_losses;
    std::vector<PendingLoss> m_pendingLosses;
};

}  // namespace

Result<Program> compile(const NetworkSpec& network, const CompileOptions& options) {
    CheckLimits limits;
    limits.batchSize = options.batchSize;
    limits.training = options.training;
    limits.memoryBytes = options.memoryBytes;
    limits.optimizerSlots = updateCopies(options.optimizer, options.penalty, options.clipping);
    const auto problems = findProblems(network, limits);
    if (!problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    return ForwardPass(network, options).run();
}

}  // namespace glassnet
