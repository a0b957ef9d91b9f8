#pragma once

#include <QString>

namespace glassnet::app {

class MainWindow;

/// Opens the menu below its button: examples, files, and every action of the catalog that can be used now.
void showMainMenu(MainWindow& window);

/// Shows a page of the help in a window beside this one, which stays open.
void showHelp(MainWindow& window, const QString& page);

/// Tells the version and the license.
void tellAbout(MainWindow& window);

}  // namespace glassnet::app
