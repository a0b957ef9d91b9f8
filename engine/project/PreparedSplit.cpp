#include "engine/project/PreparedSplit.h"

#include <cmath>
#include <optional>

#include "engine/data/Split.h"
#include "engine/data/SyntheticSets.h"
#include "engine/tensor/Arithmetic.h"

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

    /// `isSigned`: see SyntheticSet::signedClasses.
    void useSet(const Dataset& set, bool isSigned) {
        m_set = &set;
        m_isSigned = isSigned && set.classNames().size() == 2 && !set.hasClassTargets();
    }

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
        const auto& output = std::get<OutputSettings>(layer.settings);
        const bool isSigned =
            m_isSigned && output.dense.activation.kind == Activation::Tanh && lossInfo(output.loss.kind).target == TargetKind::Values;
        const auto target = targetFor(layer, output, isSigned ? sub(mul(*rows, 2), 1) : *rows);
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
    bool m_isSigned = false;
    std::optional<std::int64_t> m_rows;
    TrainingData m_data;
};

std::map<LayerId, Tensor> takeRows(const std::map<LayerId, Tensor>& tensors, const Tensor& rows) {
    std::map<LayerId, Tensor> taken;
    for (const auto& [layer, values] : tensors) {
        taken.emplace(layer, takeRows(values, rows));
    }
    return taken;
}

/// Splits what was collected; without a test part the rows are handed on as they are.
SplitData splitCollected(TrainingData all, const SplitRows& rows, std::shared_ptr<const PreparedData> prepared) {
    SplitData split;
    split.prepared = std::move(prepared);
    if (rows.test.elements() == 0) {
        split.training = std::move(all);
        return split;
    }
    for (const bool isTest : {false, true}) {
        const Tensor& part = isTest ? rows.test : rows.training;
        (isTest ? split.test : split.training) = {takeRows(all.inputs, part), takeRows(all.targets, part)};
    }
    return split;
}

}  // namespace

Result<SplitData> splitPrepared(const Project& project, const Start& start, const std::shared_ptr<const PreparedData>& prepared) {
    RowCollector collector(project, start);
    if (prepared != nullptr) {
        const auto* spec = std::get_if<SyntheticSpec>(&project.data);
        const SyntheticSet* set = spec == nullptr ? nullptr : findSyntheticSet(spec->key);
        collector.useSet(prepared->set, set != nullptr && set->signedClasses);
    }
    auto all = collector.collect();
    if (!all) {
        return tl::unexpected<Error>(all.error());
    }
    if (prepared != nullptr) {
        return splitCollected(std::move(*all), {prepared->trainingRows, prepared->testRows}, prepared);
    }
    if (const auto checked = checkSplit(project.plan.split); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    const auto rows = splitRows(all->rows(), project.plan.split);
    return splitCollected(std::move(*all), rows, nullptr);
}

}  // namespace glassnet
