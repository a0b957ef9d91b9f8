#pragma once

#include <QSyntaxHighlighter>

namespace glassnet::ui {

/// Colors Python lightly, with the theme's tokens alone: words of the language, numbers, texts and comments.
class CodeColors final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override;
};

}  // namespace glassnet::ui
