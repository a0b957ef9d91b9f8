#include "ui/batch/BatchColumns.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/program/LossParts.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct BatchColumnsWords {
    Q_DECLARE_TR_FUNCTIONS(BatchColumns)
};

/// Whether a number of the data is told whole by the fewest decimals: 0.7, not 0.7071. Inputs and targets often are.
bool isShort(double value) {
    const double rounded = std::round(value * 100) / 100;
    return static_cast<float>(rounded) == static_cast<float>(value) && std::abs(value) < 1e4;
}

/// The columns of a tensor with a row for each sample, "…" after the last where there are more.
void addTensor(SampleRows& rows, const SnapshotPtr& snapshot, const SymbolNames& names, TensorId tensor, std::int64_t most,
               const QString& help, bool isInput) {
    const auto& info = snapshot->program->tensor(tensor);
    const auto columns = info.columns();
    for (std::int64_t i = 0; i < std::min(columns, most); ++i) {
        const auto elementOf = [tensor, columns, i](std::int64_t sample) { return ElementRef{tensor, sample * columns + i}; };
        SampleColumn column;
        column.head = names.element(tensor, i);
        column.help = help.arg(column.head);
        column.kind = info.dtype == DType::Int64 ? SampleColumn::Kind::Whole : SampleColumn::Kind::Number;
        column.mayFold = isInput;
        column.isSingle = info.dtype == DType::Float32;
        column.value = [snapshot, elementOf](std::int64_t sample) { return snapshot->at(elementOf(sample)); };
        column.element = [elementOf](std::int64_t sample) { return std::optional(elementOf(sample)); };
        bool allShort = info.role == TensorRole::Input || info.role == TensorRole::Target;
        for (std::int64_t sample = 0; allShort && sample < snapshot->rows; ++sample) {
            allShort = isShort(column.value(sample).value_or(0.0));
        }
        if (allShort) {
            column.decimals = NumberText::kFewest;
        }
        rows.columns.push_back(std::move(column));
    }
    if (isInput || columns > most) {
        SampleColumn fold;
        fold.head = QStringLiteral("…");
        fold.help =
            BatchColumnsWords::tr("Only the first ones of %1 numbers are shown; all of them stand among the layer's values.").arg(columns);
        fold.kind = SampleColumn::Kind::Fold;
        fold.mayFold = columns <= most;
        rows.columns.push_back(std::move(fold));
    }
}

/// How many samples' parts of the loss are there: all, none, or those whose terms have joined.
std::int64_t partsShown(const Snapshot& snapshot) {
    std::int64_t shown = snapshot.rows;
    int losses = 0;
    for (const auto& entry : snapshot.program->entries()) {
        const auto loss = entry.outputs[0];
        if (entry.op != Op::Loss || ++losses == 0 || snapshot.at({loss, 0})) {
            continue;
        }
        const auto& explanation = snapshot.explanation;
        const bool isInHand = snapshot.findPart(loss) != nullptr && explanation && explanation->tensor == loss && snapshot.part &&
                              snapshot.part->terms > 0 && !explanation->terms.empty();
        const auto each = isInHand ? static_cast<std::int64_t>(explanation->terms.size()) / snapshot.rows : 1;
        shown = std::min(shown, isInHand ? static_cast<std::int64_t>(snapshot.termsShown()) / std::max<std::int64_t>(1, each) : 0);
    }
    return losses == 0 ? 0 : shown;
}

void addLoss(SampleRows& rows, const SnapshotPtr& snapshot) {
    const auto loss = snapshot->program->loss();
    if (!loss.valid()) {
        return;
    }
    const auto shown = partsShown(*snapshot);
    std::shared_ptr<const LossParts> parts;
    if (shown > 0) {
        parts = std::make_shared<const LossParts>(
            *snapshot->program, [&snapshot](TensorId id) { return snapshot->values.at(id); }, snapshot->rows);
    }
    SampleColumn column;
    column.head = BatchColumnsWords::tr("part");
    column.help = BatchColumnsWords::tr("The sample's part of the loss, already divided: the parts sum to the loss.");
    column.isSingle = snapshot->program->options().dtype == DType::Float32;
    // The snapshot holds the program that the parts read.
    column.value = [snapshot, parts, shown](std::int64_t sample) {
        return sample < shown ? std::optional(parts->part(sample)) : std::nullopt;
    };
    column.hasTotal = true;
    column.total = snapshot->at({loss, 0});
    column.totalElement = ElementRef{loss, 0};
    rows.columns.push_back(std::move(column));
    rows.totalName = BatchColumnsWords::tr("Sum, the loss");
}

}  // namespace

SampleRows batchColumns(const SnapshotPtr& snapshot, const SymbolNames& names) {
    SampleRows rows;
    rows.rows = snapshot->rows;
    SampleColumn number;
    number.head = BatchColumnsWords::tr("no.");
    number.help = BatchColumnsWords::tr("The sample's number in the batch. A click follows it everywhere in the window.");
    number.kind = SampleColumn::Kind::Whole;
    number.value = [](std::int64_t sample) { return std::optional(static_cast<double>(sample + 1)); };
    rows.columns.push_back(number);
    if (snapshot->batchRows.elements() == snapshot->rows) {
        SampleColumn row;
        row.head = BatchColumnsWords::tr("row");
        row.help = BatchColumnsWords::tr("Which row of the data the sample is.");
        row.kind = SampleColumn::Kind::Whole;
        row.value = [places = snapshot->batchRows](std::int64_t sample) { return std::optional(places.at(sample) + 1); };
        rows.columns.push_back(std::move(row));
    }
    for (const auto& input : snapshot->program->inputs()) {
        addTensor(rows, snapshot, names, input.tensor, kMostInputColumns, BatchColumnsWords::tr("The input %1 of each sample."), true);
    }
    for (const auto& target : snapshot->program->targets()) {
        addTensor(rows, snapshot, names, snapshot->program->outputOf(target.layer), kMostOutputColumns,
                  BatchColumnsWords::tr("What the network gives for each sample: %1."), false);
        addTensor(rows, snapshot, names, target.tensor, kMostOutputColumns, BatchColumnsWords::tr("What it should give: the target %1."),
                  false);
    }
    addLoss(rows, snapshot);
    return rows;
}

}  // namespace glassnet::ui
