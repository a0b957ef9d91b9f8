#include "ui/find/FindField.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/find/FindList.h"
#include "ui/find/FindMatch.h"

namespace glassnet::test {

using ui::FindField;
using ui::FindRow;

namespace {

const std::vector<FindRow>& everything() {
    static const std::vector<FindRow> rows{
        {"open", "Open…", "Ctrl+O", ""},
        {"forward", "Step forward", "Right", "step-forward"},
        {"back", "Step back", "Left", "step-back"},
        {"restart", "Start again", "Ctrl+R", "restart"},
        {"fit", "Show the whole network", "Ctrl+0", ""},
        {"theme", "Light or dark", "Ctrl+T", "theme-dark"},
        {"layer/2", "Dense 1", "layer", "dense"},
        {"unit/2/0", "h₁", "unit of Dense 1", ""},
        {"about", "About Glassnet", "F1", ""},
        {"quit", "Quit", "Ctrl+Q", ""},
        {"digits", "More digits", "Ctrl+.", ""},
    };
    return rows;
}

std::vector<FindRow> found(const QString& text) {
    auto rows = ui::rankedRows(text, everything());
    if (text == QStringLiteral("4-8-6-3")) {
        rows.insert(rows.begin(), FindRow{"chain", "Make the network 4-8-6-3", "network", "dense"});
    }
    return rows;
}

/// A window with a button that has the focus, and the field above it at the right.
struct Scene {
    Scene() {
        window.resize(640, 420);
        field.setGeometry(416, 9, 210, 34);
        field.setSource(found);
        field.setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
        before.setGeometry(20, 100, 120, 34);
        window.show();
        before.setFocus();
    }
    [[nodiscard]] QString current() const { return field.list().rows().at(static_cast<std::size_t>(field.list().current())).id; }

    QWidget window;
    QPushButton before{QStringLiteral("before"), &window};
    FindField field{&window};
    QSignalSpy chosen{&field, &FindField::chosen};
};

}  // namespace

class FindFieldTest final : public TestCase {
    Q_OBJECT
private slots:
    void typesAndTakes();
    void aNetworkTypedAsNumbers();
    void movesByKeys();
    void escapeLeaves();
    void mouseTakes();
    void startShowsEverything();
    void nothingFound();
    void leavingCloses();
    void takenAwayWithItsWindow();
    void saysWhereItIs();
    void looks();
};

void FindFieldTest::typesAndTakes() {
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window));
    scene.field.setFocus(Qt::TabFocusReason);
    QVERIFY(!scene.field.isOpen());
    QTest::keyClicks(&scene.field, QStringLiteral("sb"));
    QVERIFY(scene.field.isOpen());
    QCOMPARE(scene.current(), QStringLiteral("back"));
    QWidget* focusWhenTold = nullptr;
    connect(&scene.field, &FindField::chosen, this, [&] { focusWhenTold = QApplication::focusWidget(); });
    QTest::keyClick(&scene.field, Qt::Key_Return);
    QCOMPARE(scene.chosen.size(), 1);
    QCOMPARE(scene.chosen.first().first().value<FindRow>().id, QStringLiteral("back"));
    QCOMPARE(focusWhenTold, &scene.before);
    QVERIFY(!scene.field.isOpen());
    QCOMPARE(scene.field.text(), QString());
}

void FindFieldTest::aNetworkTypedAsNumbers() {
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window));
    scene.field.start();
    int keys = 0;
    for (const QChar key : QStringLiteral("4-8-6-3")) {
        QTest::keyClick(&scene.field, key.toLatin1());
        ++keys;
    }
    QTest::keyClick(&scene.field, Qt::Key_Enter);
    QCOMPARE(scene.chosen.size(), 1);
    QCOMPARE(scene.chosen.first().first().value<FindRow>().title, QStringLiteral("Make the network 4-8-6-3"));
    // With the shortcut that starts it: nine keys.
    QCOMPARE(keys + 2, 9);
}

void FindFieldTest::movesByKeys() {
    Scene scene;
    scene.field.start();
    const auto press = [&scene](Qt::Key key) { QTest::keyClick(&scene.field, key); };
    QCOMPARE(scene.current(), QStringLiteral("open"));
    press(Qt::Key_Up);
    QCOMPARE(scene.current(), QStringLiteral("open"));
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    QCOMPARE(scene.current(), QStringLiteral("back"));
    press(Qt::Key_PageDown);
    press(Qt::Key_PageDown);
    QCOMPARE(scene.current(), QStringLiteral("digits"));
    press(Qt::Key_PageUp);
    press(Qt::Key_Up);
    press(Qt::Key_PageUp);
    QCOMPARE(scene.current(), QStringLiteral("open"));
    press(Qt::Key_Down);
    QTest::keyClicks(&scene.field, QStringLiteral("d"));
    QCOMPARE(scene.field.list().current(), 0);
}

void FindFieldTest::escapeLeaves() {
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window));
    scene.field.start();
    QTest::keyClicks(&scene.field, QStringLiteral("dark"));
    QTest::keyClick(&scene.field, Qt::Key_Escape);
    QVERIFY(!scene.field.isOpen());
    QCOMPARE(scene.field.text(), QString());
    QCOMPARE(QApplication::focusWidget(), &scene.before);
    QCOMPARE(scene.chosen.size(), 0);
}

void FindFieldTest::mouseTakes() {
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window));
    QTest::mouseClick(&scene.field, Qt::LeftButton);
    QVERIFY(scene.field.isOpen());
    QVERIFY(scene.window.rect().contains(scene.field.list().geometry()));
    auto* rows = scene.window.childAt(scene.field.list().mapTo(&scene.window, scene.field.list().rowRect(2).center()));
    QVERIFY(rows != nullptr && scene.field.list().isAncestorOf(rows));
    const auto place = rows->mapFrom(&scene.field.list(), scene.field.list().rowRect(2).center());
    QTest::mouseMove(rows, place);
    QTest::mouseClick(rows, Qt::LeftButton, {}, place);
    QCOMPARE(scene.chosen.size(), 1);
    QCOMPARE(scene.chosen.first().first().value<FindRow>().id, QStringLiteral("back"));
    QCOMPARE(QApplication::focusWidget(), &scene.before);
}

void FindFieldTest::startShowsEverything() {
    Scene scene;
    scene.field.start();
    QCOMPARE(scene.field.list().rows().size(), everything().size());
    FindField bare;
    bare.start();
    QVERIFY(!bare.isOpen());
}

void FindFieldTest::nothingFound() {
    Scene scene;
    scene.field.start();
    QTest::keyClicks(&scene.field, QStringLiteral("qqq"));
    QVERIFY(scene.field.isOpen());
    QCOMPARE(scene.field.list().current(), -1);
    QTest::keyClick(&scene.field, Qt::Key_Return);
    QTest::keyClick(&scene.field, Qt::Key_Down);
    QCOMPARE(scene.chosen.size(), 0);
    QVERIFY(paintedTexts(scene.field.list()).join(QLatin1Char(' ')).contains(QStringLiteral("qqq")));
}

void FindFieldTest::leavingCloses() {
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window));
    scene.field.start();
    QTest::keyClicks(&scene.field, QStringLiteral("da"));
    QTest::mouseClick(&scene.window, Qt::LeftButton, {}, QPoint(20, 300));
    QVERIFY(!scene.field.isOpen());
    scene.field.start();
    QVERIFY(scene.field.isOpen());
    scene.before.setFocus();
    QVERIFY(!scene.field.isOpen());
    QCOMPARE(scene.field.text(), QString());
}

void FindFieldTest::takenAwayWithItsWindow() {
    auto window = std::make_unique<QWidget>();
    auto* field = new FindField(window.get());
    field->setSource(found);
    window->show();
    field->start();
    delete field;
    QVERIFY(window->findChild<ui::FindList*>() == nullptr);
    field = new FindField(window.get());
    field->setSource(found);
    field->start();
    window.reset();
}

void FindFieldTest::saysWhereItIs() {
    Scene scene;
    QVERIFY(!scene.field.accessibleName().isEmpty());
    QCOMPARE(scene.field.accessibleDescription(), QStringLiteral("Ctrl+K"));
    scene.field.start();
    QTest::keyClick(&scene.field, Qt::Key_Down);
    QCOMPARE(scene.field.accessibleDescription(), QStringLiteral("Step forward, Right, 2 of 11"));
}

void FindFieldTest::looks() {
    const auto wrongWith = [](Scene& scene, const QString& name) {
        auto wrong = lookAt(scene.window, name);
        // Their own words, not words cut short.
        wrong.removeAll(QStringLiteral("elided: ") + scene.field.placeholderText());
        wrong.removeAll(QStringLiteral("elided: Open…"));
        wrong.removeAll(QStringLiteral("elided: pen…"));
        return wrong;
    };
    Scene rest;
    QCOMPARE(wrongWith(rest, QStringLiteral("find")), QStringList());
    Scene open;
    open.field.start();
    QCOMPARE(wrongWith(open, QStringLiteral("find_open")), QStringList());
    QTest::keyClicks(&open.field, QStringLiteral("st"));
    QCOMPARE(wrongWith(open, QStringLiteral("find_typed")), QStringList());
    QTest::keyClicks(&open.field, QStringLiteral("xyz"));
    QCOMPARE(wrongWith(open, QStringLiteral("find_nothing")), QStringList());
}

GLASSNET_TEST(FindFieldTest);

}  // namespace glassnet::test

#include "FindFieldTest.moc"
