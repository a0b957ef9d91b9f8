#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace glassnet {

/// How the bytes of a text stand for characters.
enum class TextEncoding : std::uint8_t {
    Utf8,
    Windows1252,  ///< Latin-1 with what Windows writes in its gaps
};

/// How a column is read where that is not to be detected.
enum class CsvColumnRule : std::uint8_t {
    Text,     ///< as categories, whatever its cells look like
    LeaveOut  ///< not at all
};

/// How a text is a table. What is not set is detected.
struct CsvOptions {
    /// ',' ';' '|' a tab, or ' ': any run of spaces and tabs.
    std::optional<char> separator{};
    /// Decimals stand behind a comma.
    std::optional<bool> decimalComma{};
    /// The first row holds names.
    std::optional<bool> header{};
    std::optional<TextEncoding> encoding{};
    /// By the column's place in the file, counted from 0.
    std::map<std::size_t, CsvColumnRule> columns{};
    friend bool operator==(const CsvOptions&, const CsvOptions&) = default;
};

}  // namespace glassnet
