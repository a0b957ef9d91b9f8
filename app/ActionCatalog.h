#pragma once

#include <QKeySequence>
#include <QString>
#include <span>

namespace glassnet::app {

/// Everything a person can do by menu or key.
enum class ActionId : unsigned char {
    Open,
    Save,
    SaveAs,
    Quit,
    Forward,
    Back,
    ToStart,
    ToEnd,
    Play,
    Restart,
    Fit,
    ZoomIn,
    ZoomOut,
    MoreDigits,
    FewerDigits,
    ToggleTheme,
    About,
    Count_  ///< not an action: their number
};

/// One action: its words, its icon (a name of ui/theme/Icon, or empty) and its shortcuts as QKeySequence writes them, separated by spaces.
struct ActionRow {
    ActionId id;
    const char* key;   ///< for settings and tests; never shown
    const char* text;  ///< for tr() in context "ActionCatalog"
    const char* help;
    const char* icon;
    const char* shortcuts;
};

/// The one table of actions, in ActionId's order: menus, shortcuts and the help page come from it.
[[nodiscard]] std::span<const ActionRow> actionCatalog();
[[nodiscard]] const ActionRow& actionRow(ActionId id);

[[nodiscard]] QString actionText(ActionId id);
[[nodiscard]] QString actionHelp(ActionId id);
[[nodiscard]] QList<QKeySequence> actionShortcuts(ActionId id);

}  // namespace glassnet::app
