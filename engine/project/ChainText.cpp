#include "engine/project/ChainText.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/network/LayerProperties.h"

namespace glassnet {

namespace {

constexpr std::size_t kMostSizes = 512;
// Hyphens, the dashes, the minus sign, the times sign.
constexpr auto kSeparators =
    std::to_array<std::string_view>({"-", "x", "X", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\u00d7"});
// The last two are spaces that do not break.
constexpr auto kSpaces = std::to_array<std::string_view>({" ", "\t", "\u00a0", "\u202f"});

/// Takes one of the words from the front of the text.
template <std::size_t Count>
bool take(std::string_view& text, const std::array<std::string_view, Count>& words) {
    const auto found = std::ranges::find_if(words, [text](std::string_view word) { return text.starts_with(word); });
    if (found == words.end()) {
        return false;
    }
    text.remove_prefix(found->size());
    return true;
}

bool takeSpaces(std::string_view& text) {
    bool any = false;
    while (take(text, kSpaces)) {
        any = true;
    }
    return any;
}

std::optional<std::int64_t> takeSize(std::string_view& text) {
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const auto* units = findProperty(LayerKind::Dense, "units");
    const auto value = static_cast<double>(size);
    if (error != std::errc() || value < units->smallest || value > units->largest) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return size;
}

}  // namespace

std::optional<std::vector<std::int64_t>> parseChain(std::string_view text) {
    std::vector<std::int64_t> sizes;
    takeSpaces(text);
    while (true) {
        const auto size = takeSize(text);
        if (!size || sizes.size() == kMostSizes) {
            return std::nullopt;
        }
        sizes.push_back(*size);
        const bool spaced = takeSpaces(text);
        if (text.empty()) {
            return sizes.size() < 2 ? std::nullopt : std::optional(std::move(sizes));
        }
        if (!take(text, kSeparators) && !spaced) {
            return std::nullopt;
        }
        takeSpaces(text);
    }
}

}  // namespace glassnet
