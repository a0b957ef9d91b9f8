#pragma once

#include <functional>

#include "engine/random/Initializers.h"

class QMenu;

namespace glassnet::ui {

/// What the numbers of a weight or a bias can be drawn anew from: a row for each kind of initializer that suits it, with its usual
/// parameters. "Constant" asks for the number.
class FillMenu {
public:
    /// Adds an action for each kind to `menu`; `chosen` is called with the initializer a person took.
    static void addTo(QMenu& menu, bool isBias, const std::function<void(const Initializer&)>& chosen);
};

}  // namespace glassnet::ui
