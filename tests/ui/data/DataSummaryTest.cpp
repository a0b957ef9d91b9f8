#include "ui/data/DataSummary.h"

#include <limits>

#include "tests/support/TestCase.h"
#include "ui/support/NumberText.h"

namespace glassnet::test {

using ui::DataSummary;

class DataSummaryTest final : public TestCase {
    Q_OBJECT
private slots:
    void ofATable();
    void ofAFormula();
    void ofRowsInTheDrawing();
    void sentences();
};

void DataSummaryTest::ofATable() {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    Table table;
    table.rows = 6;
    table.columns.resize(4);
    table.columns[0] = {"a", ColumnKind::Number, {1, 2, kNone, 4, 5, 6}, {}, {}};
    table.columns[1] = {"same", ColumnKind::Number, {3, 3, 3, 3, 3, 3}, {}, {}};
    table.columns[2] = {"unused", ColumnKind::Number, {kNone, kNone, kNone, kNone, 1, 1}, {}, {}};
    table.columns[3] = {"class", ColumnKind::Category, {}, {0, 1, 0, 1, 0, -1}, {"no", "yes"}};
    TableSpec spec;
    spec.table = std::make_shared<const Table>(table);
    spec.roles = {ColumnRole::Feature, ColumnRole::Feature, ColumnRole::Ignore, ColumnRole::Target};
    DataPlan plan;
    plan.split = {.testShare = 0.5, .seed = 1, .shuffled = false};
    const auto prepared = preparedData(spec, plan);
    QVERIFY(prepared.has_value());
    const auto summary = ui::summarize(spec, plan, prepared->get());
    // Rows 0, 1, 3 and 4 are whole: 0 and 1 train, 3 and 4 test.
    QCOMPARE(summary.trainingRows, std::int64_t{2});
    QCOMPARE(summary.testRows, std::int64_t{2});
    QCOMPARE(summary.inputs, std::int64_t{2});
    QCOMPARE(summary.columns, (std::vector<std::string>{"a", "same"}));
    QCOMPARE(summary.classNames, (std::vector<std::string>{"no", "yes"}));
    QCOMPARE(summary.balance.training, (std::vector<std::int64_t>{1, 1}));
    QCOMPARE(summary.balance.test, (std::vector<std::int64_t>{1, 1}));
    QCOMPARE(summary.droppedRows, std::int64_t{2});
    QCOMPARE(summary.constantColumns, (std::vector<std::string>{"same"}));
    // One in a, one in the target; those of the ignored column do not count.
    QCOMPARE(summary.emptyCells, std::int64_t{2});
    spec.missing = MissingRule::Fill;
    const auto filled = preparedData(spec, plan);
    QCOMPARE(ui::summarize(spec, plan, filled->get()).filledCells, std::int64_t{1});
}

void DataSummaryTest::ofAFormula() {
    SyntheticSpec spec{.key = "sine", .rows = 40, .classes = 0};
    DataPlan plan;
    plan.split.testShare = 0.25;
    const auto prepared = preparedData(spec, plan);
    const auto summary = ui::summarize(spec, plan, prepared->get());
    QCOMPARE(summary.trainingRows, std::int64_t{30});
    QCOMPARE(summary.testRows, std::int64_t{10});
    QVERIFY(summary.classNames.empty() && summary.balance.training.empty());
    QCOMPARE(ui::summaryLine(summary), QStringLiteral("30 samples for training, 10 for the test, 1 feature"));
}

void DataSummaryTest::ofRowsInTheDrawing() {
    StoredRows rows;
    DataPlan plan;
    plan.split.testShare = 0.4;
    QCOMPARE(ui::summarize(rows, plan, nullptr).trainingRows, std::int64_t{0});
    rows.inputs[LayerId{1}] = Tensor::zeros({5, 2});
    const auto summary = ui::summarize(rows, plan, nullptr);
    QCOMPARE(summary.trainingRows, std::int64_t{3});
    QCOMPARE(summary.testRows, std::int64_t{2});
    QCOMPARE(ui::summaryLine(summary), QStringLiteral("3 samples for training, 2 for the test"));
}

void DataSummaryTest::sentences() {
    DataSummary summary;
    QVERIFY(ui::summaryNotes(summary).isEmpty());
    summary.trainingRows = 1;
    summary.inputs = 4;
    summary.classNames = {"a", "b", "c"};
    QCOMPARE(ui::summaryLine(summary), QStringLiteral("1 sample for training, 4 features, 3 classes"));
    summary.droppedRows = 1200;
    summary.filledCells = 1;
    summary.constantColumns = {"p", "q", "r", "s", "t"};
    QCOMPARE(ui::summaryNotes(summary),
             (QStringList{QStringLiteral("%1 rows are left out because a cell of them is empty.").arg(ui::NumberText().whole(1200)),
                          QStringLiteral("1 empty cell is filled from the rows for training."),
                          QStringLiteral("“p”, “q”, “r” and 2 more columns have the same value in every row, so nothing can be learned "
                                         "from them.")}));
    summary = {};
    summary.constantColumns = {"p"};
    QCOMPARE(ui::summaryNotes(summary),
             QStringList{QStringLiteral("“p” has the same value in every row, so nothing can be learned from it.")});
}

GLASSNET_TEST(DataSummaryTest);

}  // namespace glassnet::test

#include "DataSummaryTest.moc"
