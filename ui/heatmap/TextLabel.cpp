#include "ui/heatmap/TextLabel.h"

#include <QEvent>

namespace glassnet::ui {

TextLabel::TextLabel(MakeFont makeFont, Token color, QWidget* parent) : QLabel(parent), m_font(makeFont), m_color(color) {
    setTextFormat(Qt::PlainText);
    setMinimumWidth(1);
    dress();
}

void TextLabel::setLook(MakeFont makeFont, Token color) {
    if (makeFont != m_font || color != m_color) {
        m_font = makeFont;
        m_color = color;
        dress();
    }
}

void TextLabel::dress() {
    m_dressing = true;
    setFont(m_font());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::current().color(m_color));
    setPalette(colors);
    m_dressing = false;
}

void TextLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    // Another theme comes as a new palette or style; setting ours sends the same event again.
    if (!m_dressing && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
