#include "ui/workbench/FocusedElement.h"

#include <algorithm>

namespace glassnet::ui {

std::int64_t focusedElement(const Program& program, const Entry& entry, const Selection& selection, std::int64_t rows) {
    const auto& info = program.tensor(entry.outputs[0]);
    const auto columns = info.columns();
    const bool chosenHere =
        selection.parameter.has_value() && (selection.parameter->tensor == info.id || selection.parameter->tensor == info.gradientOf);
    if (!info.perSample && chosenHere) {
        return std::clamp<std::int64_t>(selection.parameter->element, 0, info.shape.elements() - 1);
    }
    const bool unitHere = selection.layer == info.layer && selection.unit.has_value();
    const auto column = unitHere ? std::clamp<std::int64_t>(*selection.unit, 0, columns - 1) : 0;
    const auto row = info.perSample ? std::clamp<std::int64_t>(selection.sample, 0, rows - 1) : 0;
    return row * columns + column;
}

}  // namespace glassnet::ui
