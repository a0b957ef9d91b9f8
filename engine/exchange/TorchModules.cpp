#include "engine/exchange/TorchModules.h"

#include <vector>

#include "engine/exchange/PythonText.h"

namespace glassnet {

namespace {

/// Whether the layer has parameters, and whether they are trained.
struct Parameters {
    bool has = false;
    bool trained = false;
};

Parameters parametersOf(const LayerSpec& layer) {
    if (const auto* dense = layer.dense()) {
        return {true, dense->trainable};
    }
    if (const auto* norm = std::get_if<BatchNormSettings>(&layer.settings)) {
        return {norm->affine, norm->trainable};
    }
    const auto* norm = std::get_if<LayerNormSettings>(&layer.settings);
    return norm == nullptr ? Parameters{} : Parameters{norm->affine, norm->trainable};
}

using Arguments = std::vector<std::string>;

void addKeyword(Arguments& arguments, const char* key, double value, double standard) {
    if (value != standard) {
        arguments.push_back(std::string(key) + "=" + pythonNumber(value));
    }
}

std::string batchNorm(const BatchNormSettings& norm, std::int64_t units) {
    Arguments arguments{std::to_string(units)};
    const BatchNormSettings standard;
    addKeyword(arguments, "eps", norm.epsilon, standard.epsilon);
    addKeyword(arguments, "momentum", norm.momentum, standard.momentum);
    if (!norm.affine) {
        arguments.emplace_back("affine=False");
    }
    return pythonCall("nn.BatchNorm1d", arguments);
}

std::string layerNorm(const LayerNormSettings& norm, std::int64_t units) {
    Arguments arguments{std::to_string(units)};
    addKeyword(arguments, "eps", norm.epsilon, LayerNormSettings().epsilon);
    if (!norm.affine) {
        arguments.emplace_back("elementwise_affine=False");
    }
    return pythonCall("nn.LayerNorm", arguments);
}

}  // namespace

bool hasModule(const LayerSpec& layer) { return layer.kind() != LayerKind::Input && layer.kind() != LayerKind::Join; }

std::string torchModule(const LayerSpec& layer, const LayerShape& shape, bool isCut) {
    if (const auto* dense = layer.dense()) {
        Arguments arguments{std::to_string(shape.in), std::to_string(shape.out)};
        if (!dense->bias) {
            arguments.emplace_back("bias=False");
        }
        return pythonCall(isCut ? "CutLinear" : "nn.Linear", arguments);
    }
    if (const auto* norm = std::get_if<BatchNormSettings>(&layer.settings)) {
        return batchNorm(*norm, shape.out);
    }
    if (const auto* norm = std::get_if<LayerNormSettings>(&layer.settings)) {
        return layerNorm(*norm, shape.out);
    }
    return pythonCall("nn.Dropout", {pythonNumber(std::get<DropoutSettings>(layer.settings).probability)});
}

bool isTrainable(const LayerSpec& layer) {
    const auto parameters = parametersOf(layer);
    return parameters.has && parameters.trained;
}

bool isFrozen(const LayerSpec& layer) {
    const auto parameters = parametersOf(layer);
    return parameters.has && !parameters.trained;
}

}  // namespace glassnet
