#include "ui/training/MapScene.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/data/Split.h"
#include "engine/training/ClassForm.h"

namespace glassnet::ui {

namespace {

constexpr double kRoom = 0.08;

/// The columns of all inputs side by side: what a network reads whose rows are stored for each layer.
Tensor joinedInputs(const NetworkSpec& network, const TrainingData& data) {
    std::vector<const Tensor*> parts;
    std::int64_t columns = 0;
    for (const auto& layer : network.layers()) {
        if (const auto found = data.inputs.find(layer.id); found != data.inputs.end()) {
            parts.push_back(&found->second);
            columns += found->second.size(1);
        }
    }
    const auto rows = data.rows();
    auto joined = Tensor::zeros(Shape{rows, columns});
    auto values = joined.values<float>();
    std::int64_t begin = 0;
    for (const auto* part : parts) {
        for (std::int64_t i = 0; i < part->elements(); ++i) {
            const auto row = i / part->size(1);
            values[static_cast<std::size_t>(row * columns + begin + i % part->size(1))] = static_cast<float>(part->at(i));
        }
        begin += part->size(1);
    }
    return joined;
}

std::vector<double> targetNumbers(const TrainingData& data, const LayerSpec& output, const ClassForm& form) {
    std::vector<double> numbers;
    const auto found = data.targets.find(output.id);
    if (found == data.targets.end()) {
        return numbers;
    }
    const auto& targets = found->second;
    for (std::int64_t row = 0; row < targets.size(0); ++row) {
        numbers.push_back(form.classes > 0 ? static_cast<double>(form.classOf(targets, row))
                                           : targets.at(row * (targets.rank() == 2 ? targets.size(1) : 1)));
    }
    return numbers;
}

struct Range {
    double low = 0.0;
    double high = 1.0;
};

/// Outward to numbers that are short to read: multiples of a twentieth or so of the width.
Range rounded(const Range& range) {
    const double width = range.high - range.low;
    double unit = std::pow(10.0, std::floor(std::log10(width)) - 1.0);
    unit *= width / unit > 50.0 ? 5.0 : width / unit > 20.0 ? 2.0 : 1.0;
    // By way of the decimals: a multiple of a tenth is no short number in binary.
    const auto clean = [](double value) { return QString::number(value, 'g', 10).toDouble(); };
    return {clean(std::floor(range.low / unit) * unit), clean(std::ceil(range.high / unit) * unit)};
}

/// Of all rows; one wide where there is only one value.
Range columnRange(const MapRows& rows, std::size_t column) {
    Range range{INFINITY, -INFINITY};
    for (const auto* part : {&rows.training, &rows.test}) {
        const auto columns = rows.names.size();
        const auto values = part->elements() == 0 ? std::span<const float>() : std::as_const(*part).values<float>();
        for (std::size_t i = column; i < values.size(); i += static_cast<std::size_t>(columns)) {
            if (std::isfinite(values[i])) {
                range.low = std::min<double>(range.low, values[i]);
                range.high = std::max<double>(range.high, values[i]);
            }
        }
    }
    if (!(range.low <= range.high)) {
        return {-1.0, 1.0};
    }
    if (range.low == range.high) {
        return rounded({range.low - 1.0, range.high + 1.0});
    }
    const double room = (range.high - range.low) * kRoom;
    return rounded({range.low - room, range.high + room});
}

double columnMean(const MapRows& rows, std::size_t column) {
    const auto columns = static_cast<std::size_t>(rows.names.size());
    const auto values = rows.training.elements() == 0 ? std::span<const float>() : rows.training.values<float>();
    double sum = 0.0;
    std::size_t count = 0;
    for (std::size_t i = column; i < values.size(); i += columns) {
        sum += values[i];
        ++count;
    }
    return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

/// The colors' range of a unit: that of its activation, else symmetric around zero.
void setRange(MapImage& image, const ActivationSpec* activation) {
    const auto kind = activation == nullptr ? Activation::Identity : activation->kind;
    if (kind == Activation::Sigmoid || kind == Activation::Softmax) {
        image.low = 0.0;
        image.neutral = 0.5;
        image.high = 1.0;
        return;
    }
    double limit = kind == Activation::Tanh || kind == Activation::Sine ? 1.0 : 0.0;
    for (const float value : image.values) {
        if (std::isfinite(value)) {
            limit = std::max(limit, std::abs(static_cast<double>(value)));
        }
    }
    limit = limit > 0.0 ? limit : 1.0;
    image.low = -limit;
    image.neutral = 0.0;
    image.high = limit;
}

MapImage emptyImage(const UnitMaps& maps) {
    MapImage image;
    image.side = static_cast<int>(maps.plane.side);
    image.left = maps.plane.left;
    image.right = maps.plane.right;
    image.bottom = maps.plane.bottom;
    image.top = maps.plane.top;
    return image;
}

const LayerSpec* firstOutput(const NetworkSpec& network) {
    const auto found = std::ranges::find_if(network.layers(), [](const LayerSpec& layer) { return layer.output() != nullptr; });
    return found == network.layers().end() ? nullptr : &*found;
}

}  // namespace

const LayerSpec* outputOr(const NetworkSpec& network, LayerId id) {
    const auto* layer = network.find(id);
    return layer != nullptr && layer->output() != nullptr ? layer : firstOutput(network);
}

MapRows mapRows(const NetworkSpec& network, const SplitData& data, const LayerSpec* output) {
    MapRows rows;
    if (data.prepared != nullptr) {
        for (const auto& name : data.prepared->pipeline.columns) {
            rows.names.append(QString::fromStdString(name));
        }
        rows.training = takeRows(data.prepared->raw, data.prepared->trainingRows);
        rows.test = takeRows(data.prepared->raw, data.prepared->testRows);
        for (const auto& name : data.prepared->set.classNames()) {
            rows.classNames.append(QString::fromStdString(name));
        }
    } else {
        rows.training = joinedInputs(network, data.training);
        rows.test = joinedInputs(network, data.test);
        const bool isAlone = rows.training.size(1) == 1;
        for (std::int64_t i = 0; i < rows.training.size(1); ++i) {
            rows.names.append(isAlone ? QStringLiteral("x") : QStringLiteral("x") + QString::number(i + 1));
        }
    }
    output = output == nullptr ? firstOutput(network) : output;
    const auto targets = output == nullptr ? data.training.targets.end() : data.training.targets.find(output->id);
    if (targets != data.training.targets.end()) {
        const auto form = classForm(targets->second, output->dense()->units);
        rows.classes = form.classes;
        rows.trainingTargets = targetNumbers(data.training, *output, form);
        rows.testTargets = targetNumbers(data.test, *output, form);
    }
    if (rows.classNames.size() != rows.classes) {
        rows.classNames.clear();
        for (std::int64_t i = 0; i < rows.classes; ++i) {
            rows.classNames.append(QString::number(i));
        }
    }
    return rows;
}

MapPlane mapPlane(const MapRows& rows, std::size_t x, std::size_t y, std::int64_t side) {
    MapPlane plane;
    plane.xColumn = x;
    plane.yColumn = y;
    plane.side = side;
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows.names.size()); ++i) {
        plane.rest.push_back(columnMean(rows, i));
    }
    auto across = x < plane.rest.size() ? columnRange(rows, x) : Range{-1.0, 1.0};
    auto upright = y < plane.rest.size() ? columnRange(rows, y) : Range{-1.0, 1.0};
    // Nearly alike: one scale for both, so that a circle is one.
    const double ratio = (across.high - across.low) / (upright.high - upright.low);
    if (y < plane.rest.size() && ratio > 0.8 && ratio < 1.25 && across.low < upright.high && upright.low < across.high) {
        across = upright = {std::min(across.low, upright.low), std::max(across.high, upright.high)};
    }
    plane.left = across.low;
    plane.right = across.high;
    plane.bottom = upright.low;
    plane.top = upright.high;
    return plane;
}

std::pair<std::size_t, std::size_t> firstColumns(const MapRows& rows) {
    constexpr std::size_t kMany = 16;
    const auto columns = static_cast<std::size_t>(rows.names.size());
    if (columns < kMany || rows.training.elements() == 0) {
        return {0, 1};
    }
    const auto values = rows.training.values<float>();
    std::vector<std::pair<double, std::size_t>> spreads;
    for (std::size_t column = 0; column < columns; ++column) {
        const double mean = columnMean(rows, column);
        double spread = 0.0;
        for (std::size_t i = column; i < values.size(); i += columns) {
            spread += (values[i] - mean) * (values[i] - mean);
        }
        spreads.emplace_back(-spread, column);
    }
    std::ranges::sort(spreads);
    return {spreads[0].second, spreads[1].second};
}

std::vector<MapPoint> mapPoints(const MapRows& rows, const MapPlane& plane, std::size_t most) {
    std::vector<MapPoint> points;
    const auto columns = static_cast<std::size_t>(rows.names.size());
    const auto add = [&](const Tensor& part, const std::vector<double>& targets, bool isTest) {
        const auto count = columns == 0 ? 0 : static_cast<std::size_t>(part.elements()) / columns;
        const auto stride = std::max<std::size_t>(1, (count + most - 1) / most);
        for (std::size_t row = 0; row < count; row += stride) {
            MapPoint point;
            point.x = plane.xColumn < columns ? part.at(static_cast<std::int64_t>(row * columns + plane.xColumn)) : 0.0;
            point.y = plane.yColumn < columns ? part.at(static_cast<std::int64_t>(row * columns + plane.yColumn)) : 0.0;
            point.target = row < targets.size() ? targets[row] : 0.0;
            point.isTest = isTest;
            points.push_back(point);
        }
    };
    add(rows.training, rows.trainingTargets, false);
    add(rows.test, rows.testTargets, true);
    return points;
}

std::shared_ptr<const MapImage> unitMap(const UnitMaps& maps, const LayerSpec& layer, std::int64_t unit) {
    const auto found = maps.layers.find(layer.id);
    if (found == maps.layers.end() || unit >= found->second.size(1)) {
        return nullptr;
    }
    auto image = std::make_shared<MapImage>(emptyImage(maps));
    const auto values = found->second.values<float>();
    const auto units = static_cast<std::size_t>(found->second.size(1));
    image->values.reserve(values.size() / units);
    for (auto i = static_cast<std::size_t>(unit); i < values.size(); i += units) {
        image->values.push_back(values[i]);
    }
    setRange(*image, layer.dense() == nullptr ? nullptr : &layer.dense()->activation);
    return image;
}

std::shared_ptr<const MapImage> outputMap(const UnitMaps& maps, const LayerSpec& layer, std::int64_t classes) {
    const auto found = maps.layers.find(layer.id);
    if (found == maps.layers.end() || found->second.size(1) < 2 || classes < 2) {
        return unitMap(maps, layer, 0);
    }
    auto image = std::make_shared<MapImage>(emptyImage(maps));
    image->meaning = MapMeaning::Classes;
    image->classes = static_cast<int>(found->second.size(1));
    const auto values = found->second.values<float>();
    image->values.assign(values.begin(), values.end());
    return image;
}

}  // namespace glassnet::ui
