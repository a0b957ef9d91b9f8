#include "engine/data/NpyHeader.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace glassnet {

namespace {

constexpr std::size_t kMostSizes = 64;

/// Reads the literals that NumPy writes, from left to right.
class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::optional<NpyHeader> header() {
        NpyHeader header;
        unsigned seen = 0;
        if (!take('{')) {
            return std::nullopt;
        }
        while (!take('}')) {
            const auto key = string();
            if (!key || !take(':')) {
                return std::nullopt;
            }
            const unsigned bit = *key == "descr" ? 1U : *key == "fortran_order" ? 2U : *key == "shape" ? 4U : 0U;
            const bool isRead = bit == 1U ? readDescr(header) : bit == 2U ? readTruth(header) : bit == 4U && readShape(header);
            if (!isRead || (seen & bit) != 0) {
                return std::nullopt;
            }
            seen |= bit;
            if (!take(',') && !next('}')) {
                return std::nullopt;
            }
        }
        skipSpace();
        return seen == 7U && m_text.empty() ? std::optional(std::move(header)) : std::nullopt;
    }

private:
    void skipSpace() { m_text.remove_prefix(std::min(m_text.find_first_not_of(" \t\r\n"), m_text.size())); }
    [[nodiscard]] bool next(char c) {
        skipSpace();
        return m_text.starts_with(c);
    }
    bool take(char c) {
        const bool there = next(c);
        m_text.remove_prefix(there ? 1 : 0);
        return there;
    }
    bool takeWord(std::string_view word) {
        skipSpace();
        const bool there = m_text.starts_with(word);
        m_text.remove_prefix(there ? word.size() : 0);
        return there;
    }
    [[nodiscard]] std::optional<std::string> string() {
        const char quote = next('"') ? '"' : '\'';
        if (!take(quote)) {
            return std::nullopt;
        }
        const auto end = m_text.find(quote);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string text(m_text.substr(0, end));
        m_text.remove_prefix(end + 1);
        return text;
    }
    [[nodiscard]] bool readDescr(NpyHeader& header) {
        if (!next('[')) {
            auto text = string();
            header.descr = text ? std::move(*text) : std::string();
            return text.has_value();
        }
        std::int64_t depth = 0;
        do {
            if (next('\'') || next('"')) {
                if (!string()) {
                    return false;
                }
                continue;
            }
            if (m_text.empty()) {
                return false;
            }
            const char c = m_text[0];
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            m_text.remove_prefix(1);
        } while (depth > 0);
        return true;
    }
    [[nodiscard]] bool readTruth(NpyHeader& header) {
        header.fortranOrder = takeWord("True");
        return header.fortranOrder || takeWord("False");
    }
    [[nodiscard]] bool readShape(NpyHeader& header) {
        if (!take('(')) {
            return false;
        }
        bool comma = true;
        while (!take(')')) {
            skipSpace();
            std::int64_t size = 0;
            const auto [stop, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), size);
            if (!comma || error != std::errc() || size < 0 || header.shape.size() == kMostSizes) {
                return false;
            }
            m_text.remove_prefix(static_cast<std::size_t>(stop - m_text.data()));
            // Python 2 wrote its long numbers so.
            m_text.remove_prefix(m_text.starts_with('L') ? 1 : 0);
            header.shape.push_back(size);
            comma = take(',');
        }
        // (3) is no tuple in Python, but a number.
        return header.shape.size() != 1 || comma;
    }

    std::string_view m_text;
};

}  // namespace

std::optional<NpyHeader> parseNpyHeader(std::string_view text) { return Parser(text).header(); }

}  // namespace glassnet
