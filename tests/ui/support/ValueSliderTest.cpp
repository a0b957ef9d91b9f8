#include "ui/support/ValueSlider.h"

#include <QSignalSpy>
#include <QWheelEvent>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

using glassnet::test::lookAt;
using glassnet::test::paintedTexts;
using glassnet::ui::ValueSlider;

class ValueSliderTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void fill(ValueSlider& slider, double value) {
        slider.setLabel(QStringLiteral("W1[2, 0]"));
        slider.setValue(value);
        slider.resize(320, slider.sizeHint().height());
    }
    // The groove's height, found by pressing: the test knows no pixels of the painting.
    static int grooveOf(ValueSlider& slider) {
        for (int y = slider.height() - 1; y >= 0; --y) {
            QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(slider.width() / 2, y));
            const bool took = slider.isDragging();
            QTest::keyClick(&slider, Qt::Key_Escape);
            if (took) {
                return y - 8;
            }
        }
        return -1;
    }

private slots:
    void dragPreviewsAndCommits() {
        ValueSlider slider;
        fill(slider, 0);
        const int y = grooveOf(slider);
        QSignalSpy dragged(&slider, &ValueSlider::valueDragged);
        QSignalSpy committed(&slider, &ValueSlider::valueCommitted);
        QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(160, y));
        QVERIFY(dragged.isEmpty());
        QTest::mouseMove(&slider, QPoint(200, y));
        QTest::mouseMove(&slider, QPoint(240, y));
        QCOMPARE(dragged.size(), 2);
        QVERIFY(committed.isEmpty());
        QVERIFY(slider.value() > 1 && slider.value() < 2);
        slider.setValue(-1);  // a late answer does not tear the handle away
        QVERIFY(slider.value() > 1);
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(240, y));
        QCOMPARE(committed.size(), 1);
        QCOMPARE(committed.front().front().toDouble(), slider.value());
        QTest::mouseClick(&slider, Qt::LeftButton, {}, QPoint(160, y));
        QCOMPARE(slider.value(), 0.0);
    }

    void escapeRestores() {
        ValueSlider slider;
        fill(slider, 0);
        const int y = grooveOf(slider);
        slider.setValue(1.2324);
        QSignalSpy committed(&slider, &ValueSlider::valueCommitted);
        QSignalSpy canceled(&slider, &ValueSlider::dragCanceled);
        QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(60, y));
        QVERIFY(slider.value() < 0);
        QTest::keyClick(&slider, Qt::Key_Escape);
        QCOMPARE(slider.value(), 1.2324);
        QCOMPARE(canceled, (QList<QList<QVariant>>{{1.2324}}));
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(60, y));
        QVERIFY(committed.isEmpty());
    }

    void rangeGrowsSymmetrically() {
        ValueSlider slider;
        fill(slider, 3);
        QCOMPARE(slider.range(), 3.0);
        slider.setValue(-3.001);
        QCOMPARE(slider.range(), 6.0);
        slider.setValue(50);
        QCOMPARE(slider.range(), 96.0);
        slider.setValue(0.5);
        QCOMPARE(slider.range(), 3.0);
        slider.setValue(std::nan(""));
        QVERIFY(paintedTexts(slider).contains(QStringLiteral("nan")));
    }

    void keysAndWheelStep() {
        ValueSlider slider;
        fill(slider, 1);
        slider.show();
        slider.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&slider));
        QSignalSpy committed(&slider, &ValueSlider::valueCommitted);
        const auto wheel = [&slider] {
            QWheelEvent event({10, 10}, slider.mapToGlobal(QPointF(10, 10)), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&slider, &event);
            return event.isAccepted();
        };
        slider.clearFocus();
        QVERIFY(!wheel());
        slider.setFocus();
        QVERIFY(wheel());
        QCOMPARE(slider.value(), 1.01);
        QTest::keyClick(&slider, Qt::Key_Left);
        QTest::keyClick(&slider, Qt::Key_Left);
        QCOMPARE(slider.value(), 0.99);
        QTest::keyClick(&slider, Qt::Key_PageUp);
        QCOMPARE(slider.value(), 1.09);
        QTest::keyClick(&slider, Qt::Key_End);
        QCOMPARE(slider.value(), 3.0);
        QCOMPARE(committed.size(), 5);
        QVERIFY(slider.accessibleDescription().contains(QStringLiteral("3.0000")));
    }

    void looks_data() {
        QTest::addColumn<double>("value");
        QTest::addRow("positive") << 1.2324;
        QTest::addRow("negative") << -2.5;
        QTest::addRow("end") << 3.0;
        QTest::addRow("far") << -1234.5;
    }
    void looks() {
        QFETCH(double, value);
        ValueSlider slider;
        fill(slider, value);
        QCOMPARE(lookAt(slider, QStringLiteral("slider_%1").arg(QTest::currentDataTag())), QStringList());
        slider.resize(slider.minimumSizeHint());
        QCOMPARE(lookAt(slider, QStringLiteral("slider_%1_narrow").arg(QTest::currentDataTag())), QStringList());
    }
};

GLASSNET_TEST(ValueSliderTest);
#include "ValueSliderTest.moc"
