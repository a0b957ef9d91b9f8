#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/StepFocus.h"

namespace glassnet::ui {

/// The units that must be seen, one a layer at most.
using UnitsWanted = std::map<LayerId, std::int64_t>;

/// The unit in hand, the ends of the connection in hand and of the one whose term joined last, and the chosen unit where its layer wants
/// no other.
[[nodiscard]] UnitsWanted unitsWanted(const NetworkSpec& network, const StepFocus& focus, const Selection& selection);

/// Brings units of long columns into sight: the circle whose place is nearest stands for the wanted unit instead of its own, and its
/// curves with it, until others are wanted. Nothing moves.
class ShownUnits {
public:
    /// Puts the circles of the last call back first. `geometry` must be the one of the last call, or forgotten about with clear().
    void show(CanvasGeometry& geometry, const UnitsWanted& wanted);
    /// The geometry was made anew.
    void clear() { m_changed.clear(); }

private:
    struct Changed {
        LayerId layer;
        std::size_t slot = 0;
        std::int64_t own = 0;
    };
    std::vector<Changed> m_changed;
};

}  // namespace glassnet::ui
