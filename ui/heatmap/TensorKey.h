#pragma once

#include "engine/program/Program.h"

namespace glassnet::ui {

/// What a heatmap is of: a tensor of the program, or what the step in hand changes in one of its parameters.
struct TensorKey {
    TensorId tensor;
    bool update = false;
    friend bool operator==(const TensorKey&, const TensorKey&) = default;
};

}  // namespace glassnet::ui
