#pragma once

#include <QString>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet::ui {

/// Where data come from, in the order in which they are offered.
enum class DataGroup : std::uint8_t { Formula, Gates, Playground, Real, File, Pasted, Drawn, Count_ };

/// What TableSpec::source says of a table that is no file and no set of the program.
inline constexpr auto kPastedSource = "pasted";
inline constexpr auto kDrawnSource = "drawn";

/// A set that a person can choose: its key in syntheticSets() or shippedSets(), and its words.
struct DataChoice {
    DataGroup group;
    const char* key;
    const char* title;             ///< for tr() in context "DataChoices"
    const char* help;              ///< a sentence: what it shows
    const char* rights = nullptr;  ///< where it comes from and its license; null for sets made by a formula
};

/// The sets of a group, in the order in which they are offered; none for a file, pasted cells and drawn points.
[[nodiscard]] std::vector<DataChoice> dataChoices(DataGroup group);
/// The set with this key; none when there is none.
[[nodiscard]] std::optional<DataChoice> findDataChoice(const std::string& key);

[[nodiscard]] QString choiceTitle(const DataChoice& choice);
[[nodiscard]] QString choiceHelp(const DataChoice& choice);
/// Empty for sets made by a formula.
[[nodiscard]] QString choiceRights(const DataChoice& choice);

[[nodiscard]] QString groupTitle(DataGroup group);
[[nodiscard]] QString groupHelp(DataGroup group);

/// Where the data come from; none for rows that stand in the drawing itself.
[[nodiscard]] std::optional<DataGroup> groupOf(const DataSpec& data);
/// "Spiral", "Iris", "measured.csv", "Pasted cells".
[[nodiscard]] QString dataTitle(const DataSpec& data);

}  // namespace glassnet::ui
