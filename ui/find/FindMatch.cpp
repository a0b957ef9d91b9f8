#include "ui/find/FindMatch.h"

#include <QStringList>
#include <algorithm>
#include <numeric>
#include <utility>

namespace glassnet::ui {

namespace {

// An early match is better than a late one, but never by as much as one word more or less.
constexpr int kOutOfOrder = 4000;
constexpr int kPerWord = 1000;
constexpr int kLatest = 999;

QChar folded(QChar character) {
    if (character.digitValue() >= 0) {
        return QChar(u'0' + character.digitValue());
    }
    if (character.category() == QChar::Punctuation_Dash || character == QChar(0x2212)) {
        return u'-';
    }
    return character.isSpace() ? QChar(u' ') : character.toCaseFolded();
}

/// One character for each of the text's, so that places stay valid.
QString folded(const QString& text) {
    QString result = text;
    for (QChar& character : result) {
        character = folded(character);
    }
    return result;
}

/// Where the words of a text begin: after what is neither letter nor digit, and at a capital after a small letter.
std::vector<int> wordStarts(const QString& text) {
    std::vector<int> starts;
    for (int i = 0; i < text.size(); ++i) {
        const QChar here = text[i];
        const bool first = i == 0 || !text[i - 1].isLetterOrNumber();
        const bool camel = i > 0 && here.isUpper() && text[i - 1].isLower();
        if (here.isLetterOrNumber() && (first || camel)) {
            starts.push_back(i);
        }
    }
    return starts;
}

void addRun(std::vector<int>& places, qsizetype from, qsizetype count) {
    const auto before = places.size();
    places.resize(before + static_cast<std::size_t>(count));
    std::iota(places.begin() + static_cast<std::ptrdiff_t>(before), places.end(), static_cast<int>(from));
}

std::optional<FindMatch> byWords(const QString& query, const QString& text, const std::vector<int>& starts) {
    const auto words = query.split(u' ', Qt::SkipEmptyParts);
    std::vector<std::size_t> longestFirst(static_cast<std::size_t>(words.size()));
    std::iota(longestFirst.begin(), longestFirst.end(), std::size_t{0});
    // The words that a longer one begins are among those that its own beginning begins: no choice made here is regretted.
    std::ranges::stable_sort(longestFirst, [&words](std::size_t a, std::size_t b) {
        return words[static_cast<qsizetype>(a)].size() > words[static_cast<qsizetype>(b)].size();
    });
    std::vector<std::size_t> found(longestFirst.size());
    std::vector<bool> used(starts.size(), false);
    FindMatch match{FindKind::Words, 0, {}};
    for (const std::size_t i : longestFirst) {
        const QString& word = words[static_cast<qsizetype>(i)];
        std::size_t place = 0;
        while (place < starts.size() && (used[place] || !QStringView(text).mid(starts[place]).startsWith(word))) {
            ++place;
        }
        if (place == starts.size()) {
            return std::nullopt;
        }
        used[place] = true;
        found[i] = place;
        addRun(match.places, starts[place], word.size());
    }
    std::ranges::sort(match.places);
    match.places.erase(std::ranges::unique(match.places).begin(), match.places.end());
    match.penalty =
        (std::ranges::is_sorted(found) ? 0 : kOutOfOrder) + std::min(static_cast<int>(*std::ranges::min_element(found)), 3) * kPerWord;
    match.penalty += static_cast<int>(std::min<qsizetype>(text.size() - static_cast<qsizetype>(match.places.size()), kLatest));
    return match;
}

std::optional<FindMatch> byInitials(const QString& query, const QString& text, const std::vector<int>& starts) {
    FindMatch match{FindKind::Initials, 0, {}};
    qsizetype next = 0;
    int skipped = 0;
    for (const int start : starts) {
        if (next == query.size()) {
            break;
        }
        if (text[start] == query[next]) {
            match.places.push_back(start);
            ++next;
        } else {
            ++skipped;
        }
    }
    if (next < query.size()) {
        return std::nullopt;
    }
    match.penalty = skipped * kPerWord + static_cast<int>(starts.size());
    return match;
}

std::optional<FindMatch> byPart(const QString& query, const QString& text) {
    const auto at = text.indexOf(query);
    if (at < 0) {
        return std::nullopt;
    }
    FindMatch match{FindKind::Part, static_cast<int>(at), {}};
    addRun(match.places, at, query.size());
    return match;
}

std::optional<FindMatch> bySubsequence(const QString& query, const QString& text) {
    qsizetype next = 0;
    qsizetype end = 0;
    while (next < query.size() && end < text.size()) {
        next += text[end++] == query[next] ? 1 : 0;
    }
    if (next < query.size()) {
        return std::nullopt;
    }
    // From the last letter back: the shortest piece of text that ends here.
    FindMatch match{FindKind::Subsequence, 0, {}};
    for (qsizetype place = end - 1; next > 0; --place) {
        if (text[place] == query[next - 1]) {
            match.places.push_back(static_cast<int>(place));
            --next;
        }
    }
    std::ranges::reverse(match.places);
    const int between = match.places.back() - match.places.front() + 1 - static_cast<int>(query.size());
    match.penalty = between * kPerWord + std::min(match.places.front(), kLatest);
    return match;
}

}  // namespace

std::optional<FindMatch> findMatch(const QString& query, const QString& text) {
    const QString wanted = folded(query.simplified());
    if (wanted.isEmpty()) {
        return FindMatch{};
    }
    const QString searched = folded(text);
    const auto starts = wordStarts(text);
    if (auto match = byWords(wanted, searched, starts)) {
        return match;
    }
    if (auto match = byInitials(wanted, searched, starts)) {
        return match;
    }
    if (auto match = byPart(wanted, searched)) {
        return match;
    }
    QString letters = wanted;
    return bySubsequence(letters.remove(u' '), searched);
}

std::vector<FindRow> rankedRows(const QString& query, const std::vector<FindRow>& rows) {
    std::vector<std::pair<FindMatch, const FindRow*>> fitting;
    for (const FindRow& row : rows) {
        if (auto match = findMatch(query, row.title)) {
            fitting.emplace_back(std::move(*match), &row);
        }
    }
    std::ranges::stable_sort(fitting, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<FindRow> ranked;
    ranked.reserve(fitting.size());
    for (const auto& [match, row] : fitting) {
        ranked.push_back(*row);
    }
    return ranked;
}

}  // namespace glassnet::ui
