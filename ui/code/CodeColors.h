#pragma once

#include <QSyntaxHighlighter>

namespace glassnet::ui {

/// Sets Python's own words in a heavier weight, and comments and texts back. Accent, blue and orange have other meanings.
class CodeColors final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override;
};

}  // namespace glassnet::ui
