#include "engine/project/StateParts.h"

#include <bit>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/exchange/Safetensors.h"
#include "engine/exchange/StrictJson.h"
#include "engine/network/Problems.h"
#include "engine/program/Optimizers.h"
#include "engine/project/JsonFields.h"
#include "engine/project/TrainingJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::int64_t kStatePartsMostWhole = std::numeric_limits<std::int64_t>::max();
constexpr const char* kOrder = "order";

/// A generator as int64: its words, the next word's index, whether a normal value is kept, that value's bits.
constexpr std::size_t kNextAt = GeneratorState::kWords;
constexpr std::size_t kHasNormalAt = kNextAt + 1;
constexpr std::size_t kNormalAt = kNextAt + 2;
constexpr std::int64_t kGeneratorSize = kNextAt + 3;

std::string generatorName(std::size_t role) { return "generator." + std::string(kGeneratorKeys.at(role)); }

Tensor generatorTensor(const Generator& generator) {
    const GeneratorState& state = generator.state();
    Tensor tensor = Tensor::zeros({kGeneratorSize}, DType::Int64);
    const auto values = tensor.values<std::int64_t>();
    std::copy(state.words.begin(), state.words.end(), values.begin());
    values[kNextAt] = state.next;
    values[kHasNormalAt] = state.cachedNormal.has_value() ? 1 : 0;
    values[kNormalAt] = std::bit_cast<std::int64_t>(state.cachedNormal.value_or(0.0));
    return tensor;
}

Result<Generator> generatorOf(const Tensor& tensor) {
    constexpr std::int64_t kMostWord = std::numeric_limits<std::uint32_t>::max();
    GeneratorState state;
    const auto values = tensor.values<std::int64_t>();
    for (std::size_t i = 0; i <= kNextAt; ++i) {
        if (values[i] < 0 || values[i] > kMostWord) {
            return failure(ErrorCode::BadState);
        }
        (i < kNextAt ? state.words[i] : state.next) = static_cast<std::uint32_t>(values[i]);
    }
    if (values[kHasNormalAt] == 1) {
        state.cachedNormal = std::bit_cast<double>(values[kNormalAt]);
    } else if (values[kHasNormalAt] != 0 || values[kNormalAt] != 0) {
        return failure(ErrorCode::BadState);
    }
    Generator generator(0);
    if (const auto restored = generator.restore(state); !restored) {
        return tl::unexpected<Error>(restored.error());
    }
    return generator;
}

/// 0 to n - 1, each once, in any order.
bool isOrder(const Tensor& order) {
    std::vector<bool> seen(static_cast<std::size_t>(order.elements()), false);
    for (const std::int64_t row : order.values<std::int64_t>()) {
        if (row < 0 || row >= order.elements() || seen[static_cast<std::size_t>(row)]) {
            return false;
        }
        seen[static_cast<std::size_t>(row)] = true;
    }
    return true;
}

/// Checks the tensors of a state one by one against the network.
class TensorChecker {
public:
    explicit TensorChecker(const Project& project)
        : m_project(project), m_shapes(inferShapes(project.network)), m_slots(optimizerInfo(project.training.optimizer).kept) {}

    [[nodiscard]] Result<void> check(const std::string& name, const StateKey& key, const Tensor& tensor) const {
        const LayerSpec* layer = m_project.network.find(key.layer);
        const auto roles = layer == nullptr ? std::vector<StateRole>() : keptRoles(*layer);
        const bool isRunning = key.role == StateRole::RunningMean || key.role == StateRole::RunningVariance;
        if (std::find(roles.begin(), roles.end(), key.role) == roles.end() ||
            static_cast<std::size_t>(key.slot) > (isRunning ? 0 : m_slots.size())) {
            return failure(ErrorCode::FileField, {std::string(kWeightsPart), jsonPointerStep(name), "tensor of the network"});
        }
        if (tensor.dtype() != DType::Float32) {
            return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))});
        }
        const auto wanted = wantedShape(key);
        if (tensor.rank() != 2 || (wanted && tensor.shape() != *wanted)) {
            return failure(ErrorCode::TensorShape, {name, tensor.shape(), wanted.value_or(Shape{1, 1})});
        }
        return {};
    }

    /// The first value that the network needs and `tensors` lacks.
    [[nodiscard]] std::optional<StateKey> missing(const std::map<StateKey, Tensor>& tensors) const {
        for (const LayerSpec& layer : m_project.network.layers()) {
            for (const StateRole role : keptRoles(layer)) {
                if (m_shapes.contains(layer.id) && !tensors.contains({layer.id, role, 0})) {
                    return StateKey{layer.id, role, 0};
                }
            }
        }
        return std::nullopt;
    }

private:
    /// None when the layer's shape cannot be known, or no tensor can have it.
    [[nodiscard]] std::optional<Shape> wantedShape(const StateKey& key) const {
        const auto shape = m_shapes.find(key.layer);
        std::int64_t product = 0;
        if (shape == m_shapes.end() || __builtin_mul_overflow(shape->second.in, shape->second.out, &product)) {
            return std::nullopt;
        }
        if (key.slot > 0 && m_slots[static_cast<std::size_t>(key.slot - 1)].scalar) {
            return Shape{1, 1};
        }
        return key.role == StateRole::Weight ? Shape{shape->second.in, shape->second.out} : Shape{1, shape->second.out};
    }

    const Project& m_project;
    std::map<LayerId, LayerShape> m_shapes;
    std::span<const OptimizerSlot> m_slots;
};

/// Takes the tensor `name` out; it must be int64 with one dimension, of `size` elements unless that is negative.
Result<Tensor> takeWhole(std::map<std::string, Tensor>& tensors, const std::string& name, std::int64_t size) {
    auto node = tensors.extract(name);
    if (node.empty()) {
        return failure(ErrorCode::TensorMissing, {name});
    }
    const Tensor& tensor = node.mapped();
    if (tensor.dtype() != DType::Int64) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))});
    }
    if (tensor.rank() != 1 || (size >= 0 && tensor.size(0) != size)) {
        return failure(ErrorCode::TensorShape, {name, tensor.shape(), Shape{std::max<std::int64_t>(size, 0)}});
    }
    return tensor;
}

Result<void> readWeights(const std::vector<std::byte>& bytes, const Project& project, TrainingState& state) {
    auto tensors = readSafetensors(bytes, kWeightsPart);
    if (!tensors) {
        return tl::unexpected<Error>(tensors.error());
    }
    for (std::size_t role = 0; role < kGeneratorRoles; ++role) {
        const auto words = takeWhole(*tensors, generatorName(role), kGeneratorSize);
        const auto generator = words ? generatorOf(*words) : tl::unexpected<Error>(words.error());
        if (!generator) {
            return tl::unexpected<Error>(generator.error());
        }
        state.generators.at(role) = *generator;
    }
    if (tensors->contains(kOrder)) {
        const auto order = takeWhole(*tensors, kOrder, -1);
        if (!order) {
            return tl::unexpected<Error>(order.error());
        }
        if (!isOrder(*order)) {
            return failure(ErrorCode::FileField, {std::string(kWeightsPart), jsonPointerStep(kOrder), "each row once"});
        }
        state.order = *order;
    }
    const TensorChecker checker(project);
    for (const auto& [name, tensor] : *tensors) {
        const auto key = parseStateKey(name);
        // A name that reads as a key but is written otherwise ("03.weight") would come twice.
        if (!key || stateKeyName(*key) != name) {
            return failure(ErrorCode::FileField, {std::string(kWeightsPart), jsonPointerStep(name), "tensor of the network"});
        }
        if (const auto checked = checker.check(name, *key, tensor); !checked) {
            return checked;
        }
        state.tensors.emplace(*key, tensor);
    }
    if (const auto missing = checker.missing(state.tensors)) {
        return failure(ErrorCode::TensorMissing, {stateKeyName(*missing)});
    }
    return {};
}

Result<void> readState(std::string_view text, Project& project, TrainingState& state) {
    const auto parsed = parseStrictJson(text, kStatePart);
    if (!parsed) {
        return tl::unexpected<Error>(parsed.error());
    }
    JsonReading reading{std::string(kStatePart)};
    JsonFields fields(reading, *parsed, "");
    state.seeds = readSeeds(fields.object("seeds"), "/seeds");
    state.knobs = readKnobs(fields.object("knobs"), "/knobs");
    state.step = fields.integer("step", 0, kStatePartsMostWhole);
    state.epoch = fields.integer("epoch", 0, kStatePartsMostWhole);
    state.cursor = fields.integer("cursor", 0, state.order.elements());
    fields.keepRest("");
    if (reading.failed()) {
        return tl::unexpected<Error>(reading.error());
    }
    project.unknownFields.merge(reading.unknown);
    return {};
}

}  // namespace

std::vector<StateRole> keptRoles(const LayerSpec& layer) {
    if (const auto* dense = layer.dense()) {
        return dense->bias ? std::vector{StateRole::Weight, StateRole::Bias} : std::vector{StateRole::Weight};
    }
    const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
    const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings);
    std::vector<StateRole> roles;
    if ((batchNorm != nullptr && batchNorm->affine) || (layerNorm != nullptr && layerNorm->affine)) {
        roles = {StateRole::Scale, StateRole::Shift};
    }
    if (batchNorm != nullptr) {
        roles.insert(roles.end(), {StateRole::RunningMean, StateRole::RunningVariance});
    }
    return roles;
}

Result<void> writeStateParts(const Project& project, Parts& parts) {
    if (!project.state) {
        return {};
    }
    const TrainingState& state = *project.state;
    json root{{"seeds", seedsJson(state.seeds)},
              {"knobs", knobsJson(state.knobs)},
              {"step", state.step},
              {"epoch", state.epoch},
              {"cursor", state.cursor}};
    restoreUnknown(root, kStatePart, project.unknownFields);
    const auto text = jsonText(root, kStatePart);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    std::map<std::string, Tensor> tensors;
    for (const auto& [key, tensor] : state.tensors) {
        tensors.emplace(stateKeyName(key), tensor);
    }
    // An order not drawn yet is a tensor of no elements and of the first dtype.
    if (state.order.dtype() == DType::Int64) {
        tensors.emplace(kOrder, state.order);
    }
    for (std::size_t role = 0; role < kGeneratorRoles; ++role) {
        tensors.emplace(generatorName(role), generatorTensor(state.generators.at(role)));
    }
    addText(parts, kStatePart, *text);
    parts.emplace(kWeightsPart, writeSafetensors(tensors));
    return {};
}

Result<void> readStateParts(Parts& parts, std::string_view file, Project& project) {
    const auto weights = parts.extract(std::string(kWeightsPart));
    const auto rest = parts.extract(std::string(kStatePart));
    if (weights.empty() && rest.empty()) {
        return {};
    }
    if (weights.empty() || rest.empty()) {
        return failure(ErrorCode::MissingPart, {std::string(file), std::string(weights.empty() ? kWeightsPart : kStatePart)});
    }
    TrainingState state;
    if (const auto read = readWeights(weights.mapped(), project, state); !read) {
        return read;
    }
    if (const auto read = readState(partText(rest.mapped()), project, state); !read) {
        return read;
    }
    project.state = std::move(state);
    return {};
}

}  // namespace glassnet
