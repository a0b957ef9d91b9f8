#include "ui/help/HelpDocument.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 24;
constexpr double kBelow = 8;
constexpr double kCell = 6;
constexpr double kLine = 1.5;  // of a line's text
constexpr double kIndent = 22;

struct Look {
    QFont font;
    double above;
};

/// Of a heading of the first, the second and any deeper level.
Look headingLook(int level) {
    const std::array looks{Look{Fonts::text(FontSize::Title, QFont::DemiBold), 0},
                           Look{Fonts::text(FontSize::Heading, QFont::DemiBold), 20},
                           Look{Fonts::text(FontSize::Body, QFont::DemiBold), 12}};
    return looks.at(static_cast<std::size_t>(std::clamp(level, 1, 3) - 1));
}

QTextCharFormat charLook(const QTextFragment& fragment, int heading) {
    const Theme& theme = Theme::current();
    QTextCharFormat format = fragment.charFormat();
    const bool isCode = format.fontFixedPitch();
    const bool isItalic = format.fontItalic();
    QFont font = heading > 0 ? headingLook(heading).font
                 : isCode    ? Fonts::mono(FontSize::Body)
                             : Fonts::text(FontSize::Body, format.fontWeight() > QFont::Medium ? QFont::DemiBold : QFont::Normal);
    font.setItalic(isItalic);
    format.clearProperty(QTextFormat::FontSizeAdjustment);
    format.setFont(font);
    format.setForeground(theme.color(format.isAnchor() ? Token::Accent : Token::Ink));
    if (isCode) {
        format.setBackground(theme.color(Token::Window));
    }
    return format;
}

void writeBlock(const QTextBlock& block) {
    const int heading = block.blockFormat().headingLevel();
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    // One height, or lines with a key in them would stand farther apart.
    const QFont font = heading > 0 ? headingLook(heading).font : Fonts::text(FontSize::Body);
    format.setLineHeight(std::ceil(kLine * QFontMetricsF(font).height()), QTextBlockFormat::FixedHeight);
    const bool isInTable = cursor.currentTable() != nullptr;
    format.setTopMargin(heading > 0 ? headingLook(heading).above : 0);
    format.setBottomMargin(isInTable ? 0 : block.textList() != nullptr ? kBelow / 2 : kBelow);
    cursor.setBlockFormat(format);
    struct Piece {
        int from;
        int to;
        QTextCharFormat format;
    };
    // Collected first: setting a format changes the fragments.
    std::vector<Piece> pieces;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const auto fragment = it.fragment();
        pieces.push_back({fragment.position(), fragment.position() + fragment.length(), charLook(fragment, heading)});
    }
    for (const auto& piece : pieces) {
        cursor.setPosition(piece.from);
        cursor.setPosition(piece.to, QTextCursor::KeepAnchor);
        cursor.setCharFormat(piece.format);
    }
}

void writeTables(const QTextFrame& frame) {
    for (auto* child : frame.childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderBrush(Theme::current().color(Token::Line));
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellPadding(kCell);
            format.setCellSpacing(0);
            format.setTopMargin(kBelow / 2);
            format.setBottomMargin(kBelow);
            format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
            table->setFormat(format);
        }
        writeTables(*child);
    }
}

}  // namespace

void writeHelp(QTextDocument& document, const QString& markdown) {
    document.setDefaultFont(Fonts::text(FontSize::Body));
    document.setDocumentMargin(kMargin);
    document.setIndentWidth(kIndent);
    // No HTML: what stands in a page is words.
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        writeBlock(block);
    }
    writeTables(*document.rootFrame());
}

}  // namespace glassnet::ui
