#include "engine/program/StepPlace.h"

#include <algorithm>
#include <utility>

#include "engine/program/Optimizers.h"

namespace glassnet {

EntryNumbers::EntryNumbers(const Program& program, std::size_t entry, std::int64_t rows, const Knobs& knobs)
    : m_rows(std::max<std::int64_t>(rows, 1)) {
    const auto& made = program.entries().at(entry);
    auto outputs = made.outputs;
    if (made.op == Op::Update) {
        const auto& optimizer = optimizerInfo(made.attributes.optimizer);
        std::vector<TensorId> kept;
        for (std::size_t slot = 0; slot < optimizer.kept.size(); ++slot) {
            if (!optimizer.kept[slot].scalar && optimizer.kept[slot].uses(knobs)) {
                kept.push_back(outputs.at(slot + 1));
            }
        }
        kept.push_back(outputs.front());
        outputs = std::move(kept);
    }
    for (const auto id : outputs) {
        const auto& info = program.tensor(id);
        const bool byColumn = info.perSample && info.shape.rank() == 2;
        const auto count = byColumn ? info.shape[1] : info.shapeFor(m_rows).elements();
        m_stretches.push_back({id, m_count, count, info.columns(), byColumn});
        m_count += count;
    }
}

NumberRef EntryNumbers::at(std::int64_t index, std::int64_t sample) const {
    for (const auto& stretch : m_stretches) {
        const auto place = index - stretch.first;
        if (place >= 0 && place < stretch.count) {
            const auto row = stretch.byColumn ? std::clamp<std::int64_t>(sample, 0, m_rows - 1) : 0;
            return {stretch.tensor, row * stretch.columns + place};
        }
    }
    throw ErrorException(Error{ErrorCode::IndexRange, {index, std::int64_t{0}, m_count}});
}

std::optional<std::int64_t> EntryNumbers::indexOf(const NumberRef& number) const {
    for (const auto& stretch : m_stretches) {
        if (stretch.tensor == number.tensor) {
            const auto place = stretch.byColumn ? number.element % stretch.columns : number.element;
            return place >= 0 && place < stretch.count ? std::optional(stretch.first + place) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace glassnet
