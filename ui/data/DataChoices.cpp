#include "ui/data/DataChoices.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <iterator>

namespace glassnet::ui {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("DataChoices", text)

constexpr auto kChoices = std::to_array<DataChoice>({
    {DataGroup::Formula, "spiral", WORDS("Spiral"), WORDS("Points on arms wound around each other, an arm for each class.")},
    {DataGroup::Formula, "circles", WORDS("Circles"), WORDS("Points on rings around each other, a ring for each class.")},
    {DataGroup::Formula, "xor", WORDS("XOR"), WORDS("The class is 1 where one of x and y is below zero and the other above.")},
    {DataGroup::Formula, "moons", WORDS("Moons"), WORDS("Two half rings that reach into each other, one for each class.")},
    {DataGroup::Formula, "blobs", WORDS("Blobs"), WORDS("A cloud of points for each class.")},
    {DataGroup::Formula, "checkerboard", WORDS("Checkerboard"), WORDS("Squares of a board, the classes in turn.")},
    {DataGroup::Formula, "plane", WORDS("Plane"), WORDS("The target is a number, the mean of x and y.")},
    {DataGroup::Formula, "waves", WORDS("Waves"), WORDS("The target is a number that rises and falls along x and along y.")},
    {DataGroup::Formula, "sine", WORDS("Sine wave"), WORDS("The target is a number, the sine of a single feature.")},
    {DataGroup::Gates, "gate.and", WORDS("AND"), WORDS("1 where both inputs are 1.")},
    {DataGroup::Gates, "gate.or", WORDS("OR"), WORDS("1 where an input is 1, or both are.")},
    {DataGroup::Gates, "gate.nand", WORDS("NAND"), WORDS("0 where both inputs are 1, otherwise 1.")},
    {DataGroup::Gates, "gate.nor", WORDS("NOR"), WORDS("1 where no input is 1.")},
    {DataGroup::Gates, "gate.xor", WORDS("XOR gate"), WORDS("1 where exactly one input is 1. One neuron cannot learn it.")},
    {DataGroup::Gates, "gate.xnor", WORDS("XNOR"), WORDS("1 where both inputs are the same. One neuron cannot learn it.")},
    {DataGroup::Playground, "playground.circle", WORDS("Playground circle"), WORDS("A disk within a ring, point for point.")},
    {DataGroup::Playground, "playground.xor", WORDS("Playground XOR"), WORDS("Four squares, point for point.")},
    {DataGroup::Playground, "playground.gauss", WORDS("Playground Gauss"), WORDS("Two clouds, point for point.")},
    {DataGroup::Playground, "playground.spiral", WORDS("Playground spiral"), WORDS("Two arms, point for point.")},
    {DataGroup::Playground, "playground.reg-plane", WORDS("Playground plane"), WORDS("A number that rises evenly, point for point.")},
    {DataGroup::Playground, "playground.reg-gauss", WORDS("Playground hills"), WORDS("Hills and valleys, point for point.")},
    {DataGroup::Real, "iris", WORDS("Iris"), WORDS("Four lengths of a flower tell which of three species it is."),
     WORDS("R. A. Fisher, 1936; UCI Machine Learning Repository. License CC BY 4.0.")},
    {DataGroup::Real, "penguins", WORDS("Penguins"), WORDS("What was measured of a penguin tells its species. Some cells are empty."),
     WORDS("A. Horst, A. Hill and K. Gorman, palmerpenguins. License CC0 1.0.")},
    {DataGroup::Real, "wine", WORDS("Wine"), WORDS("Thirteen measurements of a wine tell which of three growers made it."),
     WORDS("S. Aeberhard and M. Forina; UCI Machine Learning Repository. License CC BY 4.0.")},
    {DataGroup::Real, "breast-cancer", WORDS("Breast cancer"), WORDS("Thirty measurements of cell nuclei tell malignant from benign."),
     WORDS("W. Wolberg, O. Mangasarian and W. N. Street; UCI Machine Learning Repository. License CC BY 4.0.")},
    {DataGroup::Real, "digits", WORDS("Digits"), WORDS("8 by 8 pixels of a handwritten digit tell which one it is."),
     WORDS("E. Alpaydin and C. Kaynak; UCI Machine Learning Repository. License CC BY 4.0.")},
});

struct GroupRow {
    const char* title;
    const char* help;
};
// In DataGroup's order.
constexpr std::array kGroups{
    GroupRow{WORDS("Made by a formula"), WORDS("Points or numbers drawn from a seed.")},
    GroupRow{WORDS("Logic gates"), WORDS("Two inputs of 0 and 1, and what a gate makes of them.")},
    GroupRow{WORDS("Playground"), WORDS("The points that TensorFlow Playground draws for the same seed.")},
    GroupRow{WORDS("Real tables"), WORDS("Tables of real measurements that come with the program.")},
    GroupRow{WORDS("A file"), WORDS("A table of your own: CSV, NumPy or IDX.")},
    GroupRow{WORDS("Pasted cells"), WORDS("Cells that were copied in a spreadsheet.")},
    GroupRow{WORDS("Drawn by hand"), WORDS("Points that you draw on the map.")},
};
static_assert(kGroups.size() == static_cast<std::size_t>(DataGroup::Count_));

#undef WORDS

QString translated(const char* words) { return QCoreApplication::translate("DataChoices", words); }

}  // namespace

std::vector<DataChoice> dataChoices(DataGroup group) {
    std::vector<DataChoice> found;
    std::ranges::copy_if(kChoices, std::back_inserter(found), [group](const DataChoice& choice) { return choice.group == group; });
    return found;
}

std::optional<DataChoice> findDataChoice(const std::string& key) {
    const auto found = std::ranges::find_if(kChoices, [&key](const DataChoice& choice) { return key == choice.key; });
    return found == kChoices.end() ? std::nullopt : std::optional(*found);
}

QString choiceTitle(const DataChoice& choice) { return translated(choice.title); }
QString choiceHelp(const DataChoice& choice) { return translated(choice.help); }
QString choiceRights(const DataChoice& choice) { return choice.rights == nullptr ? QString() : translated(choice.rights); }
QString groupTitle(DataGroup group) { return translated(kGroups.at(static_cast<std::size_t>(group)).title); }
QString groupHelp(DataGroup group) { return translated(kGroups.at(static_cast<std::size_t>(group)).help); }

std::optional<DataGroup> groupOf(const DataSpec& data) {
    if (const auto* spec = std::get_if<SyntheticSpec>(&data)) {
        const auto choice = findDataChoice(spec->key);
        return choice ? choice->group : DataGroup::Formula;
    }
    const auto* table = std::get_if<TableSpec>(&data);
    if (table == nullptr) {
        return std::nullopt;
    }
    if (const auto choice = findDataChoice(table->source); choice && choice->group == DataGroup::Real) {
        return DataGroup::Real;
    }
    return table->source == kPastedSource ? DataGroup::Pasted : table->source == kDrawnSource ? DataGroup::Drawn : DataGroup::File;
}

QString dataTitle(const DataSpec& data) {
    const auto group = groupOf(data);
    if (!group) {
        return translated(QT_TRANSLATE_NOOP("DataChoices", "The rows in the drawing"));
    }
    const auto* spec = std::get_if<SyntheticSpec>(&data);
    const std::string key = spec != nullptr ? spec->key : std::get<TableSpec>(data).source;
    if (const auto choice = findDataChoice(key)) {
        return choiceTitle(*choice);
    }
    return *group == DataGroup::Pasted || *group == DataGroup::Drawn ? groupTitle(*group) : QString::fromStdString(key);
}

}  // namespace glassnet::ui
