#include "engine/data/CsvReader.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/data/ColumnNames.h"
#include "engine/data/CsvCells.h"
#include "engine/data/CsvColumn.h"
#include "engine/data/CsvDetection.h"
#include "engine/data/CsvScanner.h"
#include "engine/data/TextEncodings.h"

namespace glassnet {

namespace {

/// How much of an odd cell an error shows.
constexpr std::size_t kShownBytes = 60;
/// A vector that grows holds its elements twice for a moment, and up to twice as many as it needs.
constexpr std::uint64_t kCellBytes = 2 * sizeof(double);

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }

/// One way through the text with complete options.
class Reader {
public:
    Reader(std::string_view text, std::string_view name, const CsvOptions& options, const ReadControl& control)
        : m_text(text),
          m_name(name),
          m_options(options),
          m_control(control),
          m_scanner(text, *options.separator, control.limits.cellBytes) {}

    [[nodiscard]] Result<Table> read() {
        if (const auto error = readFirstRow()) {
            return tl::unexpected<Error>(*error);
        }
        if (const auto error = readRows()) {
            return tl::unexpected<Error>(*error);
        }
        return finish();
    }

    /// The columns that have to be read again as text.
    [[nodiscard]] std::vector<std::size_t> columnsOfText() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i].verdict() == CsvColumn::Verdict::NeedsText) {
                found.push_back(i);
            }
        }
        return found;
    }

private:
    [[nodiscard]] Error error(ErrorCode code, std::initializer_list<ErrorArgument> arguments = {}) const {
        Error made{code, {m_name}};
        made.arguments.insert(made.arguments.end(), arguments.begin(), arguments.end());
        return made;
    }

    /// None where all is well; looked for after each scan that ended.
    [[nodiscard]] std::optional<Error> faultError() const {
        const auto& fault = m_scanner.fault();
        if (!fault) {
            return std::nullopt;
        }
        switch (fault->kind) {
            case CsvFault::Kind::QuoteOpen:
                return error(ErrorCode::CsvQuoteOpen, {fault->line});
            case CsvFault::Kind::AfterQuote:
                return error(ErrorCode::CsvAfterQuote, {fault->line});
            case CsvFault::Kind::CellLong:
                break;
        }
        return error(ErrorCode::CsvCellLong, {fault->line, whole(m_control.limits.cellBytes)});
    }

    [[nodiscard]] std::optional<Error> lookAround() {
        if (m_scanner.position() < m_nextLook) {
            return std::nullopt;
        }
        m_nextLook = m_scanner.position() + kReadControlBytes;
        if (!m_control.goesOn(m_scanner.position(), m_text.size())) {
            return error(ErrorCode::ReadStopped);
        }
        std::uint64_t bytes = static_cast<std::uint64_t>(m_rows) * m_columns.size() * kCellBytes;
        for (const CsvColumn& column : m_columns) {
            bytes += column.labelBytes();
        }
        if (bytes > m_control.limits.memoryBytes) {
            return error(ErrorCode::TableTooLarge, {whole(bytes), whole(m_control.limits.memoryBytes)});
        }
        makeRoom();
        return std::nullopt;
    }

    /// Makes room for all rows, once some of them say how long a row is: columns that grow take twice the time, and grow all at once. Room
    /// that is never written to is not taken from the machine.
    void makeRoom() {
        if (m_hasRoom || m_rows == 0) {
            return;
        }
        m_hasRoom = true;
        const double share = static_cast<double>(m_text.size()) / static_cast<double>(m_scanner.position());
        const double rows = 1.02 * share * static_cast<double>(m_rows);
        const double most = static_cast<double>(m_control.limits.memoryBytes / sizeof(double) / m_columns.size());
        for (CsvColumn& column : m_columns) {
            column.reserve(static_cast<std::size_t>(std::min(rows, most)));
        }
    }

    [[nodiscard]] std::optional<Error> readFirstRow() {
        std::vector<std::string> cells;
        CsvCell cell;
        while (!cell.last && m_scanner.next(cell)) {
            if (cells.size() == m_control.limits.columns) {
                return error(ErrorCode::CsvManyColumns, {whole(m_control.limits.columns)});
            }
            cells.emplace_back(cell.text);
            if (const auto stopped = lookAround()) {
                return stopped;
            }
        }
        if (m_scanner.fault()) {
            return faultError();
        }
        m_columns.reserve(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto rule = m_options.columns.find(i);
            m_columns.emplace_back(*m_options.decimalComma, rule == m_options.columns.end() ? std::nullopt : std::optional(rule->second));
        }
        if (*m_options.header) {
            m_names = std::move(cells);
        } else {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                m_columns[i].add(cells[i], cellNumber(cells[i], *m_options.decimalComma), m_scanner.line());
            }
            m_names.resize(cells.size());
            m_rows = cells.empty() ? 0 : 1;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Error> readRows() {
        CsvCell cell;
        std::size_t column = 0;
        std::int64_t rowLine = 1;
        const bool decimalComma = *m_options.decimalComma;
        while (m_scanner.next(cell)) {
            rowLine = column == 0 ? m_scanner.line() : rowLine;
            if (column < m_columns.size()) {
                // Read before the column is looked at: in a wide table it is not in the processor's cache yet.
                m_columns[column].add(cell.text, cellNumber(cell.text, decimalComma), m_scanner.line());
            }
            ++column;
            if (cell.last) {
                if (column != m_columns.size()) {
                    return error(ErrorCode::CsvRowLength, {rowLine, whole(column), whole(m_columns.size())});
                }
                column = 0;
                ++m_rows;
            }
            if (const auto stopped = lookAround()) {
                return stopped;
            }
        }
        return faultError();
    }

    [[nodiscard]] Result<Table> finish() {
        if (!m_control.goesOn(m_text.size(), m_text.size())) {
            return tl::unexpected<Error>(error(ErrorCode::ReadStopped));
        }
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const auto verdict = m_columns[i].verdict();
            if (verdict == CsvColumn::Verdict::Dates || verdict == CsvColumn::Verdict::TextInNumbers) {
                const auto& odd = m_columns[i].oddCell();
                const bool isDate = verdict == CsvColumn::Verdict::Dates;
                return tl::unexpected<Error>(
                    error(isDate ? ErrorCode::CsvDate : ErrorCode::CsvCellNumber, {odd.line, whole(i + 1), nameOf(i), shown(odd.text)}));
            }
        }
        Table table;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const bool isNothing = m_names[i].empty() && m_columns[i].isEmpty();
            if (!isNothing && !m_columns[i].isLeftOut()) {
                table.columns.push_back(m_columns[i].take({}, *m_options.encoding));
                names.push_back(nameOf(i));
            }
        }
        if (table.columns.empty() || m_rows == 0) {
            return tl::unexpected<Error>(error(ErrorCode::TableEmpty));
        }
        makeDifferent(names);
        for (std::size_t i = 0; i < names.size(); ++i) {
            table.columns[i].name = std::move(names[i]);
        }
        table.rows = m_rows;
        return table;
    }

    [[nodiscard]] std::string nameOf(std::size_t column) const {
        return m_names[column].empty() ? numberedName(column) : toUtf8(m_names[column], *m_options.encoding);
    }

    /// The beginning of a cell, cut between two characters.
    [[nodiscard]] std::string shown(std::string_view cell) const {
        const std::string text = toUtf8(cell.substr(0, kShownBytes), *m_options.encoding);
        std::size_t end = text.size();
        while (cell.size() > kShownBytes && end > 0 && !isUtf8(std::string_view(text).substr(0, end))) {
            --end;
        }
        return text.substr(0, end) + (cell.size() > kShownBytes ? "\u2026" : "");
    }

    std::string_view m_text;
    std::string m_name;
    const CsvOptions& m_options;
    const ReadControl& m_control;
    CsvScanner m_scanner;
    std::size_t m_nextLook = kReadControlBytes;
    std::int64_t m_rows = 0;
    bool m_hasRoom = false;
    std::vector<std::string> m_names;
    std::vector<CsvColumn> m_columns;
};

}  // namespace

Result<CsvTable> readCsv(std::span<const std::byte> bytes, std::string_view name, const CsvOptions& options, const ReadControl& control) {
    const std::string_view text = textOf(bytes);
    const auto encoding = findEncoding(text, name, options.encoding, control);
    if (!encoding) {
        return tl::unexpected<Error>(encoding.error());
    }
    CsvOptions complete = detectCsv(text, options, control);
    complete.encoding = *encoding;
    CsvOptions rules = complete;
    // Read again at most once: then no column's kind is open any more.
    for (int pass = 0;; ++pass) {
        Reader reader(text, name, rules, control);
        auto table = reader.read();
        if (!table) {
            return tl::unexpected<Error>(std::move(table.error()));
        }
        const auto columnsOfText = pass == 0 ? reader.columnsOfText() : std::vector<std::size_t>();
        if (columnsOfText.empty()) {
            return CsvTable{std::move(*table), std::move(complete)};
        }
        for (const std::size_t column : columnsOfText) {
            rules.columns[column] = CsvColumnRule::Text;
        }
    }
}

}  // namespace glassnet
