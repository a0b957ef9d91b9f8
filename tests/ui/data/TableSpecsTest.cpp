#include "ui/data/TableSpecs.h"

#include "tests/support/TestCase.h"
#include "ui/data/DataChoices.h"

namespace glassnet::test {

class TableSpecsTest final : public TestCase {
    Q_OBJECT
private slots:
    void rolesToBeginWith();
    void pointsBecomeATable();
    void classesThatNobodyDrew();

private:
    static TableColumn labels(std::size_t count) {
        TableColumn column;
        column.kind = ColumnKind::Category;
        for (std::size_t i = 0; i < count; ++i) {
            column.labels.push_back(std::to_string(i));
        }
        return column;
    }
};

void TableSpecsTest::rolesToBeginWith() {
    Table table;
    table.columns = {TableColumn(), labels(1), labels(ui::kMostLabels + 1), labels(ui::kMostLabels), labels(ui::kMostLabels + 1)};
    const auto shared = std::make_shared<const Table>(table);
    using Roles = std::vector<ColumnRole>;
    const auto last = ui::usualTable(shared, "a.csv", ui::FirstTarget::Last);
    QVERIFY(last.roles == (Roles{ColumnRole::Feature, ColumnRole::Ignore, ColumnRole::Ignore, ColumnRole::Feature, ColumnRole::Target}));
    QVERIFY(last.table == shared);
    QCOMPARE(last.source, std::string("a.csv"));
    const auto first = ui::usualTable(shared, "a.csv", ui::FirstTarget::First);
    QVERIFY(first.roles == (Roles{ColumnRole::Target, ColumnRole::Ignore, ColumnRole::Ignore, ColumnRole::Feature, ColumnRole::Ignore}));
    QVERIFY(ui::usualTable(std::make_shared<const Table>(), "", ui::FirstTarget::Last).roles.empty());
}

void TableSpecsTest::pointsBecomeATable() {
    const auto spec = ui::drawnTable({{0.5, -1, 1, false}, {2, 3, 0, true}, {4, 5, 1, false}});
    QCOMPARE(spec.source, std::string(ui::kDrawnSource));
    QCOMPARE(spec.table->rows, std::int64_t{3});
    const auto& columns = spec.table->columns;
    QCOMPARE(columns.size(), std::size_t{3});
    QCOMPARE(columns[0].name + columns[1].name + columns[2].name, std::string("xyclass"));
    QCOMPARE(columns[0].numbers, (std::vector<double>{0.5, 2, 4}));
    QCOMPARE(columns[1].numbers, (std::vector<double>{-1, 3, 5}));
    QCOMPARE(columns[2].categories, (std::vector<std::int32_t>{1, 0, 1}));
    QCOMPARE(columns[2].labels, (std::vector<std::string>{"0", "1"}));
    QVERIFY(spec.roles == (std::vector<ColumnRole>{ColumnRole::Feature, ColumnRole::Feature, ColumnRole::Target}));
}

void TableSpecsTest::classesThatNobodyDrew() {
    const auto spec = ui::drawnTable({{0, 0, 4, false}, {1, 1, 2, false}});
    QCOMPARE(spec.table->columns[2].labels, (std::vector<std::string>{"2", "4"}));
    QCOMPARE(spec.table->columns[2].categories, (std::vector<std::int32_t>{1, 0}));
}

GLASSNET_TEST(TableSpecsTest);

}  // namespace glassnet::test

#include "TableSpecsTest.moc"
