#include "engine/project/DataPart.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/exchange/Safetensors.h"
#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

constexpr std::string_view kInput = ".input";
constexpr std::string_view kTarget = ".target";

struct RowsKey {
    LayerId layer;
    bool isTarget = false;
};

std::string rowsName(const RowsKey& key) { return std::to_string(key.layer.value) + std::string(key.isTarget ? kTarget : kInput); }

bool takesRows(const NetworkSpec& network, const RowsKey& key) {
    const LayerSpec* layer = network.find(key.layer);
    return layer != nullptr && layer->kind() == (key.isTarget ? LayerKind::Output : LayerKind::Input);
}

std::optional<RowsKey> parseRowsName(std::string_view name) {
    const RowsKey key{{}, name.ends_with(kTarget)};
    std::uint32_t id = 0;
    static_cast<void>(std::from_chars(name.data(), name.data() + name.size(), id));
    const RowsKey found{LayerId{id}, key.isTarget};
    return rowsName(found) == name ? std::optional(found) : std::nullopt;
}

Result<void> checkRows(const std::string& name, const RowsKey& key, const Tensor& tensor) {
    const bool isClasses = key.isTarget && tensor.dtype() == DType::Int64;
    if (tensor.dtype() != DType::Float32 && !isClasses) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))});
    }
    if (tensor.rank() != (isClasses ? 1 : 2) || tensor.elements() == 0) {
        return failure(ErrorCode::TensorShape, {name, tensor.shape(), isClasses ? Shape{1} : Shape{1, 1}});
    }
    if (isClasses) {
        const auto classes = tensor.values<std::int64_t>();
        const auto smallest = *std::ranges::min_element(classes);
        if (smallest < 0) {
            return failure(ErrorCode::ClassTarget, {name, smallest, *std::ranges::max_element(classes)});
        }
    }
    return {};
}

}  // namespace

StoredRows takenRows(const StoredRows& rows, const NetworkSpec& network) {
    StoredRows taken = rows;
    std::erase_if(taken.inputs, [&](const auto& each) { return !takesRows(network, {each.first, false}); });
    std::erase_if(taken.targets, [&](const auto& each) { return !takesRows(network, {each.first, true}); });
    return taken;
}

std::vector<std::byte> writeDataPart(const StoredRows& rows, const NetworkSpec& network) {
    const auto taken = takenRows(rows, network);
    std::map<std::string, Tensor> tensors;
    for (const bool isTarget : {false, true}) {
        for (const auto& [layer, tensor] : isTarget ? taken.targets : taken.inputs) {
            tensors.emplace(rowsName({layer, isTarget}), tensor);
        }
    }
    return tensors.empty() ? std::vector<std::byte>() : writeSafetensors(tensors);
}

Result<StoredRows> readDataPart(const std::vector<std::byte>& bytes, const NetworkSpec& network) {
    const auto tensors = readSafetensors(bytes, kDataPart);
    if (!tensors) {
        return tl::unexpected<Error>(tensors.error());
    }
    StoredRows rows;
    std::optional<std::int64_t> count;
    for (const auto& [name, tensor] : *tensors) {
        const auto key = parseRowsName(name);
        if (!key || !takesRows(network, *key)) {
            return failure(ErrorCode::FileField, {std::string(kDataPart), jsonPointerStep(name), "rows of an input or output"});
        }
        if (const auto checked = checkRows(name, *key, tensor); !checked) {
            return tl::unexpected<Error>(checked.error());
        }
        if (tensor.size(0) != count.value_or(tensor.size(0))) {
            const Shape wanted = tensor.rank() == 1 ? Shape{*count} : Shape{*count, tensor.size(1)};
            return failure(ErrorCode::TensorShape, {name, tensor.shape(), wanted});
        }
        count = tensor.size(0);
        (key->isTarget ? rows.targets : rows.inputs).emplace(key->layer, tensor);
    }
    return rows;
}

}  // namespace glassnet
