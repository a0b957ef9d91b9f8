#pragma once

#include <QString>
#include <optional>

#include "ui/header/ModeSwitch.h"

namespace glassnet::app {

/// The words of the program that help pages take over (ui::HelpWords): `key:ACTION` its shortcuts, `name:ACTION` its text, `actions:MODE`
/// a table of all actions that belong to a mode (everywhere, build, step, train), `commands` what the command line can do.
[[nodiscard]] std::optional<QString> helpWord(const QString& what, const QString& argument);

/// The page that explains a mode.
[[nodiscard]] QString helpPageOf(ui::Mode mode);

}  // namespace glassnet::app
