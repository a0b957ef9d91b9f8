#include "ui/study/LossCurveView.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using ui::LossCurveView;

/// L = (w - 1)^2 from -2 to 2 in 9 points.
LossCurve parabola(double value) {
    LossCurve curve;
    curve.value = value;
    curve.loss = (value - 1) * (value - 1);
    curve.slope = 2 * (value - 1);
    curve.hasSlopes = true;
    for (int i = 0; i < 9; ++i) {
        const double w = -2 + 0.5 * i;
        curve.values.push_back(w);
        curve.losses.push_back((w - 1) * (w - 1));
        curve.slopes.push_back(2 * (w - 1));
    }
    return curve;
}

class LossCurveViewTest final : public TestCase {
    Q_OBJECT
private slots:
    void betweenThePointsItIsTheCubic();
    void draggingPreviewsAndCommits();
    void escapeRestores();
    void keysNudge();
    void saysItsNumbers();
    void looks();
};

void LossCurveViewTest::betweenThePointsItIsTheCubic() {
    LossCurveView view;
    view.setCurve(parabola(-0.5), QStringLiteral("W1[0,0]"));
    // A cubic through a parabola's values and slopes is the parabola.
    for (const double w : {-2.0, -1.73, -0.5, 0.1, 0.99, 1.62, 2.0}) {
        QVERIFY(std::abs(view.lossAt(w) - (w - 1) * (w - 1)) < 1e-12);
        QVERIFY(std::abs(view.slopeAt(w) - 2 * (w - 1)) < 1e-12);
    }
}

void LossCurveViewTest::draggingPreviewsAndCommits() {
    LossCurveView view;
    view.resize(320, view.sizeHint().height());
    view.setCurve(parabola(-0.5), QStringLiteral("W1[0,0]"));
    QSignalSpy dragged(&view, &LossCurveView::valueDragged);
    QSignalSpy committed(&view, &LossCurveView::valueCommitted);
    // Beside the point nothing is taken.
    QTest::mousePress(&view, Qt::LeftButton, {}, view.pointPlace().toPoint() + QPoint(60, 0));
    QVERIFY(!view.isDragging());
    const auto from = view.pointPlace().toPoint();
    QTest::mousePress(&view, Qt::LeftButton, {}, from);
    QVERIFY(view.isDragging());
    QTest::mouseMove(&view, from + QPoint(30, -40));
    QCOMPARE(dragged.count(), 1);
    const double to = dragged.first().first().toDouble();
    QVERIFY(to > -0.5);
    // It stays on the curve whatever the height of the mouse.
    QVERIFY(std::abs(view.pointPlace().x() - (from.x() + 30)) < 1.5);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, from + QPoint(30, -40));
    QCOMPARE(committed.count(), 1);
    QCOMPARE(committed.first().first().toDouble(), to);
    QCOMPARE(view.value(), to);
}

void LossCurveViewTest::escapeRestores() {
    LossCurveView view;
    view.resize(320, view.sizeHint().height());
    view.setCurve(parabola(0.5), QStringLiteral("W1[0,0]"));
    QSignalSpy committed(&view, &LossCurveView::valueCommitted);
    QSignalSpy canceled(&view, &LossCurveView::dragCanceled);
    const auto from = view.pointPlace().toPoint();
    QTest::mousePress(&view, Qt::LeftButton, {}, from);
    QTest::mouseMove(&view, from + QPoint(-50, 0));
    QTest::keyClick(&view, Qt::Key_Escape);
    QCOMPARE(canceled.count(), 1);
    QCOMPARE(canceled.first().first().toDouble(), 0.5);
    QCOMPARE(view.value(), 0.5);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, from);
    QCOMPARE(committed.count(), 0);
}

void LossCurveViewTest::keysNudge() {
    LossCurveView view;
    view.setCurve(parabola(0.5), QStringLiteral("W1[0,0]"));
    QSignalSpy committed(&view, &LossCurveView::valueCommitted);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(committed.count(), 2);
    QVERIFY(std::abs(committed[0].first().toDouble() - 0.51) < 1e-12);
    QVERIFY(std::abs(committed[1].first().toDouble() - 0.41) < 1e-12);
}

void LossCurveViewTest::saysItsNumbers() {
    LossCurveView view;
    view.resize(320, view.sizeHint().height());
    view.setCurve(parabola(-0.5), QStringLiteral("W1[0,0]"));
    const auto texts = paintedTexts(view);
    QVERIFY(texts.contains(QStringLiteral("2.2500")));
    QVERIFY(texts.contains(QStringLiteral(u"slope −3.0000")));
    QVERIFY(texts.contains(QStringLiteral("9.0000")));
    QVERIFY(texts.contains(QStringLiteral("0.0000")));
    QVERIFY(texts.contains(QStringLiteral(u"−2.0000")));
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("2.2500")));
    auto frozen = parabola(-0.5);
    frozen.hasSlopes = false;
    view.setCurve(frozen, QStringLiteral("W1[0,0]"));
    QVERIFY(paintedTexts(view).contains(QStringLiteral("no slope: frozen")));
}

void LossCurveViewTest::looks() {
    for (const double value : {-1.9, -0.5, 1.0, 2.0}) {
        LossCurveView view;
        view.setCurve(parabola(value), QStringLiteral("W1[0,0]"));
        for (const int width : {320, 240}) {
            view.resize(width, view.sizeHint().height());
            QCOMPARE(lookAt(view, QStringLiteral("curve_%1_%2").arg(value).arg(width)), QStringList());
        }
    }
}

GLASSNET_TEST(LossCurveViewTest);

}  // namespace

}  // namespace glassnet::test

#include "LossCurveViewTest.moc"
