#include "engine/project/RowFitting.h"

#include <algorithm>
#include <cmath>

#include "engine/base/MachineMemory.h"

namespace glassnet {

namespace {

/// Rows of zeros may take this part of the machine's memory; a network with larger ones does not fit anyway.
constexpr std::uint64_t kRowsShare = 16;

/// What a layer asks of its rows.
struct RowForm {
    std::int64_t units = 0;
    bool isTarget = false;
    bool isDrawn = false;
    bool isClasses = false;
    friend bool operator==(const RowForm&, const RowForm&) = default;
};

/// None for a layer that takes no rows.
std::optional<RowForm> formOf(const LayerSpec* layer) {
    if (layer == nullptr) {
        return std::nullopt;
    }
    if (const auto* input = std::get_if<InputSettings>(&layer->settings)) {
        return RowForm{input->units, false, input->drawnRows > 0, false};
    }
    if (const auto* output = layer->output()) {
        return RowForm{output->dense.units, true, false, lossInfo(output->loss.kind).target == TargetKind::ClassIndices};
    }
    return std::nullopt;
}

const Tensor* find(const std::map<LayerId, Tensor>& rows, LayerId layer) {
    const auto found = rows.find(layer);
    return found == rows.end() || found->second.rank() == 0 ? nullptr : &found->second;
}

/// float32 [rows, columns] with what `values` has there, else zeros; `values` may be null.
Tensor fittedValues(const Tensor* values, std::int64_t rows, std::int64_t columns) {
    Tensor fitted = Tensor::zeros({rows, columns});
    if (values == nullptr || values->rank() != 2) {
        return fitted;
    }
    const Tensor source = values->to(DType::Float32).contiguous();
    const auto from = source.values<float>();
    const auto to = fitted.values<float>();
    const std::int64_t width = std::min(columns, source.size(1));
    for (std::int64_t row = 0; row < std::min(rows, source.size(0)); ++row) {
        std::copy_n(from.begin() + row * source.size(1), width, to.begin() + row * columns);
    }
    return fitted;
}

/// The class a row of numbers names: the number itself in a single column, else the column of the largest.
std::int64_t classOf(const Tensor& values, std::int64_t row, std::int64_t units) {
    if (values.size(1) == 1) {
        const double value = values.at({row, 0});
        return value >= 0.0 ? static_cast<std::int64_t>(std::min(value, static_cast<double>(units))) : 0;
    }
    std::int64_t best = 0;
    for (std::int64_t column = 1; column < values.size(1); ++column) {
        best = values.at({row, column}) > values.at({row, best}) ? column : best;
    }
    return best;
}

/// int64 [rows] below `units`; `target` may be null, classes, or numbers.
Tensor fittedClasses(const Tensor* target, std::int64_t rows, std::int64_t units) {
    Tensor fitted = Tensor::zeros({rows}, DType::Int64);
    const bool hasClasses = target != nullptr && target->dtype() == DType::Int64 && target->rank() == 1;
    const bool hasNumbers = target != nullptr && target->dtype() != DType::Int64 && target->rank() == 2 && target->size(1) > 0;
    const auto to = fitted.values<std::int64_t>();
    for (std::int64_t row = 0; (hasClasses || hasNumbers) && row < std::min(rows, target->size(0)); ++row) {
        const auto index = hasClasses ? static_cast<std::int64_t>(target->at(row)) : classOf(*target, row, units);
        to[static_cast<std::size_t>(row)] = std::clamp<std::int64_t>(index, 0, std::max<std::int64_t>(units - 1, 0));
    }
    return fitted;
}

Tensor fittedEntry(const Tensor* entry, const RowForm& form, std::int64_t rows) {
    // Classes may stay classes for a loss of numbers: trainingData makes one-hot rows of them.
    const bool asClasses = form.isClasses || (form.isTarget && entry != nullptr && entry->dtype() == DType::Int64);
    return asClasses ? fittedClasses(entry, rows, form.units) : fittedValues(entry, rows, form.units);
}

}  // namespace

std::int64_t affordableRows(std::int64_t columns) {
    const auto numbers = static_cast<std::int64_t>(machineMemoryBytes() / kRowsShare / byteSize(DType::Int64));
    return numbers / std::max<std::int64_t>(columns, 1);
}

std::int64_t rowCount(const NetworkSpec& network, const StoredRows& rows) {
    std::int64_t drawn = 0;
    std::int64_t stored = 0;
    std::int64_t target = 0;
    const auto first = [](std::int64_t& count, std::int64_t candidate) { count = count > 0 ? count : candidate; };
    for (const LayerSpec& layer : network.layers()) {
        const auto form = formOf(&layer);
        if (!form) {
            continue;
        }
        const Tensor* entry = find(form->isTarget ? rows.targets : rows.inputs, layer.id);
        if (form->isDrawn) {
            first(drawn, std::get<InputSettings>(layer.settings).drawnRows);
        } else if (entry != nullptr) {
            first(form->isTarget ? target : stored, entry->size(0));
        }
    }
    first(stored, drawn);
    first(stored, target);
    first(stored, 1);
    return stored;
}

StoredRows fittedRows(const StoredRows& rows, const NetworkSpec& before, const NetworkSpec& after) {
    const std::int64_t count = rowCount(after, rows);
    const bool sameCount = count == rowCount(before, rows);
    StoredRows fitted;
    for (const LayerSpec& layer : after.layers()) {
        const auto form = formOf(&layer);
        if (!form) {
            continue;
        }
        const Tensor* entry = find(form->isTarget ? rows.targets : rows.inputs, layer.id);
        auto& place = form->isTarget ? fitted.targets : fitted.inputs;
        const bool stays = sameCount && formOf(before.find(layer.id)) == form;
        const bool fits = count <= affordableRows(form->isClasses ? 1 : form->units);
        if (entry != nullptr && (stays || (!fits && !form->isDrawn))) {
            place.emplace(layer.id, *entry);
        } else if (fits && !form->isDrawn) {
            place.emplace(layer.id, fittedEntry(entry, *form, count));
        }
    }
    return fitted;
}

}  // namespace glassnet
