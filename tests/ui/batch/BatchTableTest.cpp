#include "ui/batch/BatchTable.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/batch/BatchScene.h"
#include "ui/batch/BatchColumns.h"
#include "ui/batch/SampleTable.h"

namespace glassnet::test {

namespace {

using ui::BatchTable;

QStringList headsOf(const ui::SampleRows& rows) {
    QStringList heads;
    for (const auto& column : rows.columns) {
        heads.append(column.head);
    }
    return heads;
}

}  // namespace

class BatchTableTest final : public TestCase {
    Q_OBJECT
private slots:
    void columnsOfTheSmallNetwork();
    void numbersAreThoseOfTheBatch();
    void partsComeWithTheLoss();
    void partsJoinOneByOne();
    void classes();
    void manyInputsFold();
    void followsAndChooses();
    void looks_data();
    void looks();

private:
    [[nodiscard]] static ui::SampleRows rowsOf(const ui::SnapshotPtr& shot) {
        return ui::batchColumns(shot, ui::SymbolNames(*shot->network, *shot->program));
    }
};

void BatchTableTest::columnsOfTheSmallNetwork() {
    const auto scene = BatchScene::small();
    QCOMPARE(headsOf(rowsOf(scene.shot())),
             QStringList({QStringLiteral("no."), QStringLiteral("row"), QStringLiteral("x₁"), QStringLiteral("x₂"), QStringLiteral("…"),
                          QStringLiteral("ŷ"), QStringLiteral("y"), QStringLiteral("part")}));
}

void BatchTableTest::numbersAreThoseOfTheBatch() {
    auto scene = BatchScene::small();
    scene.train(2);
    scene.moveBehind(scene.program().loss());
    const auto rows = rowsOf(scene.shot());
    QCOMPARE(rows.rows, std::int64_t{10});
    // Batch 3 begins at row 20 of the data, which is row 21 when counted from 1.
    QCOMPARE(rows.columns[0].value(4), std::optional(5.0));
    QCOMPARE(rows.columns[1].value(4), std::optional(25.0));
    QCOMPARE(rows.columns[2].value(4), std::optional(static_cast<double>(static_cast<float>(0.1 * 24 - 1.5))));
    QCOMPARE(rows.columns[6].value(4), std::optional(1.0));
    const auto prediction = rows.columns[5].value(4).value();
    QVERIFY(std::abs(rows.columns[7].value(4).value() - (prediction - 1) * (prediction - 1) / 10) < 1e-7);
    double sum = 0;
    for (std::int64_t sample = 0; sample < 10; ++sample) {
        sum += rows.columns[7].value(sample).value();
    }
    QVERIFY(std::abs(sum - rows.columns[7].total.value()) < 1e-6);
    QCOMPARE(rows.columns[7].total, std::optional(scene.trainer().executable().read(scene.program().loss()).item()));
}

void BatchTableTest::partsComeWithTheLoss() {
    auto scene = BatchScene::small();
    auto rows = rowsOf(scene.shot());
    QCOMPARE(rows.columns[2].value(0), std::optional(-1.5));
    QCOMPARE(rows.columns[5].value(0), std::optional<double>());
    QCOMPARE(rows.columns[7].value(0), std::optional<double>());
    QCOMPARE(rows.columns[7].total, std::optional<double>());
    scene.moveBehind(scene.program().outputOf(scene.network().layers().back().id));
    rows = rowsOf(scene.shot());
    QVERIFY(rows.columns[5].value(0).has_value());
    QCOMPARE(rows.columns[7].value(0), std::optional<double>());
}

void BatchTableTest::partsJoinOneByOne() {
    auto scene = BatchScene::small();
    const auto loss = scene.program().loss();
    scene.moveBehind(loss);
    const auto rows = rowsOf(scene.shot(ui::ElementRef{loss, 0}, EntryPart{0, 3}));
    QVERIFY(rows.columns[7].value(2).has_value());
    QCOMPARE(rows.columns[7].value(3), std::optional<double>());
    QCOMPARE(rows.columns[7].total, std::optional<double>());
}

void BatchTableTest::classes() {
    const auto network = chain({2, 3}, {Activation::Softmax}, Loss::CrossEntropy);
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::zeros({4, 2});
    data.targets[network.layers().back().id] = Tensor::from<std::int64_t>({2, 0, 1, 1}, {4});
    BatchScene scene(network, data, 4);
    scene.moveBehind(scene.program().loss());
    const auto rows = rowsOf(scene.shot());
    const auto heads = headsOf(rows);
    const auto target = rows.columns[static_cast<std::size_t>(heads.indexOf(QStringLiteral("y")))];
    QVERIFY(target.kind == ui::SampleColumn::Kind::Whole);
    QCOMPARE(target.value(0), std::optional(2.0));
    QVERIFY(heads.contains(QStringLiteral("ŷ₃")) || heads.contains(QStringLiteral("p₃")));
}

void BatchTableTest::manyInputsFold() {
    const auto network = chain({40, 20}, {Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::zeros({4, 40});
    data.targets[network.layers().back().id] = Tensor::zeros({4, 20});
    const BatchScene scene(network, data, 4);
    const auto heads = headsOf(rowsOf(scene.shot()));
    QCOMPARE(heads.size(), 2 + 8 + 1 + 16 + 1 + 16 + 1 + 1);
    QCOMPARE(heads.at(10), QStringLiteral("…"));
    QVERIFY(!heads.contains(QStringLiteral("x₉")));
}

void BatchTableTest::followsAndChooses() {
    auto scene = BatchScene::small();
    BatchTable table;
    table.setSnapshot(scene.shot());
    ui::Selection selection;
    selection.sample = 3;
    table.setSelection(selection);
    QCOMPARE(table.table().followed(), std::int64_t{3});
    const QSignalSpy chosen(&table, &BatchTable::sampleChosen);
    QTest::keyClick(&table.table(), Qt::Key_Down);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toLongLong(), 4);
    table.setSnapshot(nullptr);
    QCOMPARE(table.table().rows().rows, std::int64_t{0});
}

void BatchTableTest::looks_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("forward");
    QTest::newRow("batch_start") << 0 << false;
    QTest::newRow("batch_done") << 2 << true;
    QTest::newRow("batch_short") << 3 << true;
}

void BatchTableTest::looks() {
    QFETCH(int, steps);
    QFETCH(bool, forward);
    auto scene = BatchScene::small();
    scene.train(steps);
    if (forward) {
        scene.moveBehind(scene.program().loss());
    }
    BatchTable table;
    ui::Selection selection;
    selection.sample = 1;
    table.setSnapshot(scene.shot());
    table.setSelection(selection);
    table.resize(320, table.sizeHint().height());
    table.resize(320, table.heightForWidth(320));
    table.show();
    auto wrong = lookAt(table, QString::fromUtf8(QTest::currentDataTag()));
    wrong.removeAll(QStringLiteral("elided: …"));  // The head of the inputs that are left out.
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
}

GLASSNET_TEST(BatchTableTest);

}  // namespace glassnet::test

#include "BatchTableTest.moc"
