#include "ui/code/CodeColors.h"

#include <QRegularExpression>
#include <QTextCharFormat>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

// The first alternative that fits at a place wins, so a word within a comment stays part of it.
const QRegularExpression& pattern() {
    static const QRegularExpression all(
        QStringLiteral(R"re((?<quiet>#.*|"[^"]*")|\b(?<word>import|from|def|class|return|with|for|in|as|True|False|None)\b)re"));
    return all;
}

}  // namespace

void CodeColors::highlightBlock(const QString& text) {
    QTextCharFormat quiet;
    quiet.setForeground(Theme::current().color(Token::Mute));
    QTextCharFormat word;
    word.setFontWeight(QFont::DemiBold);
    auto matches = pattern().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const bool isWord = match.hasCaptured(QStringLiteral("word"));
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), isWord ? word : quiet);
    }
}

}  // namespace glassnet::ui
