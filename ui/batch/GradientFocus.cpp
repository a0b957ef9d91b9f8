#include "ui/batch/GradientFocus.h"

#include <algorithm>

namespace glassnet::ui {

std::vector<GradientFocus> gradientsOf(const Program& program) {
    std::vector<GradientFocus> all;
    for (const auto& parameter : program.parameters()) {
        const auto entry = parameter.gradient.valid() ? program.producer(parameter.gradient) : std::nullopt;
        if (entry && SampleParts::has(program.entries()[*entry].op)) {
            all.push_back({parameter.value, parameter.gradient, *entry, 0});
        }
    }
    // In the order of the network, not of the way back.
    std::sort(all.begin(), all.end(), [](const GradientFocus& a, const GradientFocus& b) { return a.parameter < b.parameter; });
    return all;
}

std::optional<GradientFocus> gradientFocus(const Snapshot& snapshot, const Selection& selection, const std::optional<ElementRef>& chosen) {
    const auto all = gradientsOf(*snapshot.program);
    if (all.empty()) {
        return std::nullopt;
    }
    const auto at = [&all, &snapshot](const auto& isThis, std::int64_t element) -> std::optional<GradientFocus> {
        const auto found = std::find_if(all.begin(), all.end(), isThis);
        if (found == all.end() || element < 0 || element >= snapshot.program->tensor(found->parameter).shape.elements()) {
            return std::nullopt;
        }
        auto focus = *found;
        focus.element = element;
        return focus;
    };
    const auto ofParameter = [&at](const std::optional<ElementRef>& parameter) -> std::optional<GradientFocus> {
        return parameter ? at([&parameter](const GradientFocus& each) { return each.parameter == parameter->tensor; }, parameter->element)
                         : std::nullopt;
    };
    if (const auto own = ofParameter(chosen)) {
        return own;
    }
    const auto& explanation = snapshot.explanation;
    const auto inHand =
        explanation ? at([&explanation](const GradientFocus& each) { return each.gradient == explanation->tensor; }, explanation->element)
                    : std::nullopt;
    const auto selected = ofParameter(selection.parameter);
    // The number that is being made goes before a selection of the same gradient.
    if (selected && (!inHand || inHand->gradient != selected->gradient)) {
        return selected;
    }
    return inHand ? inHand : std::optional(all.front());
}

ShownParts::ShownParts(SnapshotPtr snapshot, const GradientFocus& focus) : m_snapshot(std::move(snapshot)), m_focus(focus) {
    if (m_snapshot->findPart(focus.gradient) != nullptr) {
        m_parts = std::make_shared<const SampleParts>(*m_snapshot->program, focus.entry,
                                                      [this](TensorId id) { return m_snapshot->values.at(id); });
    }
}

std::int64_t ShownParts::shown(std::int64_t element) const {
    if (m_parts == nullptr) {
        return 0;
    }
    if (m_snapshot->isKnown({m_focus.gradient, element})) {
        return m_snapshot->rows;
    }
    const auto& explanation = m_snapshot->explanation;
    const bool isInHand = explanation && explanation->tensor == m_focus.gradient && explanation->element == element && m_snapshot->part &&
                          m_snapshot->part->terms > 0;
    return isInHand ? static_cast<std::int64_t>(m_snapshot->termsShown()) : 0;
}

std::optional<double> ShownParts::part(std::int64_t element, std::int64_t sample) const {
    return sample < shown(element) ? std::optional(m_parts->part(element, sample)) : std::nullopt;
}

std::vector<Factor> ShownParts::factors(std::int64_t element, std::int64_t sample) const {
    return m_parts == nullptr ? std::vector<Factor>() : m_parts->factors(element, sample);
}

}  // namespace glassnet::ui
