#include "engine/data/CsvScanner.h"

#include <algorithm>

namespace glassnet {

namespace {

bool endsLine(char c) { return c == '\n' || c == '\r'; }

}  // namespace

CsvScanner::CsvScanner(std::string_view text, char separator, std::size_t longestCell)
    : m_text(text), m_separator(separator), m_longestCell(longestCell) {}

bool CsvScanner::next(CsvCell& cell) {
    if (m_fault) {
        return false;
    }
    if (!m_inRow) {
        skipEmptyLines();
        if (ended()) {
            return false;
        }
        m_inRow = true;
    }
    m_cellLine = m_line;
    skipBlanks();
    return !ended() && at(m_at) == '"' ? readQuoted(cell) : readPlain(cell);
}

void CsvScanner::skipBlanks() {
    while (!ended() && isBlank(at(m_at))) {
        ++m_at;
    }
}

void CsvScanner::skipEmptyLines() {
    while (!ended()) {
        const std::size_t begin = m_at;
        skipBlanks();
        if (ended()) {
            return;
        }
        if (!endsLine(at(m_at))) {
            m_at = begin;
            return;
        }
        endLine();
    }
}

void CsvScanner::endLine() {
    const bool pair = at(m_at) == '\r' && m_at + 1 < m_text.size() && at(m_at + 1) == '\n';
    m_at += pair ? 2 : 1;
    ++m_line;
}

bool CsvScanner::readPlain(CsvCell& cell) {
    const char* const begin = m_text.data() + m_at;
    const char* const end = begin + std::min(m_text.size() - m_at, m_longestCell + 1);
    const char separator = m_separator;
    const char second = separator == ' ' ? '\t' : separator;
    const char* stop = begin;
    while (stop != end && *stop != separator && *stop != second && !endsLine(*stop)) {
        ++stop;
    }
    const auto length = static_cast<std::size_t>(stop - begin);
    if (length > m_longestCell) {
        return fail(CsvFault::Kind::CellLong, m_cellLine);
    }
    m_at += length;
    while (stop != begin && isBlank(stop[-1])) {
        --stop;
    }
    cell.text = {begin, static_cast<std::size_t>(stop - begin)};
    return endCell(cell);
}

bool CsvScanner::readQuoted(CsvCell& cell) {
    m_unquoted.clear();
    ++m_at;
    while (true) {
        const std::size_t reach = std::min(m_text.size(), m_at + m_longestCell + 1);
        const std::size_t quote = m_text.substr(0, reach).find('"', m_at);
        if (quote == std::string_view::npos || m_unquoted.size() + (quote - m_at) > m_longestCell) {
            return fail(CsvFault::Kind::QuoteOpen, m_cellLine);
        }
        for (std::size_t i = m_at; i < quote; ++i) {
            // A CR before an LF is not counted twice.
            m_line += at(i) == '\n' || (at(i) == '\r' && at(i + 1) != '\n') ? 1 : 0;
        }
        m_unquoted.append(m_text, m_at, quote - m_at);
        m_at = quote + 1;
        if (ended() || at(m_at) != '"') {
            break;
        }
        m_unquoted += '"';
        ++m_at;
    }
    cell.text = m_unquoted;
    return endCell(cell);
}

bool CsvScanner::endCell(CsvCell& cell) {
    const std::size_t begin = m_at;
    skipBlanks();
    cell.last = ended() || endsLine(at(m_at));
    if (cell.last) {
        m_inRow = false;
        if (!ended()) {
            endLine();
        }
        return true;
    }
    if (m_separator == ' ') {
        return m_at > begin || fail(CsvFault::Kind::AfterQuote, m_line);
    }
    if (at(m_at) != m_separator) {
        return fail(CsvFault::Kind::AfterQuote, m_line);
    }
    ++m_at;
    return true;
}

bool CsvScanner::fail(CsvFault::Kind kind, std::int64_t line) {
    m_fault = CsvFault{kind, line};
    return false;
}

}  // namespace glassnet
