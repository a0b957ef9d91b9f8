#pragma once

#include <QString>

#include "engine/network/Problems.h"

namespace glassnet::ui {

/// The words on a one-click repair: "Set Dense 2 to 8 units", "Concatenate instead". One row for each RepairKind.
class RepairText {
public:
    /// What `repair` does to `network`, as an order. With `longestName` a layer's name is cut to so many characters, for buttons.
    [[nodiscard]] static QString of(const Repair& repair, const NetworkSpec& network, int longestName = 0);
};

}  // namespace glassnet::ui
