#include "ui/inspector/ValueField.h"

#include <QEvent>
#include <QKeyEvent>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

ValueField::ValueField(QWidget* parent) : QLineEdit(parent) {
    connect(this, &QLineEdit::textEdited, this, [this] { setRefused(false); });
}

void ValueField::setShown(const QString& text, const QString& placeholder) {
    setPlaceholderText(placeholder);
    const bool keepsTyping = isPending() && text == m_shown && hasFocus();
    m_shown = text;
    if (!keepsTyping) {
        restore();
    }
}

void ValueField::commit() {
    if (isPending()) {
        emit entered(text());
    }
}

void ValueField::refuse() {
    setRefused(true);
    selectAll();
}

void ValueField::settle() { restore(); }

void ValueField::restore() {
    setRefused(false);
    if (text() != m_shown) {
        setText(m_shown);
        setCursorPosition(0);
    }
}

void ValueField::setRefused(bool refused) {
    if (m_refused == refused) {
        return;
    }
    m_refused = refused;
    m_dressing = true;
    setStyleSheet(refused ? QStringLiteral("QLineEdit { border: 1px solid %1; }").arg(Theme::current().color(Token::Warning).name())
                          : QString());
    m_dressing = false;
}

void ValueField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        restore();
        selectAll();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        commit();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void ValueField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    // A menu over the field is not leaving it.
    if (event->reason() == Qt::PopupFocusReason) {
        return;
    }
    // What was refused has been said already.
    if (!m_refused) {
        commit();
    }
    if (m_refused) {
        restore();
    }
    deselect();
}

void ValueField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (!m_dressing && m_refused && event->type() == QEvent::PaletteChange) {
        setRefused(false);
        setRefused(true);
    }
}

}  // namespace glassnet::ui
