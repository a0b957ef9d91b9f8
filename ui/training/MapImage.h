#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace glassnet::ui {

/// How the values of a map become colors.
enum class MapMeaning : std::uint8_t {
    Sides,    ///< one value: the blue side above `neutral` up to `high`, the orange side below it down to `low`
    Rising,   ///< one value from `low` to `high` on the one-sided map
    Classes,  ///< a score for each class: the color of the largest, the stronger the surer
};

/// What a network says all over a square of two inputs, as plain numbers.
struct MapImage {
    int side = 0;  ///< points along an edge; 0: nothing is known yet
    double left = -1;
    double right = 1;
    double bottom = -1;
    double top = 1;
    MapMeaning meaning = MapMeaning::Sides;
    double low = 0;
    double neutral = 0.5;
    double high = 1;
    int classes = 1;            ///< values at a point; 1 unless the meaning is Classes
    std::vector<float> values;  ///< [side, side, classes] in C order, the top row first; a point stands for the middle of its square

    /// It holds as many values as it says, and its limits have room between them.
    [[nodiscard]] bool isWhole() const noexcept {
        const auto points = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
        return side > 0 && classes > 0 && values.size() == points * static_cast<std::size_t>(classes) && right > left && top > bottom &&
               high > low;
    }
    /// What the map says at a place of the inputs: the values of the nearest point; null outside of the map.
    [[nodiscard]] const float* at(double x, double y) const noexcept {
        if (!isWhole() || !(x >= left && x <= right && y >= bottom && y <= top)) {
            return nullptr;
        }
        const auto cell = [this](double part) {
            const auto place = static_cast<std::size_t>(part * side);
            return place < static_cast<std::size_t>(side) ? place : static_cast<std::size_t>(side) - 1;
        };
        const std::size_t column = cell((x - left) / (right - left));
        const std::size_t row = cell((top - y) / (top - bottom));
        return values.data() + (row * static_cast<std::size_t>(side) + column) * static_cast<std::size_t>(classes);
    }
};

/// A sample on a map.
struct MapPoint {
    double x = 0;
    double y = 0;
    double target = 0;  ///< the index of its class, or the number to be met
    bool isTest = false;
    friend bool operator==(const MapPoint&, const MapPoint&) = default;
};

}  // namespace glassnet::ui
