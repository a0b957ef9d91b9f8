#pragma once

#include <QString>

#include "engine/program/Program.h"

namespace glassnet::ui {

/// What an operation does, as the end of a sentence: "in the sum of inputs times weights".
[[nodiscard]] QString operationWords(Op op);

}  // namespace glassnet::ui
