#include "app/ActionCatalog.h"

#include <QCoreApplication>
#include <array>

namespace glassnet::app {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("ActionCatalog", text)

constexpr std::array kActions{
    ActionRow{ActionId::Open, "open", WORDS("Open…"), WORDS("Opens a Glassnet file."), "", "Ctrl+O"},
    ActionRow{ActionId::Save, "save", WORDS("Save"), WORDS("Writes the project to its file."), "", "Ctrl+S"},
    ActionRow{ActionId::SaveAs, "saveAs", WORDS("Save as…"), WORDS("Writes the project to another file."), "", "Ctrl+Shift+S"},
    ActionRow{ActionId::Quit, "quit", WORDS("Quit"), WORDS("Closes the program."), "", "Ctrl+Q"},
    ActionRow{ActionId::Forward, "forward", WORDS("Step forward"), WORDS("Computes the next entry of the tape."), "step-forward",
              "Right PgDown"},
    ActionRow{ActionId::Back, "back", WORDS("Step back"), WORDS("Takes the last entry back, exactly."), "step-back", "Left PgUp"},
    ActionRow{ActionId::ToStart, "toStart", WORDS("To the start of the step"), WORDS("Nothing of this step is computed."), "to-start",
              "Home"},
    ActionRow{ActionId::ToEnd, "toEnd", WORDS("To the end of the step"), WORDS("Computes everything up to the last update."), "to-end",
              "End"},
    ActionRow{ActionId::Play, "play", WORDS("Play or pause"), WORDS("Goes forward by itself until the end of the step."), "play", "Space"},
    ActionRow{ActionId::Restart, "restart", WORDS("Start again"), WORDS("Draws the same start values again from the seed."), "restart",
              "Ctrl+R"},
    ActionRow{ActionId::Fit, "fit", WORDS("Show the whole network"), WORDS("Fits the network into the canvas."), "", "Ctrl+0"},
    ActionRow{ActionId::ZoomIn, "zoomIn", WORDS("Zoom in"), WORDS("Shows the network larger."), "", "Ctrl++ Ctrl+="},
    ActionRow{ActionId::ZoomOut, "zoomOut", WORDS("Zoom out"), WORDS("Shows the network smaller."), "", "Ctrl+-"},
    ActionRow{ActionId::MoreDigits, "moreDigits", WORDS("More digits"), WORDS("Shows one more decimal of every number, up to nine."), "",
              "Ctrl+."},
    ActionRow{ActionId::FewerDigits, "fewerDigits", WORDS("Fewer digits"), WORDS("Shows one decimal less of every number, down to two."),
              "", "Ctrl+,"},
    ActionRow{ActionId::ToggleTheme, "toggleTheme", WORDS("Light or dark"), WORDS("Changes between the light and the dark look."), "",
              "Ctrl+T"},
    ActionRow{ActionId::About, "about", WORDS("About Glassnet"), WORDS("Tells the version and the license."), "", "F1"},
};
static_assert(kActions.size() == static_cast<std::size_t>(ActionId::Count_));

#undef WORDS

}  // namespace

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
