#include "engine/training/UnitMaps.h"

#include <algorithm>

namespace glassnet {

Tensor planeRows(const MapPlane& plane) {
    const auto columns = plane.rest.size();
    const auto side = static_cast<std::size_t>(plane.side);
    auto raw = Tensor::zeros(Shape{plane.side * plane.side, static_cast<std::int64_t>(columns)});
    auto values = raw.values<float>();
    const auto place = [side](double from, double to, std::size_t i) {
        return static_cast<float>(from + (to - from) * (static_cast<double>(i) + 0.5) / static_cast<double>(side));
    };
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            const auto point = values.subspan((row * side + column) * columns, columns);
            std::transform(plane.rest.begin(), plane.rest.end(), point.begin(), [](double value) { return static_cast<float>(value); });
            if (plane.yColumn < columns) {
                point[plane.yColumn] = place(plane.top, plane.bottom, row);
            }
            if (plane.xColumn < columns) {
                point[plane.xColumn] = place(plane.left, plane.right, column);
            }
        }
    }
    return raw;
}

std::optional<UnitMaps> unitMaps(Evaluator& evaluator, const NetworkSpec& network, const MapPlane& plane, const RowMaker& makeRows,
                                 const LookControl& control) {
    const auto rows = makeRows(planeRows(plane));
    UnitMaps maps;
    maps.plane = plane;
    for (const auto& layer : network.layers()) {
        const auto output = evaluator.program().outputOf(layer.id);
        if (output.valid()) {
            maps.layers.emplace(layer.id, Tensor::zeros(Shape{rows.rows(), evaluator.program().tensor(output).columns()}));
        }
    }
    const auto copy = [&](std::int64_t begin, const Executable& executable) {
        for (auto& [layer, values] : maps.layers) {
            const auto chunk = executable.read(evaluator.program().outputOf(layer)).to(DType::Float32);
            const auto from = std::as_const(chunk).values<float>();
            std::copy(from.begin(), from.end(), values.values<float>().begin() + static_cast<std::ptrdiff_t>(begin * values.size(1)));
        }
    };
    if (!evaluator.run(rows, copy, control)) {
        return std::nullopt;
    }
    return maps;
}

}  // namespace glassnet
