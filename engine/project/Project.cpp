#include "engine/project/Project.h"

#include <algorithm>
#include <cmath>

#include "engine/data/SyntheticSets.h"
#include "engine/tensor/TensorMaps.h"

namespace glassnet {

namespace {

/// One column of 0, 1, 2, ... as class indices; none when a value is no index.
std::optional<Tensor> asClasses(const Tensor& column) {
    Tensor classes = Tensor::zeros({column.size(0)}, DType::Int64);
    const auto indices = classes.values<std::int64_t>();
    for (std::int64_t row = 0; row < column.size(0); ++row) {
        const double value = column.at({row, 0});
        constexpr double kMostExact = 0x1p24;
        if (!(value >= 0.0 && value <= kMostExact && value == std::floor(value))) {
            return std::nullopt;
        }
        indices[static_cast<std::size_t>(row)] = static_cast<std::int64_t>(value);
    }
    return classes;
}

Result<void> checkClasses(const LayerSpec& layer, const Tensor& classes, std::int64_t units) {
    const Tensor contiguous = classes.contiguous();
    for (const std::int64_t index : contiguous.values<std::int64_t>()) {
        if (index < 0 || index >= units) {
            return failure(ErrorCode::ClassTarget, {layer.name, index, units});
        }
    }
    return {};
}

Tensor oneHot(const Tensor& classes, std::int64_t units) {
    Tensor rows = Tensor::zeros({classes.size(0), units});
    for (std::int64_t row = 0; row < classes.size(0); ++row) {
        rows.set({row, static_cast<std::int64_t>(classes.at(row))}, 1.0);
    }
    return rows;
}

/// The target in the form that the layer's loss asks for.
Result<Tensor> targetFor(const LayerSpec& layer, const OutputSettings& output, const Tensor& target) {
    const std::int64_t units = output.dense.units;
    const bool hasClasses = target.dtype() == DType::Int64;
    if (target.rank() != (hasClasses ? 1 : 2) || (!hasClasses && target.dtype() != DType::Float32)) {
        return failure(ErrorCode::TensorDType, {layer.name, std::string(dtypeName(target.dtype()))});
    }
    const bool wantsClasses = lossInfo(output.loss.kind).target == TargetKind::ClassIndices;
    if (!hasClasses && !wantsClasses) {
        return target.size(1) == units ? Result<Tensor>(target) : failure(ErrorCode::TargetUnits, {layer.name, target.size(1), units});
    }
    std::optional<Tensor> classes = target;
    if (!hasClasses) {
        classes = target.size(1) == 1 ? asClasses(target) : std::nullopt;
    }
    if (!classes) {
        return failure(ErrorCode::TargetUnits, {layer.name, target.size(1), std::int64_t{1}});
    }
    if (const auto checked = checkClasses(layer, *classes, units); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    return wantsClasses ? *classes : oneHot(*classes, units);
}

/// Collects the rows layer by layer.
class RowCollector {
public:
    RowCollector(const Project& project, const Start& start) : m_network(project.network), m_start(start) {
        if (const auto* rows = std::get_if<StoredRows>(&project.data)) {
            m_stored = rows;
        }
    }

    void useSet(const Dataset& set) { m_set = &set; }

    Result<TrainingData> collect() {
        for (const LayerSpec& layer : m_network.layers()) {
            const auto added = layer.kind() == LayerKind::Input    ? addInput(layer)
                               : layer.kind() == LayerKind::Output ? addTarget(layer)
                                                                   : Result<void>();
            if (!added) {
                return tl::unexpected<Error>(added.error());
            }
        }
        return std::move(m_data);
    }

private:
    /// The rows of a layer in a map, or of the set; null when there are none.
    [[nodiscard]] const Tensor* find(LayerId layer, std::map<LayerId, Tensor> StoredRows::*part,
                                     const Tensor& (Dataset::*column)() const) const {
        if (m_set != nullptr) {
            return &(m_set->*column)();
        }
        if (m_stored == nullptr) {
            return nullptr;
        }
        const auto found = (m_stored->*part).find(layer);
        return found == (m_stored->*part).end() ? nullptr : &found->second;
    }

    Result<void> addInput(const LayerSpec& layer) {
        const auto& input = std::get<InputSettings>(layer.settings);
        const auto drawn = m_start.samples.find(layer.id);
        const Tensor* rows = drawn != m_start.samples.end() ? &drawn->second : find(layer.id, &StoredRows::inputs, &Dataset::features);
        if (rows == nullptr) {
            return failure(ErrorCode::TensorMissing, {layer.name});
        }
        if (rows->dtype() != DType::Float32 || rows->rank() != 2) {
            return failure(ErrorCode::TensorDType, {layer.name, std::string(dtypeName(rows->dtype()))});
        }
        if (rows->size(1) != input.units) {
            return failure(ErrorCode::TargetUnits, {layer.name, rows->size(1), input.units});
        }
        return add(layer, *rows, m_data.inputs);
    }

    Result<void> addTarget(const LayerSpec& layer) {
        const Tensor* rows = find(layer.id, &StoredRows::targets, &Dataset::targets);
        if (rows == nullptr) {
            return failure(ErrorCode::TensorMissing, {layer.name});
        }
        const auto target = targetFor(layer, std::get<OutputSettings>(layer.settings), *rows);
        return target ? add(layer, *target, m_data.targets) : tl::unexpected<Error>(target.error());
    }

    Result<void> add(const LayerSpec& layer, const Tensor& rows, std::map<LayerId, Tensor>& place) {
        if (rows.size(0) != m_rows.value_or(rows.size(0))) {
            return failure(ErrorCode::TensorShape, {layer.name, Shape{rows.size(0)}, Shape{*m_rows}});
        }
        m_rows = rows.size(0);
        place.emplace(layer.id, rows);
        return {};
    }

    const NetworkSpec& m_network;
    const Start& m_start;
    const StoredRows* m_stored = nullptr;
    const Dataset* m_set = nullptr;
    std::optional<std::int64_t> m_rows;
    TrainingData m_data;
};

}  // namespace

bool sameData(const DataSpec& a, const DataSpec& b) {
    const auto* rowsA = std::get_if<StoredRows>(&a);
    const auto* rowsB = std::get_if<StoredRows>(&b);
    if (rowsA == nullptr || rowsB == nullptr) {
        return rowsA == rowsB && std::get<SyntheticSpec>(a) == std::get<SyntheticSpec>(b);
    }
    return bitEqual(rowsA->inputs, rowsB->inputs) && bitEqual(rowsA->targets, rowsB->targets);
}

bool sameProject(const Project& a, const Project& b) {
    const bool sameState = a.state && b.state ? bitEqual(*a.state, *b.state) : a.state.has_value() == b.state.has_value();
    return sameState && a.name == b.name && a.network == b.network && a.positions == b.positions && a.colors == b.colors &&
           sameData(a.data, b.data) && a.training == b.training && a.unknownParts == b.unknownParts && a.unknownFields == b.unknownFields;
}

Result<TrainingData> trainingData(const Project& project, const Start& start) {
    RowCollector collector(project, start);
    const auto* spec = std::get_if<SyntheticSpec>(&project.data);
    if (spec == nullptr) {
        return collector.collect();
    }
    const auto set = makeSyntheticSet(*spec);
    if (!set) {
        return tl::unexpected<Error>(set.error());
    }
    collector.useSet(*set);
    return collector.collect();
}

Result<SplitData> splitData(const Project& project, const Start& start) {
    auto data = trainingData(project, start);
    if (!data) {
        return tl::unexpected<Error>(data.error());
    }
    return SplitData{std::move(*data), {}, nullptr};
}

}  // namespace glassnet
