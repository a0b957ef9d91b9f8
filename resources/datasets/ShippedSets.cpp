#include "resources/datasets/ShippedSets.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/data/TableSource.h"

namespace glassnet {

namespace {

constexpr auto kSets = std::to_array<ShippedSet>({
    {"iris", "iris.csv.gz", 150, 4, 3, "species"},
    {"penguins", "penguins.csv.gz", 344, 7, 3, "species"},
    {"wine", "wine.csv.gz", 178, 13, 3, "class"},
    {"breast-cancer", "breast-cancer.csv.gz", 569, 30, 2, "diagnosis"},
    {"digits", "digits.csv.gz", 1797, 64, 10, "digit", 8, 8},
});

}  // namespace

std::span<const ShippedSet> shippedSets() { return kSets; }

const ShippedSet* findShippedSet(std::string_view key) {
    const auto found = std::ranges::find(kSets, key, &ShippedSet::key);
    return found == kSets.end() ? nullptr : &*found;
}

Result<Table> readShippedSet(const ShippedSet& set, std::span<const std::byte> bytes, const ReadControl& control) {
    // Digits are classes too, though they look like numbers.
    CsvOptions options{.separator = ',', .decimalComma = false, .header = true, .encoding = TextEncoding::Utf8};
    options.columns[static_cast<std::size_t>(set.features)] = CsvColumnRule::Text;
    const NamedBytes file{std::string(set.file), bytes};
    auto source = readTable(std::span(&file, 1), {.csv = options}, control);
    if (!source) {
        return tl::unexpected<Error>(std::move(source.error()));
    }
    return std::move(source->table);
}

}  // namespace glassnet
