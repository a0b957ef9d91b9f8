#include "app/ActionCatalog.h"

#include <QCoreApplication>
#include <array>

namespace glassnet::app {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("ActionCatalog", text)

constexpr auto kBuild = ActionScope::Build;
constexpr auto kStep = ActionScope::Step;
constexpr auto kStudy = ActionScope::Study;
constexpr auto kDesk = ActionScope::Desk;
constexpr auto kTrain = ActionScope::Train;
constexpr auto kRun = ActionScope::Run;

constexpr std::array kActions{
    ActionRow{ActionId::New, "new", WORDS("New"), WORDS("Starts an empty drawing."), "", "Ctrl+N", kDesk},
    ActionRow{ActionId::Open, "open", WORDS("Open…"), WORDS("Opens a Glassnet file."), "", "Ctrl+O", kDesk},
    ActionRow{ActionId::Save, "save", WORDS("Save"), WORDS("Writes the project to its file."), "", "Ctrl+S", kDesk},
    ActionRow{ActionId::SaveAs, "saveAs", WORDS("Save as…"), WORDS("Writes the project to another file."), "", "Ctrl+Shift+S", kDesk},
    ActionRow{ActionId::Quit, "quit", WORDS("Quit"), WORDS("Closes the program."), "", "Ctrl+Q"},
    ActionRow{ActionId::Undo, "undo", WORDS("Undo"), WORDS("Takes the last edit or step back."), "", "Ctrl+Z"},
    ActionRow{ActionId::Redo, "redo", WORDS("Redo"), WORDS("Does again what was undone."), "", "Ctrl+Shift+Z Ctrl+Y"},
    ActionRow{ActionId::Cut, "cut", WORDS("Cut"), WORDS("Copies the selected layers and removes them."), "", "Ctrl+X", kBuild},
    ActionRow{ActionId::Copy, "copy", WORDS("Copy"), WORDS("Copies the selected layers with their values, as text."), "", "Ctrl+C", kBuild},
    ActionRow{ActionId::Paste, "paste", WORDS("Paste"), WORDS("Adds the copied layers, also from another window."), "", "Ctrl+V", kBuild},
    ActionRow{ActionId::Duplicate, "duplicate", WORDS("Duplicate"), WORDS("Adds the selected layers once more."), "", "Ctrl+D", kBuild},
    ActionRow{ActionId::Delete, "delete", WORDS("Delete"), WORDS("Removes the selected layers and links."), "", "Del Backspace", kBuild},
    ActionRow{ActionId::SelectAll, "selectAll", WORDS("Select all"), WORDS("Selects every layer."), "", "Ctrl+A", kBuild},
    ActionRow{ActionId::Rename, "rename", WORDS("Rename"), WORDS("Gives the selected layer another name."), "", "F2", kBuild},
    ActionRow{ActionId::Find, "find", WORDS("Find an action"),
              WORDS("Finds actions, layers and units; a network typed as 4-8-6-3 is made."), "", "Ctrl+K", kDesk},
    ActionRow{ActionId::BuildMode, "buildMode", WORDS("Build"), WORDS("Draw the network and set its values."), "", "Ctrl+1"},
    ActionRow{ActionId::StepMode, "stepMode", WORDS("Step"), WORDS("Walk through the computation."), "", "Ctrl+2"},
    ActionRow{ActionId::TrainMode, "trainMode", WORDS("Train"), WORDS("Let the network learn and watch what it sees."), "", "Ctrl+3"},
    ActionRow{ActionId::PresentMode, "presentMode", WORDS("Present"),
              WORDS("Shows the steps large, in front of a class, and ends it again."), "", "F5 Ctrl+4"},
    ActionRow{ActionId::AddInput, "addInput", WORDS("Add an input layer"), WORDS("Adds a layer of features."), "", "I", kBuild},
    ActionRow{ActionId::AddDense, "addDense", WORDS("Add a dense layer"), WORDS("Adds a fully connected layer behind the selected one."),
              "", "D", kBuild},
    ActionRow{ActionId::AddOutput, "addOutput", WORDS("Add an output layer"), WORDS("Adds a prediction with its loss."), "", "O", kBuild},
    ActionRow{ActionId::AddDropout, "addDropout", WORDS("Add dropout"), WORDS("Adds a layer that silences units at random."), "", "",
              kBuild},
    ActionRow{ActionId::AddBatchNorm, "addBatchNorm", WORDS("Add batch norm"), WORDS("Adds a layer that normalizes over the batch."), "",
              "", kBuild},
    ActionRow{ActionId::AddLayerNorm, "addLayerNorm", WORDS("Add layer norm"), WORDS("Adds a layer that normalizes over the units."), "",
              "", kBuild},
    ActionRow{ActionId::AddJoin, "addJoin", WORDS("Add a join"), WORDS("Adds a layer that joins several values into one."), "", "J",
              kBuild},
    ActionRow{ActionId::MoreUnits, "moreUnits", WORDS("One unit more"), WORDS("Adds a unit to the selected layers."), "", "+ =", kBuild},
    ActionRow{ActionId::FewerUnits, "fewerUnits", WORDS("One unit less"), WORDS("Takes a unit from the selected layers."), "", "-", kBuild},
    ActionRow{ActionId::Freeze, "freeze", WORDS("Freeze or let learn"), WORDS("Keeps the values of the selected layers as they are."), "",
              "F", kBuild},
    ActionRow{ActionId::ToggleCut, "toggleCut", WORDS("Cut or mend the connection"),
              WORDS("A connection that is cut carries nothing; its weight waits."), "", "X", kBuild},
    ActionRow{ActionId::Arrange, "arrange", WORDS("Arrange all layers"), WORDS("Places the layers from left to right."), "", "A", kBuild},
    ActionRow{ActionId::AlignLeft, "alignLeft", WORDS("Align left sides"), WORDS("Brings the selected layers in line."), "", "", kBuild},
    ActionRow{ActionId::AlignCenter, "alignCenter", WORDS("Align centers"), WORDS("Puts the selected layers above each other."), "", "",
              kBuild},
    ActionRow{ActionId::AlignRight, "alignRight", WORDS("Align right sides"), WORDS("Brings the selected layers in line."), "", "", kBuild},
    ActionRow{ActionId::AlignTop, "alignTop", WORDS("Align tops"), WORDS("Brings the selected layers in line."), "", "", kBuild},
    ActionRow{ActionId::AlignMiddle, "alignMiddle", WORDS("Align middles"), WORDS("Puts the selected layers beside each other."), "", "M",
              kBuild},
    ActionRow{ActionId::AlignBottom, "alignBottom", WORDS("Align bottoms"), WORDS("Brings the selected layers in line."), "", "", kBuild},
    ActionRow{ActionId::DistributeAcross, "distributeAcross", WORDS("Equal gaps across"),
              WORDS("Makes the gaps between the selected layers equal, from left to right."), "", "", kBuild},
    ActionRow{ActionId::DistributeDown, "distributeDown", WORDS("Equal gaps down"),
              WORDS("Makes the gaps between the selected layers equal, from top to bottom."), "", "", kBuild},
    ActionRow{ActionId::MoveLeft, "moveLeft", WORDS("Move left"), WORDS("Moves the selected layers by one dot of the grid."), "",
              "Ctrl+Left", kBuild},
    ActionRow{ActionId::MoveRight, "moveRight", WORDS("Move right"), WORDS("Moves the selected layers by one dot of the grid."), "",
              "Ctrl+Right", kBuild},
    ActionRow{ActionId::MoveUp, "moveUp", WORDS("Move up"), WORDS("Moves the selected layers by one dot of the grid."), "", "Ctrl+Up",
              kBuild},
    ActionRow{ActionId::MoveDown, "moveDown", WORDS("Move down"), WORDS("Moves the selected layers by one dot of the grid."), "",
              "Ctrl+Down", kBuild},
    ActionRow{ActionId::Forward, "forward", WORDS("Step forward"), WORDS("Goes on by one step of the chosen size."), "step-forward",
              "Right PgDown", kStep},
    ActionRow{ActionId::Back, "back", WORDS("Step back"), WORDS("Takes one step of the chosen size back, exactly."), "step-back",
              "Left PgUp", kStep},
    ActionRow{ActionId::ToStart, "toStart", WORDS("To the start of the step"), WORDS("Nothing of this step is computed."), "to-start",
              "Home", kStep},
    ActionRow{ActionId::ToEnd, "toEnd", WORDS("To the end of the step"), WORDS("Computes everything up to the last update."), "to-end",
              "End", kStep},
    ActionRow{ActionId::Play, "play", WORDS("Play or pause"),
              WORDS("Goes forward by itself until the end of the step; in Train mode trains until the last epoch."), "play", "Space", kRun},
    ActionRow{ActionId::StepByTerm, "stepByTerm", WORDS("Step by term"), WORDS("A step is one product that joins a sum."), "", "1", kStep},
    ActionRow{ActionId::StepByUnit, "stepByUnit", WORDS("Step by unit"), WORDS("A step is one number of a layer."), "", "2", kStep},
    ActionRow{ActionId::StepByLayer, "stepByLayer", WORDS("Step by layer"), WORDS("A step is one card of the tape."), "", "3", kStep},
    ActionRow{ActionId::StepByPass, "stepByPass", WORDS("Step by pass"),
              WORDS("A step is the whole forward pass, the backward pass or the update."), "", "4", kStep},
    ActionRow{ActionId::StepByBatch, "stepByBatch", WORDS("Step by batch"), WORDS("A step is one batch: forward, backward and update."), "",
              "5", kStep},
    ActionRow{ActionId::StepByEpoch, "stepByEpoch", WORDS("Step by epoch"), WORDS("A step is all batches of the data once."), "", "6",
              kStep},
    ActionRow{ActionId::TrainBatch, "trainBatch", WORDS("Train one batch"), WORDS("Learns from one batch and pauses."), "", "B", kTrain},
    ActionRow{ActionId::TrainEpoch, "trainEpoch", WORDS("Train one epoch"), WORDS("Learns from all batches up to the end of the epoch."),
              "", "E", kTrain},
    ActionRow{ActionId::NextSample, "nextSample", WORDS("Follow the next sample"), WORDS("Shows the next sample of the batch."), "",
              "Shift+Down", kStep},
    ActionRow{ActionId::PreviousSample, "previousSample", WORDS("Follow the previous sample"),
              WORDS("Shows the previous sample of the batch."), "", "Shift+Up", kStep},
    ActionRow{ActionId::Predict, "predict", WORDS("Predict the value"),
              WORDS("Hides the value of the selected unit until you have said what it is."), "", "P", kStudy},
    ActionRow{ActionId::CheckGradients, "checkGradients", WORDS("Check the gradients"),
              WORDS("Compares every gradient with a numeric one."), "", "G", kStudy},
    ActionRow{ActionId::ShowHeatmap, "showHeatmap", WORDS("Show a heatmap"),
              WORDS("Shows a tensor of the program as a large heatmap, and hides it again."), "", "H", kStudy},
    ActionRow{ActionId::Undivided, "undivided", WORDS("Undivided parts"),
              WORDS("Shows what each sample adds to a gradient before it is divided by their number."), "", "U", kStep},
    ActionRow{ActionId::Restart, "restart", WORDS("Start again"), WORDS("Draws the same start values again from the seed."), "restart",
              "Ctrl+R"},
    ActionRow{ActionId::Fit, "fit", WORDS("Show the whole network"), WORDS("Fits the network into the canvas."), "", "Ctrl+0"},
    ActionRow{ActionId::ZoomIn, "zoomIn", WORDS("Zoom in"), WORDS("Shows the network larger."), "", "Ctrl++ Ctrl+="},
    ActionRow{ActionId::ZoomOut, "zoomOut", WORDS("Zoom out"), WORDS("Shows the network smaller."), "", "Ctrl+-"},
    ActionRow{ActionId::MoreDigits, "moreDigits", WORDS("More digits"), WORDS("Shows one more decimal of every number, up to nine."), "",
              "Ctrl+."},
    ActionRow{ActionId::FewerDigits, "fewerDigits", WORDS("Fewer digits"), WORDS("Shows one decimal less of every number, down to two."),
              "", "Ctrl+,"},
    ActionRow{ActionId::AllDigits, "allDigits", WORDS("All digits"),
              WORDS("Shows every number with all digits it has, so that it can be computed again exactly."), "", "9", kStep},
    ActionRow{ActionId::Fractions, "fractions", WORDS("Fractions where exact"), WORDS("Writes 0.5 as 1/2 where that is exact."), "",
              "Ctrl+/"},
    ActionRow{ActionId::ToggleTheme, "toggleTheme", WORDS("Light or dark"), WORDS("Changes between the light and the dark look."), "",
              "Ctrl+T"},
    ActionRow{ActionId::Help, "help", WORDS("Help"), WORDS("Explains what can be done here, and lists all keys."), "", "F1", kDesk},
    ActionRow{ActionId::About, "about", WORDS("About Glassnet"), WORDS("Tells the version and the license."), "", "", kDesk},
};
static_assert(kActions.size() == static_cast<std::size_t>(ActionId::Count_));

#undef WORDS

}  // namespace

bool isInScope(ActionScope scope, ui::Mode mode) {
    switch (scope) {
        case ActionScope::Always:
            return true;
        case ActionScope::Desk:
            return mode != ui::Mode::Present;
        case ActionScope::Build:
            return mode == ui::Mode::Build;
        case ActionScope::Step:
            return mode == ui::Mode::Step || mode == ui::Mode::Present;
        case ActionScope::Study:
            return mode == ui::Mode::Step;
        case ActionScope::Train:
            return mode == ui::Mode::Train;
        case ActionScope::Run:
            return mode != ui::Mode::Build;
    }
    return false;
}

std::span<const ActionRow> actionCatalog() { return kActions; }

const ActionRow& actionRow(ActionId id) { return kActions.at(static_cast<std::size_t>(id)); }

QString actionText(ActionId id) { return QCoreApplication::translate("ActionCatalog", actionRow(id).text); }

QString actionHelp(ActionId id) { return QCoreApplication::translate("ActionCatalog", actionRow(id).help); }

QList<QKeySequence> actionShortcuts(ActionId id) {
    QList<QKeySequence> sequences;
    for (const auto& text : QString::fromLatin1(actionRow(id).shortcuts).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        sequences.append(QKeySequence(text, QKeySequence::PortableText));
    }
    return sequences;
}

}  // namespace glassnet::app
