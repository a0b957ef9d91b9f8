#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace glassnet::simulator::ptx {

/// PTX that is not understood: it stops the test, so that the interpreter cannot go stale silently.
class PtxError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A word, a number, a text in quotes or one character of punctuation.
struct Token {
    std::string_view text;
    int line = 0;
};

/// The tokens of a PTX file, without comments. They refer to `text`, which has to live on.
[[nodiscard]] std::vector<Token> tokens(std::string_view text);

/// Goes over tokens from the first to the last.
class TokenReader {
public:
    /// `file` is for messages.
    TokenReader(std::vector<Token> tokens, std::string file);

    [[nodiscard]] bool atEnd() const { return m_next == m_tokens.size(); }
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    Token take();
    /// Takes the next token, which has to be this.
    void expect(std::string_view text);
    /// Takes the next token if it is this.
    bool accept(std::string_view text);
    /// Skips the rest of the line that the last token stood in.
    void skipLine();
    /// Skips up to and with the next token that is this.
    void skipPast(std::string_view text);
    /// Skips a part in braces, which begins with the next token.
    void skipBraces();
    [[noreturn]] void fail(const std::string& what) const;

private:
    std::vector<Token> m_tokens;
    std::string m_file;
    std::size_t m_next = 0;
};

}  // namespace glassnet::simulator::ptx
