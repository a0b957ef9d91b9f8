#pragma once

#include <cstdint>

#include "engine/program/Program.h"
#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// The element of an entry's first output that a selection means: the chosen parameter's, else the chosen unit's for the sample that is
/// followed, else the first.
[[nodiscard]] std::int64_t focusedElement(const Program& program, const Entry& entry, const Selection& selection, std::int64_t rows);

}  // namespace glassnet::ui
