#include "ui/support/KeepKeys.h"

#include <QKeyEvent>
#include <algorithm>
#include <vector>

namespace glassnet::ui {

namespace {

class KeyKeeper final : public QObject {
public:
    KeyKeeper(QWidget* widget, std::initializer_list<Qt::Key> keys) : QObject(widget), m_keys(keys.begin(), keys.end()) {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::ShortcutOverride) {
            return false;
        }
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (isPlain && std::find(m_keys.begin(), m_keys.end(), key->key()) != m_keys.end()) {
            event->accept();
        }
        return false;
    }

private:
    std::vector<int> m_keys;
};

}  // namespace

void keepKeys(QWidget* widget, std::initializer_list<Qt::Key> keys) { new KeyKeeper(widget, keys); }

}  // namespace glassnet::ui
