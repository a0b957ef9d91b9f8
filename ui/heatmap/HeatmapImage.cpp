#include "ui/heatmap/HeatmapImage.h"

#include <algorithm>
#include <vector>

namespace glassnet::ui {

namespace {

/// For each of `pixels` the nearest of `cells`.
std::vector<int> nearest(int pixels, int cells) {
    std::vector<int> found;
    for (int i = 0; i < pixels; ++i) {
        found.push_back(static_cast<int>((2 * std::int64_t{i} + 1) * cells / (2 * std::int64_t{pixels})));
    }
    return found;
}

template <class T>
void fill(QImage& image, const Heatmap& heatmap, const ColorMap& map) {
    const MatrixValues& values = heatmap.values;
    const auto numbers = values.tensor().values<T>();
    const auto columns = nearest(image.width(), values.columns());
    const auto rows = nearest(image.height(), values.rows());
    const bool whole = values.isKnownWhole();
    for (int y = 0; y < image.height(); ++y) {
        const int row = rows[static_cast<std::size_t>(y)];
        const T* from = numbers.data() + std::int64_t{row} * values.columns();
        auto* to = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (std::size_t x = 0; x < columns.size(); ++x) {
            if (whole || values.isKnown({row, columns[x]})) {
                to[x] = map.table()[heatmap.scale.index(static_cast<double>(from[columns[x]]))];
            }
        }
    }
}

}  // namespace

HeatmapImage::HeatmapImage(const Heatmap& heatmap, const ColorMap& map, QSize most, QRgb ground) {
    const MatrixValues& values = heatmap.values;
    const QSize size = QSize(values.columns(), values.rows()).boundedTo(most);
    if (size.isEmpty()) {
        return;
    }
    m_image = QImage(size, QImage::Format_RGB32);
    m_image.fill(ground);
    if (values.isKnownNowhere()) {
        return;
    }
    switch (values.tensor().dtype()) {
        case DType::Float32:
            fill<float>(m_image, heatmap, map);
            break;
        case DType::Float64:
            fill<double>(m_image, heatmap, map);
            break;
        case DType::Int64:
            fill<std::int64_t>(m_image, heatmap, map);
            break;
    }
    if (heatmap.range.firstOdd < 0) {
        return;
    }
    m_odd = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_odd.fill(Qt::transparent);
    values.stretches([&](const auto& numbers, std::int64_t place) {
        for (const auto number : numbers) {
            if (!std::isfinite(static_cast<double>(number))) {
                const MatrixCell cell = values.cell(place);
                const QPoint pixel(static_cast<int>(std::int64_t{cell.column} * size.width() / values.columns()),
                                   static_cast<int>(std::int64_t{cell.row} * size.height() / values.rows()));
                m_odd.setPixel(pixel, 0xFFFFFFFF);
                m_image.setPixel(pixel, map.table()[ColorMap::kNotFinite]);
            }
            ++place;
        }
    });
}

}  // namespace glassnet::ui
