#include "ui/inspector/Note.h"

#include <QEvent>

namespace glassnet::ui {

Note::Note(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    dress();
}

void Note::setLook(FontSize size, QFont::Weight weight, Token color) {
    m_size = size;
    m_weight = weight;
    m_color = color;
    dress();
}

void Note::dress() {
    m_dressing = true;
    setFont(Fonts::text(m_size, m_weight));
    auto colors = palette();
    colors.setColor(QPalette::WindowText, Theme::current().color(m_color));
    setPalette(colors);
    m_dressing = false;
}

void Note::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    // Another theme comes as a new palette or style; setting ours sends the same event again.
    if (!m_dressing && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
