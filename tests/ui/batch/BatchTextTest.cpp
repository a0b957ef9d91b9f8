#include "ui/batch/BatchText.h"

#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class BatchTextTest final : public TestCase {
    Q_OBJECT
private slots:
    void titles_data();
    void titles();
    void sentences_data();
    void sentences();
    void shuffled();
    void outputsThatDiffer();
};

namespace {

ui::Snapshot snapshotOf(std::int64_t outputs, std::int64_t start, std::int64_t rows, std::int64_t full, std::int64_t data) {
    ui::Snapshot shot;
    const auto network = chain({2, outputs}, {Activation::Identity}, Loss::MeanSquaredError);
    CompileOptions options;
    options.batchSize = full;
    shot.network = std::make_shared<NetworkSpec>(network);
    shot.program = std::make_shared<Program>(compile(network, options).value());
    shot.rows = rows;
    shot.batchSize = full;
    shot.dataRows = data;
    shot.batchStart = start;
    shot.batchRows = Tensor::arange(start + rows).narrow(0, start, rows).clone();
    return shot;
}

}  // namespace

void BatchTextTest::titles_data() {
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("full");
    QTest::addColumn<int>("data");
    QTest::addColumn<QString>("title");
    QTest::newRow("middle") << 20 << 10 << 10 << 35 << QStringLiteral("Batch 3 of 4 · samples 21 to 30");
    QTest::newRow("short") << 30 << 5 << 10 << 35 << QStringLiteral("Batch 4 of 4 · samples 31 to 35");
    QTest::newRow("even") << 20 << 10 << 10 << 30 << QStringLiteral("Batch 3 of 3 · samples 21 to 30");
    QTest::newRow("one sample") << 0 << 1 << 1 << 1 << QStringLiteral("Batch 1 of 1 · sample 1");
    QTest::newRow("large") << 2000 << 1000 << 1000 << 60000 << QStringLiteral("Batch 3 of 60 · samples 2,001 to 3,000");
}

void BatchTextTest::titles() {
    QFETCH(int, start);
    QFETCH(int, rows);
    QFETCH(int, full);
    QFETCH(int, data);
    QFETCH(QString, title);
    QCOMPARE(ui::batchTitle(snapshotOf(1, start, rows, full, data), ui::NumberText(4, QLocale(QLocale::English))), title);
}

void BatchTextTest::sentences_data() {
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("full") << 1 << 10 << QStringLiteral("Each part is divided by 10, so that their sum is the loss.");
    QTest::newRow("full, two outputs") << 2 << 10
                                       << QStringLiteral(
                                              "Each part is divided by 20 (10 samples times 2 outputs), so that their sum is the loss.");
    QTest::newRow("short") << 1 << 5
                           << QStringLiteral("The last batch of this epoch has 5 samples instead of 10, so each part is divided by 5.");
    QTest::newRow("short, two outputs") << 2 << 5
                                        << QStringLiteral(
                                               "The last batch of this epoch has 5 samples instead of 10, so each part is divided "
                                               "by 10 (5 samples times 2 outputs).");
    QTest::newRow("a single one") << 1 << 1
                                  << QStringLiteral(
                                         "The last batch of this epoch has 1 sample instead of 10, so its part is the whole loss.");
}

void BatchTextTest::sentences() {
    QFETCH(int, outputs);
    QFETCH(int, rows);
    QFETCH(QString, sentence);
    QCOMPARE(ui::batchSentence(snapshotOf(outputs, 30, rows, 10, 30 + rows), ui::NumberText(4, QLocale(QLocale::English))), sentence);
}

void BatchTextTest::shuffled() {
    auto shot = snapshotOf(1, 0, 3, 3, 9);
    shot.batchRows = Tensor::from<std::int64_t>({0, 8, 2}, {3});
    QVERIFY(ui::batchSentence(shot, ui::NumberText()).endsWith(QStringLiteral(" The samples come in this epoch's shuffled order.")));
}

void BatchTextTest::outputsThatDiffer() {
    NetworkSpec network;
    DenseSettings two;
    two.units = 2;
    const auto x = network.addLayer("Input", InputSettings{.units = 2});
    network.addLink(x, network.addLayer("First", OutputSettings{two, defaultSpec(Loss::MeanSquaredError), 1.0}));
    network.addLink(x, network.addLayer("Second", OutputSettings{two, defaultSpec(Loss::Hinge), 1.0}));
    auto shot = snapshotOf(1, 0, 4, 4, 4);
    CompileOptions options;
    options.batchSize = 4;
    shot.program = std::make_shared<Program>(compile(network, options).value());
    QCOMPARE(ui::batchSentence(shot, ui::NumberText()),
             QStringLiteral("Each output's loss divides its parts by a number of its own; the parts sum to the loss."));
}

GLASSNET_TEST(BatchTextTest);

}  // namespace glassnet::test

#include "BatchTextTest.moc"
