#pragma once

#include <cstdint>

#include "engine/project/Project.h"

namespace glassnet {

/// A change of a drawing in the making: the network to change, and what follows from the change when it is committed. Without commit the
/// project stays as it is.
class Draft {
public:
    explicit Draft(Project& project);

    NetworkSpec network;

    /// Puts the network into the project. Names and cut connections of units that are gone go; so do positions, colors and rows of
    /// layers that are gone; rows are fitted (fittedRows). A draw order that was moduleDrawOrder or lessonDrawOrder stays it; any other
    /// loses what is not drawn any more and gets the new draws at its end.
    void commit();

private:
    enum class DrawStyle : std::uint8_t { Module, Lesson, Own };

    [[nodiscard]] static DrawStyle styleOf(const NetworkSpec& network);
    void fitDrawOrder();

    Project& m_project;
    DrawStyle m_style;
};

/// The units that go out of a layer; 0 when they cannot be known.
[[nodiscard]] std::int64_t unitsOut(const NetworkSpec& network, LayerId layer);

/// Fits an input that is to join `network` to the rows of `data`: with stored rows it draws its own samples, as many as the network learns
/// from (its own number, at least 1, where nothing has rows yet), with a synthetic set it reads that.
void fitInput(InputSettings& input, const NetworkSpec& network, const DataSpec& data);

/// BadProperty ("position") for one that is not finite or farther than 10^9 away.
[[nodiscard]] Result<void> checkPosition(const std::string& layer, Position position);

/// Drops what a network says of units that are not there: their names and cut connections.
void dropLostUnits(NetworkSpec& network);

}  // namespace glassnet
