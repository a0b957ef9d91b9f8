#include "engine/data/CsvDetection.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/data/CsvCells.h"
#include "engine/data/CsvScanner.h"

namespace glassnet {

namespace {

constexpr std::size_t kSampleBytes = std::size_t{128} << 10U;
constexpr std::size_t kSampleRows = 2000;
struct Candidate {
    char separator;
    /// Words in a text have spaces between them too.
    double weight;
};
constexpr auto kCandidates = std::to_array<Candidate>({{'\t', 1.0}, {';', 1.0}, {'|', 1.0}, {',', 1.0}, {' ', 0.8}});
constexpr double kClearlyBetter = 1e-9;

/// What the cells of a sample are.
struct CellCounts {
    std::int64_t cells = 0;  ///< without missing ones
    std::int64_t whole = 0;  ///< numbers, whatever the decimal mark is
    std::int64_t point = 0;  ///< numbers only with a point
    std::int64_t comma = 0;  ///< numbers only with a comma

    void add(std::string_view cell) {
        if (isMissingCell(cell)) {
            return;
        }
        ++cells;
        const bool withPoint = cellNumber(cell, false).has_value();
        const bool withComma = cellNumber(cell, true).has_value();
        whole += withPoint && withComma ? 1 : 0;
        point += withPoint && !withComma ? 1 : 0;
        comma += withComma && !withPoint ? 1 : 0;
    }
    [[nodiscard]] double numbers() const {
        return cells == 0 ? 0.0 : static_cast<double>(whole + std::max(point, comma)) / static_cast<double>(cells);
    }
};

/// Calls `take(row, column, cell)` for the cells of the first rows of the sample.
template <class Take>
void forEachCell(std::string_view sample, char separator, const ReadLimits& limits, Take take) {
    CsvScanner scanner(sample, separator, limits.cellBytes);
    CsvCell cell;
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < kSampleRows && scanner.next(cell)) {
        take(row, column, cell.text);
        column = cell.last ? 0 : column + 1;
        row += cell.last ? 1 : 0;
    }
}

/// The beginning of the text, up to the end of its last whole line where there is one.
std::string_view sampleOf(std::string_view text) {
    if (text.size() <= kSampleBytes) {
        return text;
    }
    const std::string_view sample = text.substr(0, kSampleBytes);
    const auto end = sample.find_last_of("\r\n");
    return end == std::string_view::npos ? sample : sample.substr(0, end);
}

double score(std::string_view sample, const Candidate& candidate, const ReadLimits& limits) {
    CellCounts counts;
    std::vector<std::size_t> widths;
    forEachCell(sample, candidate.separator, limits, [&](std::size_t row, std::size_t column, std::string_view cell) {
        widths.resize(row + 1);
        widths[row] = column + 1;
        counts.add(cell);
    });
    std::map<std::size_t, std::size_t> rowsOfWidth;
    for (const std::size_t width : widths) {
        ++rowsOfWidth[width];
    }
    const auto usual = std::ranges::max_element(rowsOfWidth, {}, [](const auto& each) { return each.second; });
    if (usual == rowsOfWidth.end() || usual->first < 2) {
        return 0.0;
    }
    const double alike = static_cast<double>(usual->second) / static_cast<double>(widths.size());
    return candidate.weight * alike * (0.5 + counts.numbers());
}

char findSeparator(std::string_view sample, const ReadControl& control) {
    char best = ',';
    double bestScore = 0.0;
    for (const Candidate& candidate : kCandidates) {
        if (control.isCancelled()) {
            break;
        }
        const double found = score(sample, candidate, control.limits);
        if (found > bestScore + kClearlyBetter) {
            best = candidate.separator;
            bestScore = found;
        }
    }
    return best;
}

bool findHeader(std::string_view sample, char separator, bool decimalComma, const ReadLimits& limits) {
    /// What stands below the first row.
    struct Below {
        std::string first;
        std::int64_t numbers = 0;
        std::int64_t texts = 0;
        bool comesAgain = false;
    };
    std::vector<Below> columns;
    bool allNames = true;
    forEachCell(sample, separator, limits, [&](std::size_t row, std::size_t column, std::string_view cell) {
        const bool isNumber = cellNumber(cell, decimalComma).has_value();
        const bool isMissing = !isNumber && isMissingCell(cell);
        if (row == 0) {
            allNames = allNames && !isNumber && (!isMissing || cell.empty());
            columns.push_back({std::string(cell)});
        } else if (column < columns.size()) {
            Below& below = columns[column];
            below.numbers += isNumber ? 1 : 0;
            below.texts += isNumber || isMissing ? 0 : 1;
            below.comesAgain = below.comesAgain || (!cell.empty() && cell == below.first);
        }
    });
    const auto isNumbers = [](const Below& below) { return below.numbers > below.texts && !below.first.empty(); };
    const bool overNumbers = std::ranges::any_of(columns, isNumbers);
    const bool anew = std::ranges::none_of(columns, &Below::comesAgain);
    return allNames && (overNumbers || anew);
}

}  // namespace

CsvOptions detectCsv(std::string_view text, const CsvOptions& options, const ReadControl& control) {
    CsvOptions found = options;
    const std::string_view sample = sampleOf(text);
    if (!found.separator) {
        found.separator = findSeparator(sample, control);
    }
    if (!found.decimalComma) {
        CellCounts counts;
        forEachCell(sample, *found.separator, control.limits,
                    [&](std::size_t /*row*/, std::size_t /*column*/, std::string_view cell) { counts.add(cell); });
        found.decimalComma = counts.comma > counts.point;
    }
    if (!found.header) {
        found.header = findHeader(sample, *found.separator, *found.decimalComma, control.limits);
    }
    return found;
}

}  // namespace glassnet
