#include "ui/canvas/CanvasNumbers.h"

#include <algorithm>

#include "ui/canvas/CanvasElements.h"

namespace glassnet::ui {

CanvasNumbers::CanvasNumbers(const Snapshot* snapshot, const Selection& selection, const HiddenNumbers& hidden) : m_hidden(hidden) {
    if (snapshot != nullptr && snapshot->program) {
        m_snapshot = snapshot;
        m_entry = snapshot->current();
        m_row = shownSample(*snapshot, selection.sample);
    }
}

std::optional<double> CanvasNumbers::at(const std::optional<ElementRef>& element) const {
    return element && m_snapshot != nullptr && !isHidden(*element) ? m_snapshot->at(*element) : std::nullopt;
}

std::optional<ElementRef> CanvasNumbers::elementOf(TensorId tensor, std::int64_t unit) const {
    if (m_snapshot == nullptr || !tensor.valid()) {
        return std::nullopt;
    }
    const auto& info = program().tensor(tensor);
    const auto row = info.shape.rank() == 2 && info.perSample ? m_row : 0;
    return ElementRef{tensor, row * info.columns() + unit};
}

const Tensor* CanvasNumbers::find(TensorId tensor) const {
    return m_snapshot != nullptr && tensor.valid() ? m_snapshot->find(tensor) : nullptr;
}

std::optional<LinkValues> CanvasNumbers::values(TensorId tensor, std::int64_t first, std::int64_t count) const {
    const auto* whole = find(tensor);
    const bool isReal = whole != nullptr && (whole->dtype() == DType::Float32 || whole->dtype() == DType::Float64);
    if (!isReal || first < 0 || first + count > whole->elements()) {
        return std::nullopt;
    }
    LinkValues values{*whole, first};
    bool isOwn = false;
    for (std::int64_t i = first; m_hidden && i < first + count; ++i) {
        if (isHidden({tensor, i})) {
            values.tensor = isOwn ? values.tensor : whole->clone();
            isOwn = true;
            values.tensor.set(i, 0);
        }
    }
    return values;
}

bool CanvasNumbers::isInHand(std::int64_t element) const {
    return !isPart() || (m_snapshot->explanation && m_snapshot->explanation->element == element);
}

bool CanvasNumbers::isMadeHere(TensorId tensor) const {
    return m_entry != nullptr && tensor.valid() &&
           std::find(m_entry->outputs.begin(), m_entry->outputs.end(), tensor) != m_entry->outputs.end();
}

bool CanvasNumbers::isGradientMadeHere(TensorId of) const {
    return in(Phase::Backward) && of.valid() && std::any_of(m_entry->outputs.begin(), m_entry->outputs.end(), [&](TensorId output) {
               return program().tensor(output).gradientOf == of;
           });
}

bool CanvasNumbers::isHere(const std::optional<ElementRef>& element) const {
    return element && isMadeHere(element->tensor) && isInHand(element->element);
}

bool CanvasNumbers::isGradientHere(const std::optional<ElementRef>& element) const {
    return element && isGradientMadeHere(element->tensor) && isInHand(element->element);
}

}  // namespace glassnet::ui
