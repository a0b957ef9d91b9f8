#include "app/MainMenu.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include "app/Examples.h"
#include "app/HelpSource.h"
#include "app/MainWindow.h"
#include "engine/base/Version.h"
#include "ui/header/HeaderBar.h"
#include "ui/help/HelpWindow.h"
#include "ui/support/Dialogs.h"

namespace glassnet::app {

namespace {

struct MainMenuWords {
    Q_DECLARE_TR_FUNCTIONS(MainMenu)
};

}  // namespace

void showMainMenu(MainWindow& window) {
    QMenu menu(&window);
    auto* examples = menu.addMenu(MainMenuWords::tr("Examples"));
    for (const auto& example : exampleList()) {
        QObject::connect(examples->addAction(example.title), &QAction::triggered, &window,
                         [&window, name = example.name] { window.leaveFor([&window, name] { window.openExample(name); }); });
    }
    const auto add = [&](std::initializer_list<ActionId> ids) {
        menu.addSeparator();
        for (const auto id : ids) {
            menu.addAction(&window.action(id));
        }
    };
    add({ActionId::New, ActionId::Open, ActionId::Save, ActionId::SaveAs});
    add({ActionId::Undo, ActionId::Redo});
    auto* edit = menu.addMenu(MainMenuWords::tr("Drawing"));
    auto* arrange = menu.addMenu(MainMenuWords::tr("Place"));
    edit->setEnabled(window.mode() == ui::Mode::Build);
    arrange->setEnabled(window.mode() == ui::Mode::Build);
    for (auto id = ActionId::Cut; id < ActionId::Forward; id = static_cast<ActionId>(static_cast<int>(id) + 1)) {
        if (actionRow(id).scope == ActionScope::Build) {
            (id < ActionId::Arrange ? edit : arrange)->addAction(&window.action(id));
        }
    }
    add({ActionId::Forward, ActionId::Back, ActionId::ToStart, ActionId::ToEnd, ActionId::Play, ActionId::Restart});
    add({ActionId::Fit, ActionId::ZoomIn, ActionId::ZoomOut, ActionId::MoreDigits, ActionId::FewerDigits, ActionId::ToggleTheme});
    menu.addSeparator();
    auto* help = menu.addMenu(MainMenuWords::tr("Help"));
    help->addAction(&window.action(ActionId::Help));
    help->addSeparator();
    for (const auto& page : ui::helpPages()) {
        QObject::connect(help->addAction(ui::helpTitle(page)), &QAction::triggered, &window,
                         [&window, key = QString::fromLatin1(page.key)] { showHelp(window, key); });
    }
    help->addSeparator();
    help->addAction(&window.action(ActionId::About));
    menu.addAction(&window.action(ActionId::Quit));
    const auto place = window.header().menuPlace();
    menu.exec(QPoint(place.x() - menu.sizeHint().width(), place.y()));
}

void showHelp(MainWindow& window, const QString& page) {
    auto* help = window.findChild<ui::HelpWindow*>();
    if (help == nullptr) {
        help = new ui::HelpWindow(helpWord, &window);
    }
    help->showPage(page);
    help->show();
    help->raise();
    help->activateWindow();
}

void tellAbout(MainWindow& window) {
    ui::Dialogs::tell(&window, MainMenuWords::tr("About Glassnet"),
                      MainMenuWords::tr("Glassnet %1\n\nDraw a neural network, see every number inside it, step through it.\n\n"
                                        "Free software under the GNU General Public License, version 3 or later, without any warranty.")
                          .arg(QString::fromUtf8(kVersion.data(), static_cast<qsizetype>(kVersion.size()))));
}

}  // namespace glassnet::app
