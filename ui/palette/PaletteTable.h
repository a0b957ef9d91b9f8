#pragma once

#include <QMimeData>
#include <QString>
#include <cstdint>
#include <memory>
#include <span>

namespace glassnet::ui {

/// The parts of the palette, top to bottom.
enum class PaletteSection : std::uint8_t { Layers, Data, Count_ };

/// One entry of the palette: the key of a layer kind or of a set of data ("table": a file to be opened), its words and its icon (a name of
/// ui/theme/Icon).
struct PaletteRow {
    PaletteSection section;
    const char* key;
    const char* title;  ///< for tr() in context "Palette"
    const char* line;   ///< a few words below the title
    const char* help;   ///< a sentence, for the tool tip and for what is read out
    const char* icon;   ///< of a set: the part in the icon's own color is class 0, the accent's part is class 1
};

/// The one table of entries, in the order of their sections.
[[nodiscard]] std::span<const PaletteRow> paletteTable();

[[nodiscard]] QString paletteTitle(const PaletteRow& row);
[[nodiscard]] QString paletteLine(const PaletteRow& row);
[[nodiscard]] QString paletteHelp(const PaletteRow& row);
[[nodiscard]] QString paletteSectionTitle(PaletteSection section);

/// The mime type of a section's entries: one of ui/support/MimeTypes.
[[nodiscard]] QString paletteMime(PaletteSection section);
/// What is dragged: the row's key under its section's mime type.
[[nodiscard]] std::unique_ptr<QMimeData> paletteMimeData(const PaletteRow& row);

}  // namespace glassnet::ui
