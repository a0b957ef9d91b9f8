#include "ui/training/DrawPad.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/training/InkDrawing.h"
#include "ui/training/InkPad.h"
#include "ui/training/ScoreBars.h"

namespace glassnet::ui {

namespace {

QPointF centerOf(const std::vector<float>& pixels, int side) {
    double mass = 0;
    QPointF sum;
    for (int i = 0; i < side * side; ++i) {
        const auto ink = static_cast<double>(pixels[static_cast<std::size_t>(i)]);
        mass += ink;
        sum += QPointF(i % side + 0.5, i / side + 0.5) * ink;
    }
    return sum / mass;
}

QStringList digits() {
    QStringList names;
    for (int i = 0; i < 10; ++i) {
        names.append(QString::number(i));
    }
    return names;
}

class DrawPadTest : public test::TestCase {
    Q_OBJECT
private slots:
    void inkIsAveraged() {
        InkDrawing drawing;
        QVERIFY(drawing.isEmpty());
        QCOMPARE(drawing.pixels(8, false), std::vector<float>(64, 0.0F));
        QCOMPARE(drawing.pixels(8, true), std::vector<float>(64, 0.0F));
        drawing.stroke({0.3, 0.5}, {0.3, 0.5});
        const auto pixels = drawing.pixels(28, false);
        // A disk of the pen's width: its area.
        const auto ink = static_cast<double>(std::accumulate(pixels.begin(), pixels.end(), 0.0F)) / 784;
        QVERIFY(std::abs(ink / (3.14159265 * InkDrawing::kPen * InkDrawing::kPen / 4) - 1) < 0.02);
        QVERIFY(QLineF(centerOf(pixels, 28), QPointF(0.3 * 28, 0.5 * 28)).length() < 0.05);
        // Also where the edge is no divisor of the drawing's.
        const auto odd = drawing.pixels(33, false);
        QVERIFY(QLineF(centerOf(odd, 33), QPointF(0.3 * 33, 0.5 * 33)).length() < 0.2);
        drawing.clear();
        QVERIFY(drawing.isEmpty());
    }

    void digitsAreCenteredAsMnistDoes() {
        InkDrawing drawing;
        // A small seven in the corner: its mass is above its middle.
        drawing.stroke({0.1, 0.1}, {0.3, 0.1});
        drawing.stroke({0.3, 0.1}, {0.2, 0.4});
        const auto pixels = drawing.pixels(28, true);
        QVERIFY(QLineF(centerOf(pixels, 28), QPointF(14, 14)).length() < 0.15);
        // As tall as the box of 20 pixels.
        int top = 28;
        int bottom = -1;
        for (int i = 0; i < 784; ++i) {
            if (pixels[static_cast<std::size_t>(i)] > 0.02F) {
                top = std::min(top, i / 28);
                bottom = std::max(bottom, i / 28);
            }
        }
        QVERIFY(bottom - top + 1 >= 19 && bottom - top + 1 <= 22);
    }

    void drawingTellsTheImage() {
        DrawPad pad;
        pad.resize(pad.sizeHint());
        pad.setCentered(false);
        std::vector<float> told;
        int times = 0;
        connect(&pad, &DrawPad::imageChanged, &pad, [&](const std::vector<float>& pixels) {
            told = pixels;
            ++times;
        });
        InkPad& ink = pad.pad();
        ink.resize(168, 168);
        QTest::mousePress(&ink, Qt::LeftButton, {}, QPoint(42, 42));
        QMouseEvent move(QEvent::MouseMove, QPointF(126, 42), QPointF(126, 42), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&ink, &move);
        QTest::mouseRelease(&ink, Qt::LeftButton, {}, QPoint(126, 42));
        QCOMPARE(times, 2);
        QCOMPARE(told.size(), std::size_t{784});
        // Row 7 of 28 is a quarter down; the stroke goes through its middle.
        QVERIFY(told[7 * 28 + 14] > 0.9F);
        QCOMPARE(told[20 * 28 + 14], 0.0F);
        pad.setSide(8);
        QCOMPARE(told.size(), std::size_t{64});
        pad.findChild<QCheckBox*>()->toggle();
        QVERIFY(QLineF(centerOf(told, 8), QPointF(4, 4)).length() < 0.15);
        const auto buttons = pad.findChildren<QAbstractButton*>();
        const auto clear = std::ranges::find(buttons, QStringLiteral("Clear"), &QAbstractButton::text);
        QVERIFY(clear != buttons.end() && (*clear)->isEnabled());
        (*clear)->click();
        QVERIFY(!(*clear)->isEnabled());
        QCOMPARE(told, std::vector<float>(64, 0.0F));
    }

    void drawsByKeys() {
        InkPad ink;
        ink.resize(100, 100);
        QTest::keyClick(&ink, Qt::Key_Left);
        QVERIFY(ink.drawing().isEmpty());
        QTest::keyClick(&ink, Qt::Key_Space);
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(&ink, Qt::Key_Down);
        }
        QTest::keyClick(&ink, Qt::Key_Space);
        QTest::keyClick(&ink, Qt::Key_Right);
        const auto pixels = ink.drawing().pixels(10, false);
        QVERIFY(pixels[5 * 10 + 4] > 0.3F && pixels[6 * 10 + 4] > 0.3F);
        QCOMPARE(pixels[2 * 10 + 4], 0.0F);
        QTest::keyClick(&ink, Qt::Key_Delete);
        QVERIFY(ink.drawing().isEmpty());
    }

    void barsTellTheBest() {
        ScoreBars bars;
        bars.setClassNames(digits());
        bars.resize(bars.sizeHint());
        QCOMPARE(bars.best(), -1);
        QCOMPARE(test::paintedTexts(bars).count(QStringLiteral("?")), 10);
        bars.setScores({0, 0.01, 0.02, 0.8, 0.03, 0, 0.1, 0.02, 0.02, 0});
        QCOMPARE(bars.best(), 3);
        QCOMPARE(bars.accessibleDescription(), QStringLiteral("The network says 3 with 0.8000."));
        QVERIFY(test::paintedTexts(bars).contains(QStringLiteral("0.80")));
        bars.setScores({1});
        QCOMPARE(bars.best(), -1);
    }

    void looks() {
        DrawPad pad;
        pad.setClassNames(digits());
        pad.resize(366, pad.sizeHint().height());
        QCOMPARE(test::lookAt(pad, QStringLiteral("pad_empty")), QStringList());
        pad.setScores({0, 0.01, 0.02, 0.02, 0.03, 0, 0.1, 0.8, 0.02, 0});
        InkPad& ink = pad.pad();
        const double side = std::min(ink.width(), ink.height());
        const auto drag = [&](double x, double y) {
            QMouseEvent move(QEvent::MouseMove, QPointF(x, y) * side, QPointF(x, y) * side, Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(&ink, &move);
        };
        QTest::mousePress(&ink, Qt::LeftButton, {}, (QPointF(0.25, 0.2) * side).toPoint());
        drag(0.7, 0.2);
        drag(0.45, 0.8);
        QTest::mouseRelease(&ink, Qt::LeftButton, {}, (QPointF(0.45, 0.8) * side).toPoint());
        QCOMPARE(test::lookAt(pad, QStringLiteral("pad")), QStringList());
    }
};

GLASSNET_TEST(DrawPadTest);

}  // namespace

}  // namespace glassnet::ui

#include "DrawPadTest.moc"
