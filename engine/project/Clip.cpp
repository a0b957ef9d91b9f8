#include "engine/project/Clip.h"

#include <nettle/base64.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/exchange/Safetensors.h"
#include "engine/exchange/StrictJson.h"
#include "engine/network/LayerProperties.h"
#include "engine/program/Optimizers.h"
#include "engine/project/Draft.h"
#include "engine/project/DrawingEdits.h"
#include "engine/project/JsonFields.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/StateParts.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::string_view kPart = "clip";
constexpr std::string_view kFormat = "glassnet layers";
constexpr std::string_view kTensors = "tensors";

std::string base64(const std::vector<std::byte>& bytes) {
    std::string text(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
    base64_encode_raw(text.data(), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    return text;
}

std::optional<std::vector<std::byte>> fromBase64(const std::string& text) {
    std::vector<std::byte> bytes(BASE64_DECODE_LENGTH(text.size()));
    base64_decode_ctx context;
    base64_decode_init(&context);
    std::size_t size = bytes.size();
    if (base64_decode_update(&context, &size, reinterpret_cast<std::uint8_t*>(bytes.data()), text.size(), text.data()) == 0 ||
        base64_decode_final(&context) == 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

tl::unexpected<Error> fieldFailure(std::string pointer, std::string_view expected) {
    return failure(ErrorCode::FileField, {std::string(kPart), std::move(pointer), std::string(expected)});
}

/// The copied layers as a project of their own.
struct Clip {
    Project project;
    std::map<StateKey, Tensor> tensors;
};

/// Links that a person could have drawn. All at once, because asking whyNotConnect for each takes too long for a hostile text.
Result<void> checkLinks(const NetworkSpec& network) {
    std::set<std::pair<LayerId, LayerId>> seen;
    std::map<LayerId, int> count;
    for (const LinkSpec& link : network.links()) {
        const bool leavesOutput = network.layer(link.from).kind() == LayerKind::Output;
        const int most = layerKindInfo(network.layer(link.to).kind()).mostLinks;
        if (leavesOutput || ++count[link.to] > most || !seen.emplace(link.from, link.to).second) {
            return fieldFailure("/network/links", "links that can be drawn");
        }
    }
    if (network.topologicalOrder().size() != network.layers().size()) {
        return fieldFailure("/network/links", "links without a circle");
    }
    return {};
}

Result<void> checkTensor(const Clip& clip, const std::string& name, const StateKey& key, const Tensor& tensor) {
    const LayerSpec* layer = clip.project.network.find(key.layer);
    const auto roles = layer == nullptr ? std::vector<StateRole>() : keptRoles(*layer);
    const auto slots = optimizerInfo(clip.project.training.optimizer).kept;
    const bool isRunning = key.role == StateRole::RunningMean || key.role == StateRole::RunningVariance;
    if (std::ranges::find(roles, key.role) == roles.end() || static_cast<std::size_t>(key.slot) > (isRunning ? 0 : slots.size())) {
        return fieldFailure("/tensors" + jsonPointerStep(name), "tensor of a layer");
    }
    if (tensor.dtype() != DType::Float32) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))});
    }
    const bool isScalar = key.slot > 0 && slots[static_cast<std::size_t>(key.slot - 1)].scalar;
    const bool isMatrix = tensor.rank() == 2;
    const Shape wanted{key.role == StateRole::Weight && !isScalar && isMatrix ? tensor.size(0) : 1, isScalar ? 1
                                                                                                    : layer->dense() != nullptr
                                                                                                        ? layer->dense()->units
                                                                                                    : isMatrix ? tensor.size(1)
                                                                                                               : 1};
    return tensor.shape() == wanted ? Result<void>() : failure(ErrorCode::TensorShape, {name, tensor.shape(), wanted});
}

Result<void> readTensors(const std::vector<std::byte>& bytes, Clip& clip) {
    const auto tensors = readSafetensors(bytes, kPart);
    if (!tensors) {
        return tl::unexpected<Error>(tensors.error());
    }
    for (const auto& [name, tensor] : *tensors) {
        const auto key = parseStateKey(name);
        if (!key || stateKeyName(*key) != name) {
            return fieldFailure("/tensors" + jsonPointerStep(name), "tensor of a layer");
        }
        if (const auto checked = checkTensor(clip, name, *key, tensor); !checked) {
            return checked;
        }
        clip.tensors.emplace(*key, tensor);
    }
    return {};
}

Result<Clip> readClip(std::string_view text) {
    const auto parsed = parseStrictJson(text, kPart, kNetworkJsonLimits);
    if (!parsed) {
        return tl::unexpected<Error>(parsed.error());
    }
    JsonReading reading{std::string(kPart)};
    JsonFields fields(reading, *parsed, "");
    if (fields.text("format") != kFormat) {
        reading.fail(fields.pointerTo("format"), kFormat);
    }
    const json& network = fields.value("network", "object");
    const auto bytes = fields.has(kTensors) ? fromBase64(fields.text(kTensors)) : std::vector<std::byte>();
    if (!bytes) {
        reading.fail(fields.pointerTo(kTensors), "base64");
    }
    if (reading.failed()) {
        return tl::unexpected<Error>(reading.error());
    }
    auto project = readNetworkJson(network.dump());
    if (!project) {
        return tl::unexpected<Error>(project.error());
    }
    Clip clip{std::move(*project), {}};
    if (const auto checked = checkLinks(clip.project.network); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    if (fields.has(kTensors)) {
        if (const auto read = readTensors(*bytes, clip); !read) {
            return tl::unexpected<Error>(read.error());
        }
    }
    return clip;
}

std::size_t cutCount(const NetworkSpec& network) {
    std::size_t count = 0;
    for (const LinkSpec& link : network.links()) {
        count += link.cut.size();
    }
    return count;
}

/// The file a project is saved in must still be readable.
Result<void> checkCounts(const NetworkSpec& a, const NetworkSpec& b) {
    const std::array<std::tuple<std::string_view, std::size_t, std::size_t>, 3> counts{{
        {"/network/layers", a.layers().size() + b.layers().size(), kMostLayers},
        {"/network/links", a.links().size() + b.links().size(), kMostLinks},
        {"/network/links/cut", cutCount(a) + cutCount(b), kMostCuts},
    }};
    for (const auto& [pointer, count, most] : counts) {
        if (count > most) {
            return failure(ErrorCode::FileLimit,
                           {std::string(kPart) + std::string(pointer), static_cast<std::int64_t>(count), static_cast<std::int64_t>(most)});
        }
    }
    return {};
}

}  // namespace

std::string copyLayers(const Project& project, const TrainingState* numbers, const std::set<LayerId>& layers) {
    Project clip;
    clip.training.optimizer = project.training.optimizer;
    for (const LayerSpec& layer : project.network.layers()) {
        if (layers.contains(layer.id)) {
            clip.network.insertLayer(layer, clip.network.layers().size());
        }
    }
    for (const LinkSpec& link : project.network.links()) {
        if (layers.contains(link.from) && layers.contains(link.to)) {
            clip.network.insertLink(link, clip.network.links().size());
        }
    }
    const auto isCopied = [&layers](const auto& entry) { return layers.contains(entry.first); };
    std::ranges::copy_if(project.positions, std::inserter(clip.positions, clip.positions.end()), isCopied);
    std::ranges::copy_if(project.colors, std::inserter(clip.colors, clip.colors.end()), isCopied);
    const auto network = writeNetworkJson(clip);
    if (!network) {
        throw ErrorException(network.error());
    }
    json root{{"format", kFormat}, {"network", json::parse(*network)}};
    std::map<std::string, Tensor> tensors;
    for (const auto& [key, tensor] : numbers == nullptr ? std::map<StateKey, Tensor>() : numbers->tensors) {
        if (clip.network.find(key.layer) != nullptr) {
            tensors.emplace(stateKeyName(key), tensor);
        }
    }
    if (!tensors.empty()) {
        root[std::string(kTensors)] = base64(writeSafetensors(tensors));
    }
    return root.dump(2) + "\n";
}

Result<Pasted> pasteLayers(Project& project, std::string_view text, Position offset) {
    const auto clip = readClip(text);
    if (!clip) {
        return tl::unexpected<Error>(clip.error());
    }
    const Project& copied = clip->project;
    if (const auto checked = checkCounts(project.network, copied.network); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    Draft draft(project);
    Pasted pasted;
    std::map<LayerId, LayerId> ids;
    std::map<LayerId, Position> positions;
    for (const LayerSpec& layer : copied.network.layers()) {
        if (layer.name.empty()) {
            return failure(ErrorCode::NoName);
        }
        LayerSpec added = layer;
        added.name = uniqueLayerName(draft.network, layer.name);
        if (auto* input = std::get_if<InputSettings>(&added.settings)) {
            fitInput(*input, draft.network, project.data);
        }
        added.id = draft.network.addLayer(added.name, added.settings);
        if (const auto place = copied.positions.find(layer.id); place != copied.positions.end()) {
            const Position moved{place->second.x + offset.x, place->second.y + offset.y};
            if (const auto checked = checkPosition(added.name, moved); !checked) {
                return tl::unexpected<Error>(checked.error());
            }
            positions[added.id] = moved;
        }
        ids[layer.id] = added.id;
        pasted.ids.push_back(added.id);
        *draft.network.find(added.id) = std::move(added);
    }
    for (const LinkSpec& link : copied.network.links()) {
        const LinkId id = draft.network.addLink(ids.at(link.from), ids.at(link.to));
        draft.network.find(id)->cut = link.cut;
    }
    draft.commit();
    project.positions.merge(positions);
    for (const auto& [layer, color] : copied.colors) {
        project.colors[ids.at(layer)] = color;
    }
    const bool keepsSlots = copied.training.optimizer == project.training.optimizer;
    for (const auto& [key, tensor] : clip->tensors) {
        if (key.slot == 0 || keepsSlots) {
            pasted.tensors.emplace(StateKey{ids.at(key.layer), key.role, key.slot}, tensor);
        }
    }
    return pasted;
}

}  // namespace glassnet
