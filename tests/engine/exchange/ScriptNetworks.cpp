#include "tests/engine/exchange/ScriptNetworks.h"

#include "engine/network/Problems.h"
#include "tests/support/Networks.h"

namespace glassnet::test {

namespace {

DenseSettings denseOf(std::int64_t units, Activation activation) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(activation);
    return settings;
}

}  // namespace

ScriptSource sourceFor(const NetworkSpec& network, std::int64_t rows) {
    ScriptSource source;
    source.network = network;
    source.seeds = {7, 8, 9};
    source.batchSize = rows;
    for (const auto& layer : network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        if (input != nullptr && input->drawnRows == 0) {
            source.inputs[layer.id] = {Shape{rows, input->units}, false, Tensor::zeros({rows, input->units}), {}};
        } else if (const auto* output = layer.output()) {
            const bool classes = lossInfo(output->loss.kind).target == TargetKind::ClassIndices;
            const auto shape = classes ? Shape{rows} : Shape{rows, output->dense.units};
            source.targets[layer.id] = {shape, classes, Tensor::zeros(shape, classes ? DType::Int64 : DType::Float32), {}};
        }
    }
    return source;
}

void setRows(ScriptSource& source, const TrainingData& data) {
    for (auto& [layer, rows] : source.inputs) {
        rows = {data.inputs.at(layer).shape(), false, data.inputs.at(layer), {}};
    }
    for (auto& [layer, rows] : source.targets) {
        const auto& values = data.targets.at(layer);
        rows = {values.shape(), values.dtype() == DType::Int64, values, {}};
    }
}

NetworkSpec skipNetwork() {
    NetworkSpec network;
    const auto input = network.addLayer("Input", InputSettings{.units = 2});
    const auto hidden = network.addLayer("Dense", denseOf(3, Activation::Relu));
    const auto output = network.addLayer("Output", OutputSettings{denseOf(2, Activation::Softmax), defaultSpec(Loss::CrossEntropy), 1.0});
    network.addLink(input, hidden);
    network.addLink(hidden, output);
    network.addLink(input, output);
    return network;
}

NetworkSpec joinNetwork() {
    NetworkSpec network;
    auto first = denseOf(3, Activation::Tanh);
    auto second = denseOf(3, Activation::Tanh);
    for (auto* each : {&first, &second}) {
        each->weightStart = initializerInfo(InitializerKind::KaimingUniform).preset();
        each->biasStart = initializerInfo(InitializerKind::Zeros).preset();
    }
    const auto input = network.addLayer("Input", InputSettings{.units = 2});
    const auto one = network.addLayer("Dense 1", first);
    const auto two = network.addLayer("Dense 2", second);
    const auto join = network.addLayer("Join", JoinSettings{JoinMode::Add});
    const auto output =
        network.addLayer("Output", OutputSettings{denseOf(1, Activation::Identity), defaultSpec(Loss::MeanSquaredError), 1.0});
    network.addLink(input, one);
    network.addLink(input, two);
    network.addLink(one, join);
    network.addLink(two, join);
    network.addLink(join, output);
    return network;
}

NetworkSpec everythingNetwork() {
    NetworkSpec network;
    auto first = denseOf(3, Activation::Sine);
    first.seed = 11;
    first.weightStart = {InitializerKind::Normal, 0.0, 0.5};
    auto second = denseOf(3, Activation::Step);
    second.bias = false;
    second.trainable = false;
    second.weightStart = {InitializerKind::Uniform, -0.5, 0.5};
    auto third = denseOf(2, Activation::LeakyRelu);
    third.activation.parameters[0] = 0.2;
    third.weightStart = initializerInfo(InitializerKind::XavierNormal).preset();
    third.biasStart = {InitializerKind::Constant, 0.25, 0.0};
    auto last = denseOf(1, Activation::Sigmoid);
    last.weightStart = {InitializerKind::KaimingNormal, 0.5, 0.0};
    last.biasStart = initializerInfo(InitializerKind::XavierUniform).preset();
    const auto a = network.addLayer("Input a", InputSettings{.units = 2, .drawnRows = 2});
    const auto b = network.addLayer("Input b", InputSettings{.units = 1});
    const auto one = network.addLayer("Dense 1", first);
    const auto two = network.addLayer("Dense 2", second);
    const auto batchNorm = network.addLayer("Batch norm", BatchNormSettings{1e-3, 0.2, true, false});
    const auto sum = network.addLayer("Sum", JoinSettings{JoinMode::Add});
    const auto layerNorm = network.addLayer("Layer norm", LayerNormSettings{1e-5, false, true});
    const auto dropout = network.addLayer("Dropout", DropoutSettings{0.25});
    const auto both = network.addLayer("Both", JoinSettings{JoinMode::Concatenate});
    const auto classes = network.addLayer("Classes", OutputSettings{third, {Loss::Hinge, {2.0, 0.0}}, 0.5});
    const auto chance = network.addLayer("Chance", OutputSettings{last, defaultSpec(Loss::BinaryCrossEntropy), 1.0});
    network.addLink(a, one);
    const auto cut = network.addLink(b, one);
    network.addLink(a, two);
    network.addLink(two, batchNorm);
    network.addLink(one, sum);
    network.addLink(batchNorm, sum);
    network.addLink(sum, layerNorm);
    network.addLink(layerNorm, dropout);
    network.addLink(dropout, both);
    network.addLink(b, both);
    network.addLink(both, classes);
    network.addLink(both, chance);
    network.find(cut)->cut = {{0, 1}, {0, 2}};
    return network;
}

ScriptSource lessonSource() {
    auto source = sourceFor(lesson(), 1);
    source.targets.begin()->second.values = Tensor::ones(Shape{1, 1});
    return source;
}

QString text(const ScriptSource& source, ScriptForm form) { return QString::fromStdString(pyTorchScript(source, form).text()); }

QString expected(const char* script) { return QString::fromUtf8(script).mid(1); }

QStringList linesWith(const Script& script, const std::function<bool(const ScriptLine&)>& filter) {
    QStringList lines;
    for (const auto& line : script.lines) {
        if (filter(line)) {
            lines.append(QString::fromStdString(line.text).trimmed());
        }
    }
    return lines;
}

}  // namespace glassnet::test
