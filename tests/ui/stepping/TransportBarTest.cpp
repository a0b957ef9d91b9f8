#include "ui/stepping/TransportBar.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/LongProgram.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/stepping/StepSizeControl.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::paintedTexts;
using glassnet::test::SteppingScene;

class TransportBarTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static QList<RoundButton*> buttons(const TransportBar& bar) { return bar.findChildren<RoundButton*>(); }

private slots:
    void buttonsAsk() {
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setSnapshot(scene.at(2));
        bar.resize(bar.sizeHint());
        bar.show();
        const auto all = buttons(bar);
        QCOMPARE(all.size(), 5);
        QSignalSpy start(&bar, &TransportBar::toStartRequested);
        QSignalSpy back(&bar, &TransportBar::backRequested);
        QSignalSpy forward(&bar, &TransportBar::forwardRequested);
        QSignalSpy end(&bar, &TransportBar::toEndRequested);
        QTest::mouseClick(all[0], Qt::LeftButton);
        QTest::mouseClick(all[1], Qt::LeftButton);
        QTest::mouseClick(all[2], Qt::LeftButton);
        QTest::mouseClick(all[4], Qt::LeftButton);
        QCOMPARE(start.size() + back.size() + forward.size() + end.size(), 4);
        QCOMPARE(start.size(), 1);
        QCOMPARE(back.size(), 1);
        QCOMPARE(forward.size(), 1);
        QCOMPARE(end.size(), 1);
    }

    void saysWhereTheStepStands_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("place");
        QTest::addRow("start") << std::size_t{0} << "Step 0 of 17"
                               << "ready";
        QTest::addRow("h") << std::size_t{2} << "Step 2 of 17" << QStringLiteral(u"forward · Dense 1");
        QTest::addRow("dh") << std::size_t{10} << "Step 10 of 17" << QStringLiteral(u"backward · Dense 1");
        QTest::addRow("end") << std::size_t{17} << "Step 17 of 17" << QStringLiteral(u"update · Dense 1");
    }
    void saysWhereTheStepStands() {
        QFETCH(std::size_t, position);
        QFETCH(QString, step);
        QFETCH(QString, place);
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setSnapshot(scene.at(position));
        bar.resize(bar.sizeHint().width(), 92);
        QString painted = paintedTexts(bar).join(QString());
        QVERIFY2(painted.contains(step), qPrintable(painted));
        QVERIFY2(painted.remove(step).contains(place), qPrintable(painted));
        QCOMPARE(buttons(bar)[1]->isEnabled(), position > 0);
        // From the end of a step it goes on into the next.
        QVERIFY(buttons(bar)[2]->isEnabled());
        QCOMPARE(lookAt(bar, QStringLiteral("transport_%1").arg(QTest::currentDataTag())), QStringList());
    }

    void playGoesToTheEndAndStops() {
        const auto scene = SteppingScene::lesson();
        std::size_t position = 13;
        TransportBar bar;
        bar.setPlayInterval(0);
        bar.setSnapshot(scene.at(position));
        connect(&bar, &TransportBar::forwardRequested, this, [&] { bar.setSnapshot(scene.at(++position)); });
        QSignalSpy toggled(&bar, &TransportBar::playToggled);
        buttons(bar)[3]->click();
        QVERIFY(bar.isPlaying());
        QTRY_VERIFY(!bar.isPlaying());
        QCOMPARE(position, std::size_t{17});
        QCOMPARE(toggled.size(), 2);
    }

    void theHandStopsPlaying() {
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setSnapshot(scene.at(3));
        bar.setPlaying(true);
        QCOMPARE(buttons(bar)[3]->accessibleName(), QStringLiteral("Pause"));
        buttons(bar)[1]->click();
        QVERIFY(!bar.isPlaying());
    }

    void theSizeNamesTheButtons_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("name");
        QStringList names{"term", "unit", "layer", "pass", "batch", "epoch"};
        for (int i = 0; i < names.size(); ++i) {
            QTest::addRow("%s", qPrintable(names[i])) << i << names[i];
        }
    }
    void theSizeNamesTheButtons() {
        QFETCH(int, size);
        QFETCH(QString, name);
        TransportBar bar;
        bar.setStepSize(static_cast<StepSize>(size));
        QCOMPARE(buttons(bar)[1]->toolTip(), QStringLiteral("Back by one %1").arg(name));
        QCOMPARE(buttons(bar)[2]->toolTip(), QStringLiteral("Forward by one %1").arg(name));
        QCOMPARE(buttons(bar)[2]->accessibleName(), buttons(bar)[2]->toolTip());
    }

    void aPersonChoosesTheSize() {
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setSnapshot(scene.at(1));
        bar.resize(bar.sizeHint());
        bar.show();
        QSignalSpy chosen(&bar, &TransportBar::stepSizeChosen);
        bar.setStepSize(StepSize::Unit);
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(&bar.stepSizeControl(), Qt::Key_Left);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<StepSize>(), StepSize::Term);
        QCOMPARE(buttons(bar)[2]->toolTip(), QStringLiteral("Forward by one term"));
    }

    void aPartIsNamed() {
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setSnapshot(scene.at(17));
        const int width = bar.sizeHint().width();
        bar.resize(width, 92);
        bar.setSnapshot(test::withPart(scene.at(1, 1), {1, 3}));
        const QString painted = paintedTexts(bar).join(QLatin1Char(' '));
        QVERIFY2(painted.contains(QStringLiteral(u"unit 2 of 2 · term 3 of 4")), qPrintable(painted));
        QCOMPARE(bar.accessibleDescription(),
                 QStringLiteral(u"Step 1 of 17 · forward · Dense 1 · unit 2 of 2 · term 3 of 4 · training step 1"));
        // The room was there before.
        QCOMPARE(bar.sizeHint().width(), width);
        QCOMPARE(lookAt(bar, QStringLiteral("transport_part")), QStringList());
        // A part of the last entry is not the end.
        bar.setSnapshot(test::withPart(scene.at(17), {1, 0}));
        QVERIFY(buttons(bar)[4]->isEnabled());
    }

    /// Large numbers take both lines, so that none is shortened.
    void largeNumbersAreWhole() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).units = 300;
        std::get<DenseSettings>(network.find(network.layers()[1].id)->settings).units = 400;
        const SteppingScene scene(network);
        TransportBar bar;
        bar.setSnapshot(test::withPart(scene.at(1, 398), {398, 299}));
        bar.resize(bar.sizeHint().width(), 92);
        QCOMPARE(lookAt(bar, QStringLiteral("transport_large")), QStringList());
        auto gradient = std::make_shared<Snapshot>(*test::withPart(scene.at(12, 5), {119000, 3}));
        gradient->explanation->terms.resize(100000);
        bar.setSnapshot(gradient);
        bar.resize(bar.sizeHint().width(), 92);
        const QStringList painted = paintedTexts(bar);
        QVERIFY2(painted.contains(QStringLiteral("number 119001 of 120000")), qPrintable(painted.join(QLatin1Char('|'))));
        QVERIFY2(painted.contains(QStringLiteral("term 3 of 100000")), qPrintable(painted.join(QLatin1Char('|'))));
        QCOMPARE(lookAt(bar, QStringLiteral("transport_large_two")), QStringList());
    }

    void batchesAreNamed() {
        const auto scene = SteppingScene::lesson();
        auto snapshot = std::make_shared<Snapshot>(*scene.at(17));
        snapshot->step = 11;
        snapshot->epoch = 2;
        snapshot->batchSize = 10;
        snapshot->dataRows = 100;
        snapshot->batchStart = 10;
        TransportBar bar;
        bar.setSnapshot(snapshot);
        bar.setStepSize(StepSize::Batch);
        bar.resize(bar.sizeHint().width(), 92);
        const QString painted = paintedTexts(bar).join(QLatin1Char(' '));
        QVERIFY2(painted.contains(QStringLiteral("training step 12")), qPrintable(painted));
        QVERIFY2(painted.contains(QStringLiteral(u"epoch 3 · batch 2 of 10")), qPrintable(painted));
        QCOMPARE(lookAt(bar, QStringLiteral("transport_batch")), QStringList());
    }

    /// Over batches playing goes on at the end of a step, until a hand stops it.
    void playGoesThroughBatches() {
        const auto scene = SteppingScene::lesson();
        TransportBar bar;
        bar.setPlayInterval(0);
        bar.setStepSize(StepSize::Batch);
        bar.setSnapshot(scene.at(17));
        int asked = 0;
        connect(&bar, &TransportBar::forwardRequested, this, [&] {
            auto next = std::make_shared<Snapshot>(*scene.at(17));
            next->step = ++asked;
            bar.setSnapshot(next);
        });
        bar.setPlaying(true);
        QTRY_VERIFY(asked >= 5);
        QVERIFY(bar.isPlaying());
        buttons(bar)[2]->click();
        QVERIFY(!bar.isPlaying());
    }

    /// Beside the narrowest tape in the smallest window, also with the large type of Present mode.
    void fitsASmallWindow() {
        NetworkSpec network = test::lessonNetwork();
        network.find(network.layers()[1].id)->name = "A hidden layer with quite a long name of its own";
        std::get<DenseSettings>(network.find(network.layers()[1].id)->settings).units = 400;
        const SteppingScene scene(network);
        for (const double scale : {1.0, 1.6}) {
            Fonts::setScale(scale);
            TransportBar bar;
            bar.setSnapshot(scene.at(1));
            const TapeWidget tape;
            QVERIFY2(bar.sizeHint().width() + tape.minimumSizeHint().width() <= 1024 - 8,
                     qPrintable(QString::number(bar.sizeHint().width())));
            QVERIFY(bar.sizeHint().height() <= tape.sizeHint().height() + 8);
        }
        Fonts::setScale(1);
    }

    void withoutANetworkNothingCanBePressed() {
        const TransportBar bar;
        for (const RoundButton* button : buttons(bar)) {
            QVERIFY(!button->isEnabled());
        }
    }
};

GLASSNET_TEST(TransportBarTest);
#include "TransportBarTest.moc"
