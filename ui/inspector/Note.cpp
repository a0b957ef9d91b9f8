#include "ui/inspector/Note.h"

#include <QEvent>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

Note::Note(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    dress();
}

void Note::dress() {
    m_dressing = true;
    setFont(Fonts::text(FontSize::Caption));
    auto colors = palette();
    colors.setColor(QPalette::WindowText, Theme::current().color(Token::Mute));
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
