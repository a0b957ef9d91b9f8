#pragma once

#include <QString>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/find/FindRow.h"

namespace glassnet::ui {

/// How a text was found, best first.
enum class FindKind : std::uint8_t {
    Words,        ///< each word of the query begins a word of the text
    Initials,     ///< the query's letters begin words of the text, in order
    Part,         ///< the query lies somewhere in the text
    Subsequence,  ///< the query's letters lie in the text in order, with others between
};

/// How well a query fits a text: less is better.
struct FindMatch {
    FindKind kind = FindKind::Words;
    /// Within a kind: words out of order or left out, letters between, how late it begins.
    int penalty = 0;
    /// The places in the text that were matched, rising.
    std::vector<int> places;

    friend std::strong_ordering operator<=>(const FindMatch& a, const FindMatch& b) {
        const auto kinds = a.kind <=> b.kind;
        return kinds != 0 ? kinds : a.penalty <=> b.penalty;
    }
    friend bool operator==(const FindMatch& a, const FindMatch& b) { return (a <=> b) == 0; }
};

/// None when the text does not fit. Case does not matter, by Unicode's own folding whatever the locale; x₂ and x² read as x2, and each kind
/// of dash reads as a hyphen. An empty query fits everything.
[[nodiscard]] std::optional<FindMatch> findMatch(const QString& query, const QString& text);

/// The rows whose titles fit, best first; rows that fit equally well keep their order. An empty query gives all rows as they are.
[[nodiscard]] std::vector<FindRow> rankedRows(const QString& query, const std::vector<FindRow>& rows);

}  // namespace glassnet::ui
