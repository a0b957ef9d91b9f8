#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include "engine/random/Generator.h"
#include "ui/training/MapImage.h"

namespace glassnet::test {

/// A map from -6 to 6 of a function of two inputs that gives `classes` values.
inline std::shared_ptr<ui::MapImage> mapOf(int side, int classes, const std::function<double(double, double, int)>& function) {
    auto map = std::make_shared<ui::MapImage>();
    map->side = side;
    map->left = map->bottom = -6;
    map->right = map->top = 6;
    map->classes = classes;
    map->meaning = classes > 1 ? ui::MapMeaning::Classes : ui::MapMeaning::Sides;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            for (int i = 0; i < classes; ++i) {
                const double x = -6 + 12 * (column + 0.5) / side;
                const double y = 6 - 12 * (row + 0.5) / side;
                map->values.push_back(static_cast<float>(function(x, y, i)));
            }
        }
    }
    return map;
}

inline double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

/// Two spirals, as sigmoid outputs and as samples.
inline double spiral(double x, double y) { return sigmoid(3 * std::sin(std::atan2(y, x) + 1.2 * std::hypot(x, y))); }

inline std::vector<ui::MapPoint> spiralPoints(int count) {
    Generator generator(7);
    std::vector<ui::MapPoint> points;
    for (int i = 0; i < count; ++i) {
        const double reach = 0.5 + 4.5 * static_cast<double>(generator.nextFloat());
        const int target = i % 2;
        const double angle = 1.57 - 1.2 * reach + (target == 1 ? 0 : 3.14159) + 0.6 * (static_cast<double>(generator.nextFloat()) - 0.5);
        points.push_back({reach * std::cos(angle), reach * std::sin(angle), static_cast<double>(target), i % 10 < 3});
    }
    return points;
}

/// Scores of `classes` sectors around the middle that sum to 1.
inline double sector(double x, double y, int index, int classes) {
    const auto raw = [&](int i) { return std::exp(2 * std::hypot(x, y) * std::cos(std::atan2(y, x) - 2 * 3.14159265 * i / classes)); };
    double sum = 0;
    for (int i = 0; i < classes; ++i) {
        sum += raw(i);
    }
    return raw(index) / sum;
}

}  // namespace glassnet::test
