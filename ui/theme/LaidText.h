#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <Qt>

class QPainter;

namespace glassnet::ui {

/// Lines of text that are laid out once and then only painted or measured: finding a text's glyphs takes far longer than painting them,
/// and from one frame to the next most texts stay. Keeps the last few thousand. For the window's thread.
class LaidText {
public:
    /// The same pixels as `painter.setFont(font); painter.drawText(rect, flags, text)` for one line without tabs and mnemonics. The
    /// painter's own font stays as it is.
    static void draw(QPainter& painter, const QFont& font, const QRectF& rect, int flags, const QString& text);
    /// The same as QFontMetricsF(font).horizontalAdvance(text).
    [[nodiscard]] static double width(const QFont& font, const QString& text);
    /// The same as QFontMetricsF(font).elidedText(text, Qt::ElideRight, width).
    [[nodiscard]] static QString elided(const QFont& font, const QString& text, double width);
    /// The same as QFontMetricsF(font).height().
    [[nodiscard]] static double height(const QFont& font);
};

}  // namespace glassnet::ui
