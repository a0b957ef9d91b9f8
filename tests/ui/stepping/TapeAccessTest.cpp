#include "ui/stepping/TapeAccess.h"

#include <QAccessible>
#include <QSignalSpy>

#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/stepping/TapeWidget.h"

namespace glassnet::test {

namespace {

using ui::TapeWidget;

class TapeAccessTest final : public TestCase {
    Q_OBJECT
private slots:
    void initTestCase() { ui::TapeAccess::install(); }
    void everyCardIsAnObject();
    void theCardInHandSaysTheStep();
    void pressingGoesThere();
    void groupsUnfold();
    void goesWithItsWidget();
};

void TapeAccessTest::everyCardIsAnObject() {
    const auto scene = SteppingScene::lesson();
    TapeWidget tape;
    tape.setSnapshot(scene.at(3));
    tape.resize(2400, tape.sizeHint().height());
    tape.show();
    auto* whole = QAccessible::queryAccessibleInterface(&tape);
    QVERIFY(whole != nullptr && whole->role() == QAccessible::List);
    QCOMPARE(whole->childCount(), 17);
    for (int i = 0; i < 17; ++i) {
        auto* card = whole->child(i);
        QVERIFY(card->isValid() && card->parent() == whole && whole->indexOfChild(card) == i);
        const auto& text = tape.texts()[static_cast<std::size_t>(i)];
        QCOMPARE(card->text(QAccessible::Name), text.formula);
        QCOMPARE(card->text(QAccessible::Value), i < 3 ? QStringLiteral("computed") : QStringLiteral("not computed yet"));
        QVERIFY(card->text(QAccessible::Description).startsWith(text.sentence));
        QCOMPARE(card->state().selected, i == 2);
        // It lies where it is painted.
        const auto middle = tape.mapToGlobal(tape.cardRect(static_cast<std::size_t>(i)).center().toPoint());
        QVERIFY(card->rect().contains(middle));
        QVERIFY(whole->childAt(middle.x(), middle.y()) == card);
    }
    QVERIFY(whole->child(17) == nullptr && whole->child(-1) == nullptr);
    tape.setSnapshot(nullptr);
    QCOMPARE(whole->childCount(), 0);
}

void TapeAccessTest::theCardInHandSaysTheStep() {
    const auto scene = SteppingScene::lesson();
    TapeWidget tape;
    tape.resize(2400, tape.sizeHint().height());
    tape.setSnapshot(scene.partly(1, EntryPart{1, 2}));
    auto* card = QAccessible::queryAccessibleInterface(&tape)->child(0);
    QCOMPARE(card->text(QAccessible::Value), QStringLiteral("computed in part"));
    QVERIFY(card->text(QAccessible::Description).contains(QStringLiteral("Shown so far")));
    tape.setSnapshot(scene.at(1));
    QCOMPARE(card->text(QAccessible::Value), QStringLiteral("computed"));
    QVERIFY(!card->text(QAccessible::Description).contains(QStringLiteral("Shown so far")));
}

void TapeAccessTest::pressingGoesThere() {
    const auto scene = SteppingScene::lesson();
    TapeWidget tape;
    tape.resize(2400, tape.sizeHint().height());
    tape.setSnapshot(scene.at(0));
    QSignalSpy asked(&tape, &TapeWidget::entryRequested);
    auto* card = QAccessible::queryAccessibleInterface(&tape)->child(4);
    auto* actions = card->actionInterface();
    QVERIFY(actions != nullptr && actions->actionNames().contains(QAccessibleActionInterface::pressAction()));
    actions->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<std::size_t>(), std::size_t{5});
}

void TapeAccessTest::groupsUnfold() {
    const SteppingScene scene(chain({3, 4, 4, 4, 2}, std::vector<Activation>(4, Activation::Tanh), Loss::MeanSquaredError));
    TapeWidget tape;
    tape.resize(700, tape.sizeHint().height());
    tape.setSnapshot(scene.at(0));
    QVERIFY(tape.cards().isGrouping());
    auto* whole = QAccessible::queryAccessibleInterface(&tape);
    const int folded = whole->childCount();
    int group = 0;
    while (whole->child(group)->role() != QAccessible::TreeItem) {
        ++group;
    }
    QVERIFY(whole->child(group)->text(QAccessible::Description).startsWith(QStringLiteral("Forward: ")));
    QVERIFY(!whole->child(group)->text(QAccessible::Name).isEmpty());
    whole->child(group)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(whole->childCount() > folded);
}

void TapeAccessTest::goesWithItsWidget() {
    const auto scene = SteppingScene::lesson();
    auto tape = std::make_unique<TapeWidget>();
    tape->setSnapshot(scene.at(1));
    auto* whole = QAccessible::queryAccessibleInterface(tape.get());
    const auto id = QAccessible::uniqueId(whole->child(2));
    QVERIFY(QAccessible::accessibleInterface(id) != nullptr);
    tape.reset();
    QVERIFY(QAccessible::accessibleInterface(id) == nullptr);
}

}  // namespace

GLASSNET_TEST(TapeAccessTest);

}  // namespace glassnet::test

#include "TapeAccessTest.moc"
