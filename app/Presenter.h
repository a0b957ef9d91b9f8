#pragma once

#include <QWidget>
#include <functional>
#include <vector>

namespace glassnet::app {

/// Shows the window to a class: everything larger, what only its owner needs hidden, the whole screen. Takes all of it back afterwards.
class Presenter final {
public:
    /// Type and strokes, times their usual size.
    static constexpr double kScale = 1.6;

    /// `hidden`: what is not shown meanwhile. `dress` puts the present type and colors on the window.
    Presenter(QWidget& window, std::vector<QWidget*> hidden, std::function<void()> dress);
    ~Presenter();
    Presenter(const Presenter&) = delete;
    Presenter& operator=(const Presenter&) = delete;

    [[nodiscard]] bool isPresenting() const noexcept { return m_presenting; }
    void setPresenting(bool presenting);

private:
    QWidget& m_window;
    std::vector<QWidget*> m_hidden;
    std::function<void()> m_dress;
    bool m_presenting = false;
    bool m_wasFullScreen = false;
};

}  // namespace glassnet::app
