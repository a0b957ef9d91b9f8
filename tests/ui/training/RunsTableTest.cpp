#include "ui/training/RunsTable.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/training/RunsDelegate.h"

namespace glassnet::ui {

namespace {

std::vector<RunRow> threeRuns() {
    return {{11, QStringLiteral("Run 1"), 7, QStringLiteral("SGD"), 0.1, 1000, 0.5, 0.6, 0.7, true, 0},
            {12, QStringLiteral("Run 2"), 7, QStringLiteral("Adam"), 0.02, 5880, 0.126, 0.442, 0.85, false, 1},
            {13, QStringLiteral("Run 3"), 8, QStringLiteral("Adam"), 0.001, 20, {}, {}, {}, true, {}}};
}

class RunsTableTest : public test::TestCase {
    Q_OBJECT
private:
    static QString cell(RunsTable& table, int row, int column) { return table.model()->index(row, column).data().toString(); }

private slots:
    void saysWhatARunWas() {
        RunsTable table;
        table.setRows(threeRuns());
        QCOMPARE(cell(table, 1, RunsModel::Name), QStringLiteral("Run 2"));
        QCOMPARE(cell(table, 1, RunsModel::Seed), QStringLiteral("7"));
        QCOMPARE(cell(table, 1, RunsModel::Rate), QStringLiteral("0.02"));
        QCOMPARE(cell(table, 1, RunsModel::Steps), QStringLiteral("5880"));
        QCOMPARE(cell(table, 1, RunsModel::TestLoss), QStringLiteral("0.4420"));
        QCOMPARE(cell(table, 1, RunsModel::Accuracy), QStringLiteral("85.0 %"));
        QCOMPARE(cell(table, 2, RunsModel::TrainLoss), QStringLiteral("?"));
        QCOMPARE(table.runs().words(0), QStringLiteral("Run 1: seed 7, SGD with learning rate 0.1, 1000 steps, training loss 0.5000, "
                                                       "test loss 0.6000, accuracy 70.0 %."));
    }

    void asksByTheCheckBox() {
        RunsTable table;
        table.setRows(threeRuns());
        table.resize(700, 200);
        table.ensurePolished();
        QSignalSpy spy(&table, &RunsTable::shownChanged);
        const QRect name = table.visualRect(table.model()->index(1, RunsModel::Name));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, RunsDelegate::boxRect(name).center().toPoint());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.last().at(0).toLongLong(), 12);
        QCOMPARE(spy.last().at(1).toBool(), true);
        // The row changes when it comes back.
        QCOMPARE(table.model()->index(1, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(name.right() - 4, name.center().y()));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(table.chosen(), std::optional<std::int64_t>(12));
        table.setCurrentIndex(table.model()->index(0, RunsModel::Steps));
        QTest::keyClick(&table, Qt::Key_Space);
        QCOMPARE(spy.last().at(0).toLongLong(), 11);
        QCOMPARE(spy.last().at(1).toBool(), false);
    }

    void asksByKeys() {
        RunsTable table;
        table.setRows(threeRuns());
        table.resize(700, 200);
        QSignalSpy restore(&table, &RunsTable::restoreWanted);
        QSignalSpy remove(&table, &RunsTable::removeWanted);
        QSignalSpy rename(&table, &RunsTable::renamed);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(restore.size(), 0);
        table.setCurrentIndex(table.model()->index(1, 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(restore.last().at(0).toLongLong(), 12);
        QTest::keyClick(&table, Qt::Key_Delete);
        QCOMPARE(remove.last().at(0).toLongLong(), 12);
        table.edit(table.currentIndex());
        auto* editor = table.viewport()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        editor->setText(QStringLiteral("  wide layer "));
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents();
        QCOMPARE(rename.size(), 1);
        QCOMPARE(rename.last().at(1).toString(), QStringLiteral("wide layer"));
        QCOMPARE(restore.size(), 1);
    }

    void sortsByNumbers() {
        RunsTable table;
        table.setRows(threeRuns());
        QCOMPARE(cell(table, 0, 0), QStringLiteral("Run 1"));
        table.sortByColumn(RunsModel::Rate, Qt::AscendingOrder);
        QCOMPARE(cell(table, 0, 0), QStringLiteral("Run 3"));
        QCOMPARE(cell(table, 2, 0), QStringLiteral("Run 1"));
        table.sortByColumn(RunsModel::Steps, Qt::DescendingOrder);
        QCOMPARE(cell(table, 0, 0), QStringLiteral("Run 2"));
        // The chosen run is the row's, whatever the order.
        table.setCurrentIndex(table.model()->index(0, 0));
        QCOMPARE(table.chosen(), std::optional<std::int64_t>(12));
    }

    void rowsChangeInPlace() {
        RunsTable table;
        table.setRows(threeRuns());
        table.setCurrentIndex(table.model()->index(2, 0));
        auto rows = threeRuns();
        rows[2].steps = 4000;
        rows[2].trainLoss = 0.25;
        table.setRows(rows);
        QCOMPARE(table.chosen(), std::optional<std::int64_t>(13));
        QCOMPARE(cell(table, 2, RunsModel::TrainLoss), QStringLiteral("0.2500"));
        rows.pop_back();
        table.setRows(rows);
        QCOMPARE(table.model()->rowCount(), 2);
    }

    void looks() {
        RunsTable table;
        table.setRows(threeRuns());
        table.setCurrentIndex(table.model()->index(1, 0));
        table.resize(table.sizeHint());
        QCOMPARE(test::lookAt(table, QStringLiteral("runs")), QStringList());
        QVERIFY(!table.horizontalScrollBar()->isVisibleTo(&table));
        RunsTable empty;
        empty.resize(empty.sizeHint());
        QCOMPARE(test::lookAt(empty, QStringLiteral("runs_empty")), QStringList());
    }
};

GLASSNET_TEST(RunsTableTest);

}  // namespace

}  // namespace glassnet::ui

#include "RunsTableTest.moc"
