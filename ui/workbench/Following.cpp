#include "ui/workbench/Following.h"

namespace glassnet::ui {

Selection alongWith(const Snapshot& snapshot, Selection selection) {
    const auto* entry = snapshot.current();
    if (entry == nullptr) {
        return selection;
    }
    const auto& program = *snapshot.program;
    const auto layer = program.tensor(entry->outputs[0]).layer;
    if (selection.layer != layer) {
        selection.layer = layer;
        selection.unit = 0;
        selection.parameter.reset();
    } else if (!selection.unit.has_value()) {
        selection.unit = 0;
    }
    if (snapshot.part.has_value() && snapshot.explanation.has_value()) {
        const auto& focus = *snapshot.explanation;
        const auto& info = program.tensor(focus.tensor);
        selection.unit = focus.element % info.columns();
        const auto parameter = info.role == TensorRole::Parameter ? info.id : info.gradientOf;
        const bool isParameters = parameter.valid() && program.tensor(parameter).role == TensorRole::Parameter;
        selection.parameter = isParameters ? std::optional(ElementRef{parameter, focus.element}) : std::nullopt;
    }
    return selection;
}

}  // namespace glassnet::ui
