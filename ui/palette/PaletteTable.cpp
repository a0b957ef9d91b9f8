#include "ui/palette/PaletteTable.h"

#include <QCoreApplication>
#include <array>

#include "ui/support/MimeTypes.h"

namespace glassnet::ui {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("Palette", text)

constexpr auto kRows = std::to_array<PaletteRow>({
    {PaletteSection::Layers, "input", WORDS("Input"), WORDS("features x"), WORDS("Holds the features of a sample, one in each unit."),
     "input"},
    {PaletteSection::Layers, "dense", WORDS("Dense"), WORDS("x·W + b, then f"),
     WORDS("Connects each unit to every unit before it: a weighted sum, a bias, then an activation."), "dense"},
    {PaletteSection::Layers, "output", WORDS("Output"), WORDS("prediction ŷ and loss"),
     WORDS("A dense layer whose result is the prediction ŷ; a loss compares it with the target."), "output"},
    {PaletteSection::Layers, "dropout", WORDS("Dropout"), WORDS("silences units"),
     WORDS("Sets units to zero at random while training, so that no unit relies on another."), "dropout"},
    {PaletteSection::Layers, "batch_norm", WORDS("Batch norm"), WORDS("over the batch"),
     WORDS("Brings each unit to mean 0 and variance 1 over the samples of a batch, then scales and shifts it."), "batch-norm"},
    {PaletteSection::Layers, "layer_norm", WORDS("Layer norm"), WORDS("over the units"),
     WORDS("Brings each sample to mean 0 and variance 1 over the units of the layer, then scales and shifts it."), "layer-norm"},
    {PaletteSection::Layers, "join", WORDS("Join"), WORDS("concatenate · add"),
     WORDS("Takes several layers and puts their units side by side, or adds them unit by unit."), "join"},
    {PaletteSection::Data, "spiral", WORDS("Spiral"), WORDS("2 features · 2 classes"),
     WORDS("Points on two arms wound around each other, one arm for each class. No straight line parts them."), "spiral"},
    {PaletteSection::Data, "circles", WORDS("Circles"), WORDS("2 features · 2 classes"),
     WORDS("Points on two rings, one within the other, one ring for each class."), "circles"},
    {PaletteSection::Data, "xor", WORDS("XOR"), WORDS("2 features · 2 classes"),
     WORDS("The class is 1 where one of the two features is below zero and the other above. One neuron cannot learn it."), "xor"},
    {PaletteSection::Data, "sine", WORDS("Sine wave"), WORDS("1 feature · a number"),
     WORDS("The target is a number, the sine of a single feature, with a little noise."), "sine"},
    {PaletteSection::Data, "iris", WORDS("Iris"), WORDS("4 features · 3 classes"),
     WORDS("Four lengths of 150 flowers tell which of three species each one is."), "iris"},
    {PaletteSection::Data, "table", WORDS("Open a table"), WORDS("CSV · NumPy · IDX"),
     WORDS("Reads a table of your own from a file; the network is fitted to its columns."), "table"},
});

// In PaletteSection's order.
struct SectionRow {
    const char* title;
    const char* mime;
};
constexpr std::array kSections{
    SectionRow{WORDS("Layers"), kLayerMime},
    SectionRow{WORDS("Data"), kDataMime},
};
static_assert(kSections.size() == static_cast<std::size_t>(PaletteSection::Count_));

#undef WORDS

QString translated(const char* words) { return QCoreApplication::translate("Palette", words); }

const SectionRow& rowOf(PaletteSection section) { return kSections.at(static_cast<std::size_t>(section)); }

}  // namespace

std::span<const PaletteRow> paletteTable() { return kRows; }

QString paletteTitle(const PaletteRow& row) { return translated(row.title); }

QString paletteLine(const PaletteRow& row) { return translated(row.line); }

QString paletteHelp(const PaletteRow& row) { return translated(row.help); }

QString paletteSectionTitle(PaletteSection section) { return translated(rowOf(section).title); }

QString paletteMime(PaletteSection section) { return QString::fromLatin1(rowOf(section).mime); }

std::unique_ptr<QMimeData> paletteMimeData(const PaletteRow& row) {
    auto data = std::make_unique<QMimeData>();
    data->setData(paletteMime(row.section), QByteArray(row.key));
    return data;
}

}  // namespace glassnet::ui
