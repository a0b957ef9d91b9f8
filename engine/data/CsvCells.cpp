#include "engine/data/CsvCells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>

namespace glassnet {

namespace {

constexpr auto kMissing = std::to_array<std::string_view>({"", "?", "na", "n/a", "nan", "null", "none", "nil", "#n/a"});
constexpr auto kBooleans = std::to_array<std::string_view>({"true", "false"});
/// Longer than any number a program writes: a double in full has 767 digits at most.
constexpr std::size_t kLongestNumber = 1100;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// `small` is in small letters.
bool equalsInAnyCase(std::string_view cell, std::string_view small) {
    return std::ranges::equal(cell, small,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

/// Digits with at most one mark whose number is exact: a whole number below 2^53 divided by a power of ten that is a double, rounded once
/// (W. D. Clinger, "How to read floating point numbers accurately", 1990). Most cells of most tables; the others are for from_chars.
std::optional<double> shortNumber(std::string_view digits, char mark) {
    constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
    constexpr std::size_t kMostDigits = 18;
    static constexpr std::array<double, kMostDigits + 1> kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                                                 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
    if (digits.size() > kMostDigits) {
        return std::nullopt;
    }
    std::uint64_t whole = 0;
    std::size_t behind = 0;
    bool isBehind = false;
    for (const char c : digits) {
        if (isDigit(c)) {
            whole = 10 * whole + static_cast<std::uint64_t>(c - '0');
            behind += isBehind ? 1 : 0;
        } else if (c == mark && !isBehind) {
            isBehind = true;
        } else {
            return std::nullopt;
        }
    }
    // A mark alone is no number.
    if (whole >= kExact || (isBehind && digits.size() == 1)) {
        return std::nullopt;
    }
    return static_cast<double>(whole) / kPowers[behind];
}

/// A plain number with a point; `digits` begins with a digit or the mark.
std::optional<double> pointNumber(std::string_view cell) {
    double number = 0.0;
    const char* const end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number);
    if (stop != end || (error != std::errc() && error != std::errc::result_out_of_range)) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        // from_chars does not say which end it missed. Without a negative exponent only leading zeros behind the point make a number tiny.
        const auto exponent = cell.find_first_of("eE");
        const bool tiny = exponent == std::string_view::npos ? cell.find_first_not_of("-0") != 0 && cell.starts_with("0.")
                                                             : cell.substr(exponent + 1).starts_with('-');
        return tiny ? std::optional(cell.starts_with('-') ? -0.0 : 0.0) : std::nullopt;
    }
    return number;
}

/// The same with a comma, and no point. `cell` has kLongestNumber characters and a sign at most.
std::optional<double> commaNumber(std::string_view cell) {
    if (cell.find('.') != std::string_view::npos) {
        return std::nullopt;
    }
    std::string copy(cell);
    std::ranges::replace(copy, ',', '.');
    return pointNumber(copy);
}

}  // namespace

bool isMissingCell(std::string_view cell) {
    return cell.size() <= 4 && std::ranges::any_of(kMissing, [cell](std::string_view each) { return equalsInAnyCase(cell, each); });
}

bool isBooleanCell(std::string_view cell) {
    return std::ranges::any_of(kBooleans, [cell](std::string_view each) { return equalsInAnyCase(cell, each); });
}

std::optional<double> cellNumber(std::string_view cell, bool decimalComma) {
    const char mark = decimalComma ? ',' : '.';
    std::string_view digits = cell;
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
        digits.remove_prefix(1);
    }
    // Neither "nan" and "inf", which from_chars would take, nor a second sign.
    if (digits.empty() || digits.size() > kLongestNumber || !(isDigit(digits[0]) || digits[0] == mark)) {
        return std::nullopt;
    }
    const bool negative = cell[0] == '-';
    if (const auto number = shortNumber(digits, mark)) {
        return negative ? -*number : *number;
    }
    return decimalComma ? commaNumber(negative ? cell : digits) : pointNumber(negative ? cell : digits);
}

bool isDateCell(std::string_view cell) {
    std::array<std::size_t, 3> digits{};
    char mark = '\0';
    for (std::size_t part = 0; part < digits.size(); ++part) {
        const auto end = std::min(static_cast<std::size_t>(std::ranges::find_if_not(cell, isDigit) - cell.begin()), cell.size());
        digits.at(part) = end;
        cell.remove_prefix(end);
        if (part < 2) {
            mark = part == 0 && !cell.empty() ? cell[0] : mark;
            if (cell.empty() || cell[0] != mark || (mark != '-' && mark != '.' && mark != '/')) {
                return false;
            }
            cell.remove_prefix(1);
        }
    }
    const auto isShort = [](std::size_t count) { return count == 1 || count == 2; };
    const bool yearFirst = digits[0] == 4 && isShort(digits[1]) && isShort(digits[2]);
    const bool yearLast = isShort(digits[0]) && isShort(digits[1]) && (digits[2] == 4 || (mark == '/' && digits[2] == 2));
    const bool timeFollows = cell.size() > 2 && (cell[0] == ' ' || cell[0] == 'T') && isDigit(cell[1]) && cell.find(':') < 4;
    return (yearFirst || yearLast) && (cell.empty() || timeFollows);
}

}  // namespace glassnet
