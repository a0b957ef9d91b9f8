#include "tests/support/cuda/ptx/PtxTokens.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace glassnet::simulator::ptx {

namespace {

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '%' || c == '.'; }

/// The length of the token that `text` begins with.
std::size_t tokenLength(std::string_view text) {
    if (text[0] == '"') {
        const std::size_t end = text.find('"', 1);
        return end == std::string_view::npos ? text.size() : end + 1;
    }
    std::size_t length = text[0] == '-' ? 1 : 0;
    while (length < text.size()) {
        if (isWord(text[length])) {
            ++length;
        } else if (length > 0 && text.substr(length, 2) == "::") {
            length += 2;  // a modifier such as L1::no_allocate
        } else {
            break;
        }
    }
    return std::max<std::size_t>(length, 1);
}

}  // namespace

std::vector<Token> tokens(std::string_view text) {
    std::vector<Token> found;
    int line = 1;
    while (!text.empty()) {
        const char c = text[0];
        std::size_t length = 1;
        if (text.starts_with("//")) {
            length = std::min(text.find('\n'), text.size());
        } else if (text.starts_with("/*")) {
            length = std::min(text.find("*/"), text.size() - 2) + 2;
            line += static_cast<int>(std::ranges::count(text.substr(0, length), '\n'));
        } else if (c == '\n') {
            ++line;
        } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
            length = tokenLength(text);
            found.push_back({text.substr(0, length), line});
        }
        text.remove_prefix(length);
    }
    return found;
}

TokenReader::TokenReader(std::vector<Token> tokens, std::string file) : m_tokens(std::move(tokens)), m_file(std::move(file)) {}

const Token& TokenReader::peek(std::size_t ahead) const {
    static const Token end;
    return m_next + ahead < m_tokens.size() ? m_tokens[m_next + ahead] : end;
}

Token TokenReader::take() {
    if (atEnd()) {
        fail("the file ends in the middle");
    }
    return m_tokens[m_next++];
}

void TokenReader::expect(std::string_view text) {
    if (!accept(text)) {
        fail("\"" + std::string(text) + "\" is missing before \"" + std::string(peek().text) + "\"");
    }
}

bool TokenReader::accept(std::string_view text) {
    const bool is = peek().text == text && !atEnd();
    m_next += is ? 1 : 0;
    return is;
}

void TokenReader::skipLine() {
    const int line = m_tokens[m_next - 1].line;
    while (!atEnd() && peek().line == line) {
        ++m_next;
    }
}

void TokenReader::skipPast(std::string_view text) {
    while (take().text != text) {
    }
}

void TokenReader::skipBraces() {
    expect("{");
    for (int depth = 1; depth > 0;) {
        const std::string_view text = take().text;
        depth += text == "{" ? 1 : text == "}" ? -1 : 0;
    }
}

void TokenReader::fail(const std::string& what) const {
    const int line = m_next > 0 ? m_tokens[m_next - 1].line : 0;
    throw PtxError(m_file + ":" + std::to_string(line) + ": " + what);
}

}  // namespace glassnet::simulator::ptx
