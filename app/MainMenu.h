#pragma once

namespace glassnet::app {

class MainWindow;

/// Opens the menu below its button: examples, files, and every action of the catalog that can be used now.
void showMainMenu(MainWindow& window);

/// Tells the version and the license.
void tellAbout(MainWindow& window);

}  // namespace glassnet::app
