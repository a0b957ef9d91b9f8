#include "ui/stepping/ProgressStrip.h"

#include <QLineEdit>
#include <QShortcut>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/support/PillButton.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;

class ProgressStripTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static WorkProgress some() { return {QStringLiteral("Going back 9,400 steps"), 2350, 9400}; }

private slots:
    void isThereOnlyWithProgress() {
        QWidget bar;
        bar.resize(800, 92);
        ProgressStrip strip(&bar);
        bar.show();
        QVERIFY(!strip.isVisible());
        strip.setProgress(some());
        QVERIFY(strip.isVisible());
        QCOMPARE(strip.geometry().topLeft(), QPoint(0, 0));
        QCOMPARE(strip.width(), 800);
        QCOMPARE(strip.part(), 0.25);
        bar.resize(640, 92);
        QCOMPARE(strip.width(), 640);
        // It covers and moves nothing.
        QCOMPARE(bar.height(), 92);
        strip.setProgress(std::nullopt);
        QVERIFY(!strip.isVisible());
        strip.setProgress(WorkProgress{QStringLiteral("Reading"), 0, 0});
        QCOMPARE(strip.part(), 0.0);
    }

    void theButtonCancels() {
        QWidget bar;
        bar.resize(800, 92);
        ProgressStrip strip(&bar);
        bar.show();
        strip.setProgress(some());
        QSignalSpy canceled(&strip, &ProgressStrip::cancelRequested);
        auto* button = strip.findChild<PillButton*>();
        QVERIFY(!button->toolTip().isEmpty() && !button->accessibleName().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(canceled.size(), 1);
    }

    /// Escape is the strip's while there is something to cancel, whoever has the focus, and else whose it was.
    void escapeCancels() {
        QWidget window;
        window.resize(800, 200);
        auto* edit = new QLineEdit(&window);
        auto* bar = new QWidget(&window);
        bar->setGeometry(0, 100, 800, 92);
        ProgressStrip strip(bar);
        QShortcut other(Qt::Key_Escape, &window);
        QSignalSpy others(&other, &QShortcut::activated);
        QSignalSpy canceled(&strip, &ProgressStrip::cancelRequested);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(others.size(), 1);
        strip.setProgress(some());
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(canceled.size(), 1);
        QCOMPARE(others.size(), 1);
        strip.setProgress(std::nullopt);
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(canceled.size(), 1);
        QCOMPARE(others.size(), 2);
    }

    void looks() {
        for (const int width : {1024, 560}) {
            QWidget bar;
            bar.resize(width, 92);
            ProgressStrip strip(&bar);
            strip.setProgress(some());
            QCOMPARE(lookAt(bar, QStringLiteral("progress_%1").arg(width)), QStringList());
            strip.setProgress(std::nullopt);
        }
    }
};

GLASSNET_TEST(ProgressStripTest);
#include "ProgressStripTest.moc"
