#include "ui/data/DataSummary.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/data/Split.h"
#include "ui/support/CountText.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

/// So many columns are called by their names.
constexpr std::size_t kNamed = 3;

struct DataSummaryWords {
    Q_DECLARE_TR_FUNCTIONS(DataSummary)
};

QString whole(std::int64_t count) { return NumberText().whole(count); }

std::int64_t emptyCellsOf(const TableSpec& spec) {
    std::int64_t empty = 0;
    for (std::size_t i = 0; i < spec.table->columns.size() && i < spec.roles.size(); ++i) {
        const auto& column = spec.table->columns[i];
        if (spec.roles[i] == ColumnRole::Ignore) {
            continue;
        }
        empty += column.kind == ColumnKind::Number ? std::ranges::count_if(column.numbers, [](double number) { return std::isnan(number); })
                                                   : std::ranges::count_if(column.categories, [](std::int32_t label) { return label < 0; });
    }
    return empty;
}

std::int64_t storedRows(const StoredRows& rows) {
    return rows.inputs.empty() || rows.inputs.begin()->second.rank() == 0 ? 0 : rows.inputs.begin()->second.size(0);
}

}  // namespace

DataSummary summarize(const DataSpec& data, const DataPlan& plan, const PreparedData* prepared) {
    DataSummary summary;
    if (const auto* rows = std::get_if<StoredRows>(&data)) {
        summary.testRows = testRowCount(storedRows(*rows), plan.split);
        summary.trainingRows = storedRows(*rows) - summary.testRows;
        return summary;
    }
    if (const auto* table = std::get_if<TableSpec>(&data)) {
        summary.emptyCells = emptyCellsOf(*table);
    }
    if (prepared == nullptr) {
        return summary;
    }
    summary.trainingRows = prepared->trainingRows.elements();
    summary.testRows = prepared->testRows.elements();
    summary.inputs = prepared->set.features().size(1);
    summary.columns = prepared->pipeline.columns;
    summary.classNames = prepared->set.classNames();
    summary.balance = classBalance(*prepared);
    summary.droppedRows = prepared->notes.droppedRows;
    summary.filledCells = prepared->notes.filledCells;
    for (const auto column : prepared->notes.constantColumns) {
        summary.constantColumns.push_back(prepared->pipeline.columns.at(static_cast<std::size_t>(column)));
    }
    return summary;
}

QStringList summaryNotes(const DataSummary& summary) {
    QStringList notes;
    if (summary.droppedRows > 0) {
        notes << (summary.droppedRows == 1
                      ? DataSummaryWords::tr("1 row is left out because a cell of it is empty.")
                      : DataSummaryWords::tr("%1 rows are left out because a cell of them is empty.").arg(whole(summary.droppedRows)));
    }
    if (summary.filledCells > 0) {
        notes << (summary.filledCells == 1
                      ? DataSummaryWords::tr("1 empty cell is filled from the rows for training.")
                      : DataSummaryWords::tr("%1 empty cells are filled from the rows for training.").arg(whole(summary.filledCells)));
    }
    if (!summary.constantColumns.empty()) {
        QStringList names;
        for (std::size_t i = 0; i < std::min(kNamed, summary.constantColumns.size()); ++i) {
            names << DataSummaryWords::tr("“%1”").arg(QString::fromStdString(summary.constantColumns[i]));
        }
        const auto count = static_cast<std::int64_t>(summary.constantColumns.size());
        const auto rest = count - static_cast<std::int64_t>(names.size());
        const QString named = names.join(DataSummaryWords::tr(", "));
        notes << (rest > 0 ? DataSummaryWords::tr(
                                 "%1 and %2 more columns have the same value in every row, so nothing can be learned from them.")
                                 .arg(named, whole(rest))
                  : count > 1 ? DataSummaryWords::tr("%1 have the same value in every row, so nothing can be learned from them.").arg(named)
                              : DataSummaryWords::tr("%1 has the same value in every row, so nothing can be learned from it.").arg(named));
    }
    return notes;
}

QString summaryLine(const DataSummary& summary) {
    QString line = summary.testRows == 0 ? DataSummaryWords::tr("%1 for training").arg(CountText::samples(summary.trainingRows))
                                         : DataSummaryWords::tr("%1 for training, %2 for the test")
                                               .arg(CountText::samples(summary.trainingRows), whole(summary.testRows));
    if (summary.inputs > 0) {
        line = DataSummaryWords::tr("%1, %2").arg(line, CountText::features(summary.inputs));
    }
    if (!summary.classNames.empty()) {
        line = DataSummaryWords::tr("%1, %2 classes").arg(line, whole(static_cast<std::int64_t>(summary.classNames.size())));
    }
    return line;
}

}  // namespace glassnet::ui
