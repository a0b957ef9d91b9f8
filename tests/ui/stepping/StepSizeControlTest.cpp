#include "ui/stepping/StepSizeControl.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QWheelEvent>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/stepping/StepSizeText.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::paintedTexts;

class StepSizeControlTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static StepSize last(const QSignalSpy& spy) { return spy.last().at(0).value<StepSize>(); }
    static void turn(StepSizeControl& control, int angle) {
        QWheelEvent wheel({10, 10}, control.mapToGlobal(QPointF(10, 10)), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&control, &wheel);
    }

private slots:
    void everySizeHasItsWords() {
        QStringList names;
        for (std::size_t i = 0; i < kStepSizes; ++i) {
            const StepSizeText text = stepSizeText(static_cast<StepSize>(i));
            names.append(text.name);
            QVERIFY(text.help.endsWith(QLatin1Char('.')));
            QCOMPARE(text.help.count(QLatin1Char('.')), 1);
            QCOMPARE(text.back, QStringLiteral("Back by one %1").arg(text.name.toLower()));
            QCOMPARE(text.forward, QStringLiteral("Forward by one %1").arg(text.name.toLower()));
        }
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("Term Unit Layer Pass Batch Epoch"));
    }

    void showsTheSizeAndItsNeighbors() {
        StepSizeControl control;
        control.resize(control.sizeHint());
        QCOMPARE(control.stepSize(), StepSize::Layer);
        QCOMPARE(paintedTexts(control), (QStringList{"Unit", "Layer", "Pass"}));
        control.setStepSize(StepSize::Term);
        QCOMPARE(paintedTexts(control), (QStringList{"Term", "Unit"}));
        control.setStepSize(StepSize::Epoch);
        QCOMPARE(paintedTexts(control), (QStringList{"Batch", "Epoch"}));
        QVERIFY(!control.wordRect(StepSize::Term).has_value());
        QCOMPARE(control.accessibleDescription(), QStringLiteral("Epoch, 6 of 6. Every batch of the data once."));
    }

    void aNeighborIsClicked() {
        StepSizeControl control;
        control.resize(control.sizeHint());
        control.show();
        QSignalSpy chosen(&control, &StepSizeControl::stepSizeChosen);
        QTest::mouseClick(&control, Qt::LeftButton, {}, control.wordRect(StepSize::Pass)->center().toPoint());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(last(chosen), StepSize::Pass);
        QTest::mouseClick(&control, Qt::LeftButton, {}, control.wordRect(StepSize::Layer)->center().toPoint());
        QTest::mouseClick(&control, Qt::LeftButton, {}, control.wordRect(StepSize::Unit)->center().toPoint());
        QCOMPARE(last(chosen), StepSize::Unit);
        control.setStepSize(StepSize::Batch);
        QCOMPARE(chosen.size(), 3);
    }

    void keysAndWheelGoToTheNext() {
        StepSizeControl control;
        control.resize(control.sizeHint());
        control.show();
        QSignalSpy chosen(&control, &StepSizeControl::stepSizeChosen);
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(last(chosen), StepSize::Pass);
        QTest::keyClick(&control, Qt::Key_Left);
        QCOMPARE(last(chosen), StepSize::Layer);
        QTest::keyClick(&control, Qt::Key_Home);
        QCOMPARE(last(chosen), StepSize::Term);
        QTest::keyClick(&control, Qt::Key_Left);
        QCOMPARE(chosen.size(), 3);
        QTest::keyClick(&control, Qt::Key_End);
        QCOMPARE(last(chosen), StepSize::Epoch);
        turn(control, -120);
        QCOMPARE(last(chosen), StepSize::Batch);
        // A fine wheel needs a whole notch.
        turn(control, -60);
        QCOMPARE(control.stepSize(), StepSize::Batch);
        turn(control, -60);
        QCOMPARE(last(chosen), StepSize::Pass);
    }

    void theMenuHasAllSixWithHelp() {
        // A menu measures itself with the style it is made in.
        applyTheme(*qobject_cast<QApplication*>(QApplication::instance()), Theme::light());
        StepSizeControl control;
        QSignalSpy chosen(&control, &StepSizeControl::stepSizeChosen);
        const std::unique_ptr<QMenu> menu(control.makeMenu());
        QCOMPARE(menu->actions().size(), 6);
        QVERIFY(menu->actions()[2]->isChecked());
        QCOMPARE(menu->actions()[0]->toolTip(), QStringLiteral("One product joins the sum."));
        menu->resize(menu->sizeHint());
        menu->actions()[4]->trigger();
        QCOMPARE(last(chosen), StepSize::Batch);
        const QStringList found = lookAt(*menu, QStringLiteral("step_size_menu"));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('|'))));
    }

    void enterAndAClickOpenTheMenu() {
        StepSizeControl control;
        control.resize(control.sizeHint());
        control.show();
        QTest::keyClick(&control, Qt::Key_Return);
        auto* menu = control.findChild<QMenu*>();
        QVERIFY(menu != nullptr && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(control.stepSize(), StepSize::Pass);
    }

    void looks_data() {
        QTest::addColumn<int>("size");
        for (std::size_t i = 0; i < kStepSizes; ++i) {
            QTest::addRow("%zu", i) << static_cast<int>(i);
        }
    }
    void looks() {
        QFETCH(int, size);
        StepSizeControl control;
        control.setStepSize(static_cast<StepSize>(size));
        control.resize(control.sizeHint());
        QCOMPARE(lookAt(control, QStringLiteral("step_size_%1").arg(size)), QStringList());
    }
};

GLASSNET_TEST(StepSizeControlTest);
#include "StepSizeControlTest.moc"
