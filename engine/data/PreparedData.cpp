#include "engine/data/PreparedData.h"

#include <algorithm>
#include <cmath>

#include "engine/backend/TrigonometricFunctions.h"

namespace glassnet {

namespace {

/// Two roundings everywhere: a CPU with FMA and one without must make the same features.
using Arithmetic = formulas::SplitArithmetic;

double derived(FeatureKind kind, double first, double second) {
    switch (kind) {
        case FeatureKind::Column:
            return first;
        case FeatureKind::Square:
            return first * first;
        case FeatureKind::Product:
            return first * second;
        case FeatureKind::Sine:
            return formulas::sin<Arithmetic>(first);
        case FeatureKind::Cosine:
            return formulas::cos<Arithmetic>(first);
    }
    return first;
}

float scaled(double value, const ColumnScale& scale) {
    return scale.scale == 0.0 ? 0.0F : static_cast<float>((value - scale.shift) * scale.scale);
}

bool isPlain(const FeaturePipeline& pipeline) {
    bool plain = pipeline.features.size() == pipeline.columns.size() &&
                 std::ranges::all_of(pipeline.scales, [](const ColumnScale& scale) { return scale == ColumnScale{}; });
    for (std::size_t i = 0; plain && i < pipeline.features.size(); ++i) {
        plain = pipeline.features[i] == FeatureSpec{FeatureKind::Column, static_cast<int>(i), 0};
    }
    return plain;
}

template <class T>
Tensor featuresOf(const FeaturePipeline& pipeline, std::span<const T> from) {
    const auto width = pipeline.columns.size();
    const auto count = pipeline.features.size();
    const auto rows = from.size() / width;
    Tensor made = Tensor::zeros({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(count)});
    const auto to = made.values<float>();
    std::vector<float> row(width);
    for (std::size_t sample = 0; sample < rows; ++sample) {
        for (std::size_t column = 0; column < width; ++column) {
            row[column] = scaled(static_cast<double>(from[sample * width + column]), pipeline.scales[column]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto& feature = pipeline.features[i];
            const double first = row[static_cast<std::size_t>(feature.first)];
            const double second = row[static_cast<std::size_t>(feature.second)];
            to[sample * count + i] = static_cast<float>(derived(feature.kind, first, second));
        }
    }
    return made;
}

}  // namespace

Tensor FeaturePipeline::apply(const Tensor& raw) const {
    const auto width = static_cast<std::int64_t>(columns.size());
    if (raw.rank() != 2 || raw.size(1) != width) {
        throw ErrorException(Error{ErrorCode::TensorShape, {"features", raw.shape(), Shape{1, width}}});
    }
    const Tensor packed = raw.contiguous();
    if (isPlain(*this)) {
        return packed.to(DType::Float32);
    }
    return packed.dtype() == DType::Float64 ? featuresOf(*this, packed.values<double>()) : featuresOf(*this, packed.values<float>());
}

std::vector<std::string> featureNames(const FeaturePipeline& pipeline) {
    std::vector<std::string> names;
    names.reserve(pipeline.features.size());
    for (const FeatureSpec& feature : pipeline.features) {
        const std::string& first = pipeline.columns[static_cast<std::size_t>(feature.first)];
        switch (feature.kind) {
            case FeatureKind::Column:
                names.push_back(first);
                break;
            case FeatureKind::Square:
                names.push_back(first + "²");
                break;
            case FeatureKind::Product:
                names.push_back(first + "·" + pipeline.columns[static_cast<std::size_t>(feature.second)]);
                break;
            case FeatureKind::Sine:
                names.push_back("sin(" + first + ")");
                break;
            case FeatureKind::Cosine:
                names.push_back("cos(" + first + ")");
                break;
        }
    }
    return names;
}

Tensor classIndices(const Dataset& set) {
    if (set.hasClassTargets()) {
        return set.targets();
    }
    if (set.classNames().empty()) {
        return Tensor::full({set.samples()}, -1.0, DType::Int64);
    }
    if (set.targets().size(1) == 1) {
        return set.targets().to(DType::Int64).reshape({set.samples()});
    }
    Tensor classes = Tensor::zeros({set.samples()}, DType::Int64);
    for (std::int64_t row = 0; row < set.samples(); ++row) {
        std::int64_t best = 0;
        for (std::int64_t column = 1; column < set.targets().size(1); ++column) {
            best = set.targets().at({row, column}) > set.targets().at({row, best}) ? column : best;
        }
        classes.set(row, static_cast<double>(best));
    }
    return classes;
}

ClassBalance classBalance(const PreparedData& data) {
    ClassBalance balance;
    if (data.set.classNames().empty()) {
        return balance;
    }
    const Tensor indices = classIndices(data.set).contiguous();
    const auto classes = indices.values<std::int64_t>();
    const auto count = [&](const Tensor& rows) {
        std::vector<std::int64_t> counts(data.set.classNames().size(), 0);
        const Tensor packed = rows.contiguous();
        for (const std::int64_t row : packed.values<std::int64_t>()) {
            ++counts[static_cast<std::size_t>(classes[static_cast<std::size_t>(row)])];
        }
        return counts;
    };
    balance.training = count(data.trainingRows);
    balance.test = count(data.testRows);
    return balance;
}

}  // namespace glassnet
