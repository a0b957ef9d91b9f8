#include "ui/code/CodeColors.h"

#include <QRegularExpression>
#include <array>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

/// What one alternative of the pattern is painted as.
struct Kind {
    const char* group;
    Token token;
};

constexpr std::array kKinds{Kind{"comment", Token::Mute}, Kind{"text", Token::Mute}, Kind{"word", Token::Accent},
                            Kind{"number", Token::Positive}};

// The first alternative that fits at a place wins, so a word within a comment stays part of it.
const QRegularExpression& pattern() {
    static const QRegularExpression all(QStringLiteral(
        R"((?<comment>#.*)|(?<text>"[^"]*")|\b(?<word>import|from|def|class|return|with|for|in|as|True|False|None)\b|(?<number>(?<![\w.])\d+(\.\d+)?(e[+-]?\d+)?))"));
    return all;
}

}  // namespace

void CodeColors::highlightBlock(const QString& text) {
    auto matches = pattern().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        for (const auto& [group, token] : kKinds) {
            const auto name = QString::fromLatin1(group);
            if (match.hasCaptured(name)) {
                setFormat(static_cast<int>(match.capturedStart(name)), static_cast<int>(match.capturedLength(name)),
                          Theme::current().color(token));
            }
        }
    }
}

}  // namespace glassnet::ui
