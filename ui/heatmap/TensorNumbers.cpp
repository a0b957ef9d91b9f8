#include "ui/heatmap/TensorNumbers.h"

#include <algorithm>

#include "engine/tensor/Arithmetic.h"

namespace glassnet::ui {

namespace {

MatrixCell sizeOf(const TensorInfo& info, std::int64_t rows) {
    const Shape shape = info.shapeFor(rows);
    return {static_cast<int>(shape.rank() == 0 ? 1 : shape[0]), static_cast<int>(info.columns())};
}

/// How many of 0 .. count - 1 `isThere`, which is true for the first ones and false for the others.
template <class IsThere>
std::int64_t firstMissing(std::int64_t count, const IsThere& isThere) {
    std::int64_t low = 0;
    while (low < count) {
        const std::int64_t middle = low + (count - low) / 2;
        if (isThere(middle)) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

QStringList unitHeads(const Snapshot& snapshot, const SymbolNames& names, LayerId layer, std::int64_t count) {
    const auto output = snapshot.program->outputOf(layer);
    QStringList heads;
    for (std::int64_t unit = 0; output.valid() && unit < count; ++unit) {
        heads.append(names.element(output, unit));
    }
    return heads;
}

}  // namespace

StepStart stepStartOf(const Program& program, const TrainingState& state) {
    StepStart start;
    for (const auto& parameter : program.parameters()) {
        if (const auto found = state.tensors.find(program.tensor(parameter.value).key); found != state.tensors.end()) {
            start.emplace(parameter.value, found->second);
        }
    }
    return start;
}

MatrixValues tensorNumbers(const Snapshot& snapshot, TensorId id) {
    const TensorInfo& info = snapshot.program->tensor(id);
    const auto [rows, columns] = sizeOf(info, snapshot.rows);
    const Tensor* tensor = snapshot.findPart(id);
    if (tensor == nullptr) {
        return {rows, columns};
    }
    // The numbers of an entry are stepped in C order, those of samples a column of all samples at a time.
    const auto isKnown = [&](std::int64_t place) { return snapshot.isKnown(ElementRef{id, place}); };
    const std::int64_t known = firstMissing(info.perSample ? columns : std::int64_t{rows} * columns, isKnown);
    return {rows, columns, *tensor, known, info.perSample};
}

MatrixValues updateNumbers(const Snapshot& snapshot, TensorId parameter, const Tensor& before) {
    const TensorInfo& info = snapshot.program->tensor(parameter);
    const auto [rows, columns] = sizeOf(info, snapshot.rows);
    const Tensor* now = snapshot.findPart(parameter);
    const auto& entries = snapshot.program->entries();
    const auto updates = [parameter](const Entry& entry) {
        return entry.op == Op::Update && std::ranges::find(entry.outputs, parameter) != entry.outputs.end();
    };
    const auto entry = std::ranges::find_if(entries, updates);
    const auto position = static_cast<std::size_t>(entry - entries.begin()) + 1;
    if (now == nullptr || entry == entries.end() || snapshot.position < position || !(now->shape() == before.shape())) {
        return {rows, columns};
    }
    std::int64_t known = before.elements();
    if (snapshot.position == position && snapshot.part.has_value()) {
        known = firstMissing(known, [&](std::int64_t place) {
            const auto number = snapshot.numbers->indexOf({parameter, place});
            return !number.has_value() || *number < snapshot.part->numbers;
        });
    }
    return {rows, columns, sub(*now, before), known, false};
}

TensorHeads tensorHeads(const Snapshot& snapshot, const SymbolNames& names, TensorId id, const NumberText& numbers) {
    const Program& program = *snapshot.program;
    const TensorInfo& info = program.tensor(id);
    const MatrixCell size = sizeOf(info, snapshot.rows);
    TensorHeads heads;
    const bool isWeight = info.symbol.letter == SymbolLetter::Weight || info.symbol.letter == SymbolLetter::ConnectionMask;
    if (isWeight) {
        for (const auto* link : snapshot.network->incoming(info.layer)) {
            const auto width = program.tensor(program.outputOf(link->from)).shape[1];
            heads.rows.append(unitHeads(snapshot, names, link->from, width));
        }
    } else if (info.perSample && size.row > 1) {
        for (int row = 0; row < size.row; ++row) {
            heads.rows.append(numbers.whole(row + 1));
        }
    } else if (info.symbol.letter == SymbolLetter::Bias && !info.perSample) {
        heads.rows.append(QStringLiteral("b"));
    }
    if (info.symbol.letter != SymbolLetter::Loss && info.shape.rank() == 2) {
        heads.columns = unitHeads(snapshot, names, info.layer, size.column);
    }
    return heads;
}

}  // namespace glassnet::ui
