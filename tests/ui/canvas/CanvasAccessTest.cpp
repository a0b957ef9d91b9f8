#include "ui/canvas/CanvasAccess.h"

#include <QAccessible>
#include <QSignalSpy>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

namespace {

using ui::CanvasView;

class CanvasAccessTest final : public TestCase {
    Q_OBJECT
private slots:
    void initTestCase() { ui::CanvasAccess::install(); }
    void unitsAreObjects();
    void followsThePosition();
    void pressingSelects();
    void widgetsInItComeAfter();
};

void CanvasAccessTest::unitsAreObjects() {
    const auto scene = lesson();
    CanvasView view;
    view.resize(900, 500);
    view.setNetwork(scene.network, {});
    view.setSnapshot(scene.at(2));
    view.show();
    auto* whole = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(whole != nullptr && whole->role() == QAccessible::Canvas);
    // Three inputs, two hidden units, one output, the loss.
    const QStringList names{QStringLiteral("x\u2081 of Input"),
                            QStringLiteral("x\u2082 of Input"),
                            QStringLiteral("x\u2083 of Input"),
                            QStringLiteral("h\u2081 of Dense 1"),
                            QStringLiteral("h\u2082 of Dense 1"),
                            QStringLiteral("\u0177 of Output"),
                            QStringLiteral("Loss")};
    QVERIFY(whole->childCount() >= 7);
    QStringList found;
    for (int i = 0; i < 7; ++i) {
        found.append(whole->child(i)->text(QAccessible::Name));
    }
    QCOMPARE(found, names);
    // h₁ is computed after the weighted sum and the activation; the output is not.
    const auto h1 = view.frame().picture.layers.at(scene.hidden).units[0].value;
    QVERIFY(h1.has_value());
    QCOMPARE(whole->child(3)->text(QAccessible::Value), view.numbers().of(*h1));
    QVERIFY(whole->child(3)->text(QAccessible::Description).contains(QStringLiteral(" is ")));
    QVERIFY(whole->child(5)->text(QAccessible::Value).isEmpty());
    QVERIFY(whole->child(5)->text(QAccessible::Description).contains(QStringLiteral("not computed yet")));
    for (int i = 0; i < 7; ++i) {
        const auto rect = whole->child(i)->rect();
        QVERIFY(!rect.isEmpty() && whole->child(i)->parent() == whole);
        QVERIFY(whole->childAt(rect.center().x(), rect.center().y()) == whole->child(i));
    }
}

void CanvasAccessTest::followsThePosition() {
    const auto scene = lesson();
    CanvasView view;
    view.resize(900, 500);
    view.setNetwork(scene.network, {});
    view.setSnapshot(scene.at(0));
    auto* whole = QAccessible::queryAccessibleInterface(&view);
    auto* loss = whole->child(6);
    QVERIFY(loss->text(QAccessible::Value).isEmpty());
    view.setSnapshot(scene.at(scene.program->phaseBegin(Phase::Backward)));
    QCOMPARE(loss->text(QAccessible::Value), view.numbers().of(*view.frame().picture.loss->value));
    view.setNetwork(nullptr, {});
    QVERIFY(!loss->isValid());
    QVERIFY(loss->text(QAccessible::Name).isEmpty());
}

void CanvasAccessTest::pressingSelects() {
    const auto scene = lesson();
    CanvasView view;
    view.setNetwork(scene.network, {});
    view.setSnapshot(scene.at(2));
    QSignalSpy clicked(&view, &CanvasView::unitClicked);
    auto* unit = QAccessible::queryAccessibleInterface(&view)->child(4);
    unit->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(clicked.size(), 1);
    QVERIFY(clicked[0][0].value<LayerId>() == scene.hidden);
    QCOMPARE(clicked[0][1].toLongLong(), 1);
}

void CanvasAccessTest::widgetsInItComeAfter() {
    const auto scene = lesson();
    CanvasView view;
    view.setNetwork(scene.network, {});
    view.setSnapshot(scene.at(2));
    auto* whole = QAccessible::queryAccessibleInterface(&view);
    int widgets = 0;
    for (int i = 0; i < whole->childCount(); ++i) {
        auto* child = whole->child(i);
        QVERIFY(child != nullptr && child->isValid());
        QCOMPARE(child->object() != nullptr, i >= 7);
        QCOMPARE(whole->indexOfChild(child), i);
        widgets += child->object() != nullptr ? 1 : 0;
    }
    QVERIFY(widgets > 0);
}

}  // namespace

GLASSNET_TEST(CanvasAccessTest);

}  // namespace glassnet::test

#include "CanvasAccessTest.moc"
