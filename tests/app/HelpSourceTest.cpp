#include "app/HelpSource.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

#include "app/ActionCatalog.h"
#include "app/CommandLine.h"
#include "app/MainWindow.h"
#include "tests/support/TestCase.h"
#include "ui/help/HelpWindow.h"

namespace glassnet::test {

namespace {

using namespace app;

class HelpSourceTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyWordOfThePagesExists();
    void everyActionStandsOnTheKeyboardPage();
    void everyVerbStandsOnItsPage();
    void keysAreThoseOfTheTable();
    void helpOpensWhereThePersonIs();
};

void HelpSourceTest::everyWordOfThePagesExists() {
    int filled = 0;
    for (const auto& page : ui::helpPages()) {
        const auto text = ui::helpText(page);
        QCOMPARE(ui::filledHelp(text, helpWord).unknown, QStringList());
        filled += static_cast<int>(text.count(QStringLiteral("{key:")));
    }
    QVERIFY(filled > 30);
    // A page that names what is not there is found out.
    QCOMPARE(ui::filledHelp(QStringLiteral("{key:fly} {key:about} {actions:sea} {commands:x} {word:help}"), helpWord).unknown.size(), 5);
}

void HelpSourceTest::everyActionStandsOnTheKeyboardPage() {
    ui::HelpWindow window(helpWord);
    window.showPage(QStringLiteral("keyboard"));
    const auto text = window.browser().toPlainText();
    for (const auto& row : actionCatalog()) {
        QVERIFY2(text.contains(actionText(row.id)) && text.contains(actionHelp(row.id)), row.key);
        for (const auto& sequence : actionShortcuts(row.id)) {
            QVERIFY2(text.contains(sequence.toString(QKeySequence::NativeText)), row.key);
        }
    }
}

void HelpSourceTest::everyVerbStandsOnItsPage() {
    ui::HelpWindow window(helpWord);
    window.showPage(QStringLiteral("files"));
    const auto text = window.browser().toPlainText();
    for (const auto& verb : verbs()) {
        QVERIFY2(text.contains(QString::fromLatin1(verb.arguments)) && text.contains(verbHelp(verb)), verb.name);
    }
}

void HelpSourceTest::keysAreThoseOfTheTable() {
    QCOMPARE(*helpWord(QStringLiteral("key"), QStringLiteral("redo")), QStringLiteral("`Ctrl+Shift+Z` or `Ctrl+Y`"));
    QCOMPARE(*helpWord(QStringLiteral("name"), QStringLiteral("about")), actionText(ActionId::About));
    const auto table = *helpWord(QStringLiteral("actions"), QStringLiteral("train"));
    QVERIFY(table.contains(QStringLiteral("| %1 | `B` |").arg(actionText(ActionId::TrainBatch))));
    QVERIFY(!table.contains(actionText(ActionId::Rename)));
}

void HelpSourceTest::helpOpensWhereThePersonIs() {
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(settings);
    window.openExample(QStringLiteral("three-two-one"));
    window.show();
    window.workbench().settle();
    for (const auto& [mode, page] :
         {std::pair(ui::Mode::Build, "build"), std::pair(ui::Mode::Step, "step"), std::pair(ui::Mode::Train, "train")}) {
        window.setMode(mode);
        window.action(ActionId::Help).trigger();
        const auto windows = window.findChildren<ui::HelpWindow*>();
        QCOMPARE(windows.size(), 1);
        QVERIFY(windows.front()->isVisible());
        QCOMPARE(windows.front()->page(), QString::fromLatin1(page));
    }
    QCOMPARE(actionShortcuts(ActionId::Help), QList<QKeySequence>{QKeySequence(Qt::Key_F1)});
    window.setMode(ui::Mode::Present);
    QVERIFY(!window.action(ActionId::Help).isEnabled());
}

}  // namespace

GLASSNET_TEST(HelpSourceTest);

}  // namespace glassnet::test

#include "HelpSourceTest.moc"
