#include "app/ActionCatalog.h"

#include <QAction>
#include <QCoreApplication>
#include <QSet>
#include <QTemporaryDir>

#include "app/MainWindow.h"
#include "tests/support/TestCase.h"
#include "ui/support/Dialogs.h"

namespace glassnet::test {

using namespace app;

class ActionCatalogTest final : public TestCase {
    Q_OBJECT
private slots:
    void isInTheOrderOfTheIds();
    void shortcutsAreUnique();
    void everyActionDoesSomething();
};

void ActionCatalogTest::isInTheOrderOfTheIds() {
    QSet<QString> keys;
    std::size_t place = 0;
    for (const auto& row : actionCatalog()) {
        QCOMPARE(static_cast<std::size_t>(row.id), place++);
        keys.insert(QString::fromLatin1(row.key));
        QVERIFY(!actionText(row.id).isEmpty());
        QVERIFY2(actionHelp(row.id).endsWith(QLatin1Char('.')), row.key);
    }
    QCOMPARE(keys.size(), qsizetype(actionCatalog().size()));
    QVERIFY(!keys.contains(QString()));
}

void ActionCatalogTest::shortcutsAreUnique() {
    QSet<QString> seen;
    for (const auto& row : actionCatalog()) {
        const auto sequences = actionShortcuts(row.id);
        for (const auto& sequence : sequences) {
            QVERIFY2(sequence.count() == 1 && sequence[0].key() != Qt::Key_unknown, row.key);
            QVERIFY2(!seen.contains(sequence.toString()), row.key);
            seen.insert(sequence.toString());
        }
    }
}

void ActionCatalogTest::everyActionDoesSomething() {
    ui::Dialogs::silence(true);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    settings.setValue(SettingId::Theme, QStringLiteral("light"));
    MainWindow window(settings);
    window.openExample(QStringLiteral("three-two-one"));
    window.workbench().settle();
    window.show();
    for (const auto& row : actionCatalog()) {
        QVERIFY(!window.action(row.id).text().isEmpty());
        QVERIFY(window.actions().contains(&window.action(row.id)));
        ui::Dialogs::answerNextFile({});
        window.setMode(row.scope == ActionScope::Build   ? ui::Mode::Build
                       : row.scope == ActionScope::Train ? ui::Mode::Train
                                                         : ui::Mode::Step);
        QVERIFY2(window.action(row.id).isEnabled() || row.id == ActionId::Undo || row.id == ActionId::Redo, row.key);
        window.action(row.id).trigger();
        window.workbench().settle();
        QCoreApplication::processEvents();
    }
    QVERIFY(!window.isVisible());  // Quit closed it
    QVERIFY(ui::Dialogs::lastTold().contains(QStringLiteral("Glassnet")));
    ui::Dialogs::silence(false);
}

GLASSNET_TEST(ActionCatalogTest);

}  // namespace glassnet::test

#include "ActionCatalogTest.moc"
