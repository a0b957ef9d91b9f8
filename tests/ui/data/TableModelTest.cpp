#include "ui/data/TableModel.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QTableView>
#include <cmath>
#include <limits>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/data/ColumnModel.h"
#include "ui/data/TableDialog.h"
#include "ui/support/NumberText.h"

namespace glassnet::test {

using ui::ColumnModel;
using ui::TableModel;

class TableModelTest final : public TestCase {
    Q_OBJECT
private slots:
    void cellsAsTheyWereRead();
    void headsSayWhatAColumnIsFor();
    void columnsAreListed();
    void aMillionRows();
    void numbersAreNotCut();
    void looks();

private:
    static TableSpec flowers() {
        Table table;
        table.rows = 3;
        table.columns.resize(3);
        table.columns[0] = {"length", ColumnKind::Number, {5.1, std::numeric_limits<double>::quiet_NaN(), -0.25}, {}, {}};
        table.columns[1] = {"color", ColumnKind::Category, {}, {1, -1, 0}, {"red", "white"}};
        table.columns[2] = {"species", ColumnKind::Category, {}, {0, 0, 0}, {"setosa"}};
        TableSpec spec;
        spec.table = std::make_shared<const Table>(std::move(table));
        spec.roles = {ColumnRole::Feature, ColumnRole::Ignore, ColumnRole::Target};
        return spec;
    }
    static QString text(const QAbstractItemModel& model, int row, int column) { return model.index(row, column).data().toString(); }
};

void TableModelTest::cellsAsTheyWereRead() {
    TableModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    model.setSpec(flowers());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(text(model, 0, 0), QStringLiteral("5.1"));
    QCOMPARE(text(model, 1, 0), QString());
    QCOMPARE(text(model, 2, 0), QStringLiteral("−0.25"));
    QCOMPARE(text(model, 0, 1), QStringLiteral("white"));
    QCOMPARE(text(model, 1, 1), QString());
    QCOMPARE(text(model, 2, 1), QStringLiteral("red"));
}

void TableModelTest::headsSayWhatAColumnIsFor() {
    TableModel model;
    auto spec = flowers();
    model.setSpec(spec);
    const auto head = [&model](int column) { return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); };
    QCOMPARE(head(0), QStringLiteral("length\nnumbers\nfeature"));
    QCOMPARE(head(1), QStringLiteral("color\n2 labels\nignored"));
    QCOMPARE(head(2), QStringLiteral("species\n1 label\ntarget"));
    spec.roles = {ColumnRole::Target};
    model.setSpec(spec);
    QCOMPARE(head(0), QStringLiteral("length\nnumbers\ntarget"));
    QCOMPARE(head(2), QStringLiteral("species\n1 label\nignored"));
    QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("2"));
}

void TableModelTest::columnsAreListed() {
    ColumnModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSpec(flowers());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(model, 1, 0), QStringLiteral("color"));
    QCOMPARE(text(model, 1, 1), QStringLiteral("2 labels"));
    QCOMPARE(text(model, 1, 2), QStringLiteral("ignored"));
    QCOMPARE(model.index(2, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("species: 1 label, target"));
}

void TableModelTest::aMillionRows() {
    constexpr std::int64_t kRows = 1'000'000;
    Table table;
    table.rows = kRows;
    table.columns.resize(2);
    for (auto& column : table.columns) {
        column.numbers.resize(kRows, 0.5);
    }
    table.columns[0].name = "a";
    table.columns[1].name = "b";
    table.columns[1].numbers.back() = 7;
    TableSpec spec;
    spec.table = std::make_shared<const Table>(std::move(table));
    spec.roles = {ColumnRole::Feature, ColumnRole::Target};
    ui::TableDialog dialog;
    dialog.setSpec(spec);
    dialog.show();
    dialog.view().scrollToBottom();
    const auto last = dialog.view().model()->index(kRows - 1, 1);
    QVERIFY(dialog.view().viewport()->rect().intersects(dialog.view().visualRect(last)));
    QCOMPARE(last.data().toString(), QStringLiteral("7"));
    QVERIFY(paintedTexts(dialog).contains(QStringLiteral("7")));
}

void TableModelTest::numbersAreNotCut() {
    Table table;
    table.rows = 2;
    table.columns.resize(2);
    table.columns[0].name = "x";
    table.columns[0].numbers = {-0.325296014547348, 0.1};
    table.columns[1] = {"note", ColumnKind::Category, {}, {0, 0}, {std::string(200, 'w')}};
    TableSpec spec;
    spec.table = std::make_shared<const Table>(std::move(table));
    spec.roles = {ColumnRole::Feature, ColumnRole::Target};
    ui::TableDialog dialog;
    dialog.setSpec(spec);
    dialog.show();
    const auto texts = paintedTexts(dialog);
    QVERIFY(texts.contains(ui::NumberText().exact(-0.325296014547348)));
    // Words without end are.
    QVERIFY(dialog.view().columnWidth(1) < 400);
    const auto& model = *dialog.view().model();
    for (int column = 0; column < 2; ++column) {
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole), model.index(0, column).data(Qt::TextAlignmentRole));
    }
}

void TableModelTest::looks() {
    ui::TableDialog dialog;
    dialog.setSpec(flowers());
    dialog.resize(620, 360);
    dialog.show();
    QCOMPARE(lookAt(dialog, QStringLiteral("table_dialog")), QStringList());
}

GLASSNET_TEST(TableModelTest);

}  // namespace glassnet::test

#include "TableModelTest.moc"
