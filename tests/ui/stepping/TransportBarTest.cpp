#include "ui/stepping/TransportBar.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/support/RoundButton.h"

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

    void withoutANetworkNothingCanBePressed() {
        const TransportBar bar;
        for (const RoundButton* button : buttons(bar)) {
            QVERIFY(!button->isEnabled());
        }
    }
};

GLASSNET_TEST(TransportBarTest);
#include "TransportBarTest.moc"
