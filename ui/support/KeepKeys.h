#pragma once

#include <QWidget>
#include <initializer_list>

namespace glassnet::ui {

/// While `widget` has the focus, these keys (without modifiers) are its own: a shortcut of the window with the same key waits.
void keepKeys(QWidget* widget, std::initializer_list<Qt::Key> keys);

}  // namespace glassnet::ui
