#include "ui/stepping/StepPlaceText.h"

#include "tests/support/TestCase.h"
#include "tests/ui/stepping/LongProgram.h"
#include "tests/ui/stepping/SteppingScene.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::SteppingScene;
using glassnet::test::withPart;

class StepPlaceTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static std::shared_ptr<Snapshot> copy(const SnapshotPtr& snapshot) { return std::make_shared<Snapshot>(*snapshot); }

private slots:
    void wholeEntries() {
        const auto scene = SteppingScene::lesson();
        const auto start = stepPlaceText(*scene.at(0));
        QCOMPARE(start.step, QStringLiteral("Step 0 of 17"));
        QCOMPARE(start.place, QStringLiteral("ready"));
        QVERIFY(start.part.isEmpty());
        QVERIFY(start.batch.isEmpty());
        const auto back = stepPlaceText(*scene.at(10));
        QCOMPARE(back.place, QStringLiteral(u"backward · Dense 1"));
        QCOMPARE(back.whole, QStringLiteral(u"Step 10 of 17 · backward · Dense 1 · training step 1"));
    }

    void partsNameUnitAndTerm_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<int>("element");
        QTest::addColumn<int>("numbers");
        QTest::addColumn<int>("terms");
        QTest::addColumn<QString>("text");
        // z₁: two units, each a sum of three products and a bias.
        QTest::addRow("first term") << std::size_t{1} << 0 << 0 << 1 << QStringLiteral(u"unit 1 of 2 · term 1 of 4");
        QTest::addRow("first unit") << std::size_t{1} << 0 << 1 << 0 << QStringLiteral("unit 1 of 2");
        QTest::addRow("second unit") << std::size_t{1} << 1 << 1 << 3 << QStringLiteral(u"unit 2 of 2 · term 3 of 4");
        // ∂L/∂W₁: six numbers, one sample each.
        QTest::addRow("gradient") << std::size_t{12} << 2 << 3 << 0 << QStringLiteral("number 3 of 6");
    }
    void partsNameUnitAndTerm() {
        QFETCH(std::size_t, position);
        QFETCH(int, element);
        QFETCH(int, numbers);
        QFETCH(int, terms);
        QFETCH(QString, text);
        const auto scene = SteppingScene::lesson();
        QCOMPARE(stepPlaceText(*withPart(scene.at(position, element), {numbers, terms})).part, text);
    }

    void batchesAreCounted() {
        const auto scene = SteppingScene::lesson();
        auto snapshot = copy(scene.at(0));
        snapshot->step = 11;
        snapshot->epoch = 2;
        snapshot->batchSize = 10;
        snapshot->dataRows = 95;
        snapshot->batchStart = 10;
        QCOMPARE(stepPlaceText(*snapshot).place, QStringLiteral("training step 12"));
        QCOMPARE(stepPlaceText(*snapshot).batch, QStringLiteral(u"epoch 3 · batch 2 of 10"));
        QCOMPARE(stepPlaceText(*snapshot).whole, QStringLiteral(u"Step 0 of 17 · training step 12 · epoch 3 · batch 2 of 10"));
        // The short last batch is a batch.
        snapshot->batchStart = 90;
        snapshot->rows = 5;
        QCOMPARE(stepPlaceText(*snapshot).batch, QStringLiteral(u"epoch 3 · batch 10 of 10"));
    }

    void shownPartIsAShare() {
        const auto scene = SteppingScene::lesson();
        QCOMPARE(shownPart(*scene.at(1)), 1.0);
        QCOMPARE(shownPart(*withPart(scene.at(1, 0), {1, 0})), 0.5);
        QCOMPARE(shownPart(*withPart(scene.at(1, 1), {1, 1})), 0.625);
        QCOMPARE(shownPart(*withPart(scene.at(12, 1), {1, 0})), 1.0 / 6);
    }
};

GLASSNET_TEST(StepPlaceTextTest);
#include "StepPlaceTextTest.moc"
