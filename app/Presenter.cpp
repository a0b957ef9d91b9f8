#include "app/Presenter.h"

#include "ui/theme/Fonts.h"

namespace glassnet::app {

Presenter::Presenter(QWidget& window, std::vector<QWidget*> hidden, std::function<void()> dress)
    : m_window(window), m_hidden(std::move(hidden)), m_dress(std::move(dress)) {}

Presenter::~Presenter() {
    // The scale is the program's, not the window's: the next window begins with the usual one.
    if (m_presenting) {
        ui::Fonts::setScale(1);
    }
}

void Presenter::setPresenting(bool presenting) {
    if (presenting == m_presenting) {
        return;
    }
    m_presenting = presenting;
    for (auto* part : m_hidden) {
        part->setVisible(!presenting);
    }
    ui::Fonts::setScale(presenting ? kScale : 1);
    m_dress();
    if (presenting) {
        m_wasFullScreen = m_window.isFullScreen();
    }
    // A window that is not on a screen (a picture of it, a test) keeps the size it was given.
    const bool isOnScreen = m_window.isVisible() && !m_window.testAttribute(Qt::WA_DontShowOnScreen);
    if (isOnScreen && !m_wasFullScreen) {
        m_window.setWindowState(presenting ? m_window.windowState() | Qt::WindowFullScreen
                                           : m_window.windowState() & ~Qt::WindowFullScreen);
    }
}

}  // namespace glassnet::app
