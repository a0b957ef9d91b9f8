#include "ui/support/ChoiceStrip.h"

#include <QSignalSpy>
#include <memory>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/support/SegmentedControl.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Motion.h"

using namespace glassnet::ui;
using glassnet::test::lookAt;

class ChoiceStripTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static std::unique_ptr<ChoiceStrip> made(bool tabs) {
        std::unique_ptr<ChoiceStrip> strip;
        if (tabs) {
            strip = std::make_unique<TabStrip>();
            strip->setItems(
                {QStringLiteral("Weights"), QStringLiteral("Activations"), QStringLiteral("Gradients"), QStringLiteral("Shape")});
        } else {
            strip = std::make_unique<SegmentedControl>();
            strip->setItems({QStringLiteral("Build"), QStringLiteral("Step"), QStringLiteral("Train"), QStringLiteral("Present")});
        }
        strip->resize(strip->sizeHint());
        return strip;
    }
    static void kinds() {
        QTest::addColumn<bool>("tabs");
        QTest::addRow("segments") << false;
        QTest::addRow("tabs") << true;
    }

private slots:
    void cleanup() { Motion::setReduced(false); }

    void mouseChooses_data() { kinds(); }
    void mouseChooses() {
        QFETCH(bool, tabs);
        const auto strip = made(tabs);
        QSignalSpy changed(strip.get(), &ChoiceStrip::currentChanged);
        QTest::mouseClick(strip.get(), Qt::LeftButton, {}, strip->itemRect(2).center().toPoint());
        QTest::mouseClick(strip.get(), Qt::LeftButton, {}, strip->itemRect(2).center().toPoint());
        QCOMPARE(changed, (QList<QList<QVariant>>{{2}}));
        QVERIFY(strip->accessibleDescription().contains(strip->text(2)));
    }

    void keysChoose_data() { kinds(); }
    void keysChoose() {
        QFETCH(bool, tabs);
        const auto strip = made(tabs);
        QTest::keyClick(strip.get(), Qt::Key_Left);
        QCOMPARE(strip->current(), 0);
        QTest::keyClick(strip.get(), Qt::Key_Right);
        QCOMPARE(strip->current(), 1);
        QTest::keyClick(strip.get(), Qt::Key_End);
        QCOMPARE(strip->current(), 3);
        strip->setLayoutDirection(Qt::RightToLeft);
        QTest::keyClick(strip.get(), Qt::Key_Right);
        QCOMPARE(strip->current(), 2);
        QVERIFY(strip->itemRect(0).left() > strip->itemRect(3).left());
    }

    void wrongIndexChangesNothing() {
        const auto strip = made(true);
        strip->setCurrent(1);
        strip->setCurrent(9);
        strip->setCurrent(-1);
        QCOMPARE(strip->current(), 1);
        strip->setItems({});
        QCOMPARE(strip->current(), -1);
    }

    void looks_data() { kinds(); }
    void looks() {
        QFETCH(bool, tabs);
        const auto strip = made(tabs);
        strip->setCurrent(tabs ? 0 : 1);
        const QString name = tabs ? QStringLiteral("tabs") : QStringLiteral("segments");
        QCOMPARE(lookAt(*strip, name), QStringList());
        strip->resize(strip->minimumSizeHint());
        QCOMPARE(lookAt(*strip, name + QStringLiteral("_narrow")), QStringList());
    }
};

GLASSNET_TEST(ChoiceStripTest);
#include "ChoiceStripTest.moc"
