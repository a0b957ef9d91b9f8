#include "app/UnitsEditor.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QLocale>
#include <algorithm>

#include "ui/theme/Fonts.h"

namespace glassnet::app {

namespace {

constexpr int kWidth = 96;

}  // namespace

UnitsEditor::UnitsEditor(QWidget* parent) : QLineEdit(parent) {
    setFont(ui::Fonts::mono(ui::FontSize::Body));
    setAlignment(Qt::AlignCenter);
    setAccessibleName(tr("Number of units"));
    setPlaceholderText(tr("units"));
    hide();
}

void UnitsEditor::open(const QPoint& place, const QString& text) {
    const auto height = sizeHint().height();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    QRect rect(place.x() - kWidth / 2, place.y() - height / 2, kWidth, height);
    rect.moveLeft(std::clamp(rect.left(), room.left(), std::max(room.left(), room.right() - kWidth)));
    rect.moveTop(std::clamp(rect.top(), room.top(), std::max(room.top(), room.bottom() - height)));
    setGeometry(rect);
    setText(text);
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    end(false);
}

void UnitsEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        commit();
    } else if (event->key() == Qt::Key_Escape) {
        leave();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void UnitsEditor::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (isVisible() && event->reason() != Qt::PopupFocusReason) {
        commit();
    }
}

void UnitsEditor::commit() {
    const auto typed = text().trimmed();
    leave();
    bool isNumber = false;
    const auto units = locale().toLongLong(typed, &isNumber);
    if (isNumber && units > 0) {
        emit unitsEntered(units);
    } else if (!typed.isEmpty()) {
        emit rejected(tr("“%1” is no number of units; type a whole number from 1 on.").arg(typed));
    }
}

/// Hidden first, so that losing the focus does not commit once more.
void UnitsEditor::leave() {
    const bool hadFocus = hasFocus();
    hide();
    if (hadFocus && parentWidget() != nullptr) {
        parentWidget()->setFocus(Qt::OtherFocusReason);
    }
}

}  // namespace glassnet::app
