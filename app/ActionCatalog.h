#pragma once

#include <QKeySequence>
#include <QString>
#include <span>

#include "ui/header/ModeSwitch.h"

namespace glassnet::app {

/// Everything a person can do by menu or key.
enum class ActionId : unsigned char {
    New,
    Open,
    Save,
    SaveAs,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    Rename,
    Find,
    BuildMode,
    StepMode,
    TrainMode,
    PresentMode,
    AddInput,
    AddDense,
    AddOutput,
    AddDropout,
    AddBatchNorm,
    AddLayerNorm,
    AddJoin,
    MoreUnits,
    FewerUnits,
    Freeze,
    ToggleCut,
    Arrange,
    AlignLeft,
    AlignCenter,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    DistributeAcross,
    DistributeDown,
    MoveLeft,
    MoveRight,
    MoveUp,
    MoveDown,
    Forward,
    Back,
    ToStart,
    ToEnd,
    Play,
    StepByTerm,
    StepByUnit,
    StepByLayer,
    StepByPass,
    StepByBatch,
    StepByEpoch,
    TrainBatch,
    TrainEpoch,
    NextSample,
    PreviousSample,
    Predict,
    CheckGradients,
    ShowHeatmap,
    Undivided,
    Restart,
    Fit,
    ZoomIn,
    ZoomOut,
    MoreDigits,
    FewerDigits,
    AllDigits,
    Fractions,
    ToggleTheme,
    Help,
    About,
    Count_  ///< not an action: their number
};

/// In which mode an action can be used: in every one, at the desk (in every one but Present, which shows no dialog), while building, while
/// stepping or presenting, while stepping only, while training only, or while anything runs (in every one but Build).
enum class ActionScope : unsigned char { Always, Desk, Build, Step, Study, Train, Run };

/// True when the action can be used in this mode.
[[nodiscard]] bool isInScope(ActionScope scope, ui::Mode mode);

/// One action: its words, its icon (a name of ui/theme/Icon, or empty) and its shortcuts as QKeySequence writes them, separated by spaces.
struct ActionRow {
    ActionId id;
    const char* key;   ///< for settings and tests; never shown
    const char* text;  ///< for tr() in context "ActionCatalog"
    const char* help;
    const char* icon;
    const char* shortcuts;
    ActionScope scope = ActionScope::Always;
};

/// The one table of actions, in ActionId's order: menus, shortcuts and the help page come from it.
[[nodiscard]] std::span<const ActionRow> actionCatalog();
[[nodiscard]] const ActionRow& actionRow(ActionId id);

[[nodiscard]] QString actionText(ActionId id);
[[nodiscard]] QString actionHelp(ActionId id);
[[nodiscard]] QList<QKeySequence> actionShortcuts(ActionId id);

}  // namespace glassnet::app
