#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace glassnet {

/// A cell as it stands in the text: without spaces around it, its quotation marks and what doubles them. Valid until the next one.
struct CsvCell {
    std::string_view text;
    /// It ends its row.
    bool last = false;
};

/// What is wrong with a text as a table, and in which line.
struct CsvFault {
    enum class Kind : std::uint8_t { QuoteOpen, AfterQuote, CellLong };
    Kind kind;
    std::int64_t line;
};

/// Parts a text into cells and rows (RFC 4180, more freely: lines end with CR, LF or both, spaces around cells do not count, empty lines
/// are passed over). Knows nothing of what cells mean.
class CsvScanner {
public:
    /// `separator` as in CsvOptions; no cell may be longer than `longestCell`.
    CsvScanner(std::string_view text, char separator, std::size_t longestCell);

    /// The next cell; false at the end and at a fault.
    [[nodiscard]] bool next(CsvCell& cell);
    [[nodiscard]] const std::optional<CsvFault>& fault() const noexcept { return m_fault; }
    /// The line that the last cell began in, counted from 1.
    [[nodiscard]] std::int64_t line() const noexcept { return m_cellLine; }
    /// How many bytes of the text are read.
    [[nodiscard]] std::size_t position() const noexcept { return m_at; }

private:
    [[nodiscard]] char at(std::size_t place) const { return m_text[place]; }
    [[nodiscard]] bool ended() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool isBlank(char c) const { return c == ' ' || (c == '\t' && m_separator != '\t'); }
    void skipBlanks();
    void skipEmptyLines();
    void endLine();
    [[nodiscard]] bool readPlain(CsvCell& cell);
    [[nodiscard]] bool readQuoted(CsvCell& cell);
    [[nodiscard]] bool endCell(CsvCell& cell);
    [[nodiscard]] bool fail(CsvFault::Kind kind, std::int64_t line);

    std::string_view m_text;
    char m_separator;
    std::size_t m_longestCell;
    std::size_t m_at = 0;
    std::int64_t m_line = 1;
    std::int64_t m_cellLine = 1;
    bool m_inRow = false;
    std::string m_unquoted;
    std::optional<CsvFault> m_fault;
};

}  // namespace glassnet
