#pragma once

#include <QWidget>

namespace glassnet::ui {
class TapeWidget;
class TransportBar;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The bar at the bottom: transport and tape.
class BottomBar final : public QWidget {
    Q_OBJECT
public:
    explicit BottomBar(QWidget* parent = nullptr);
    [[nodiscard]] ui::TransportBar& transport() const noexcept { return *m_transport; }
    [[nodiscard]] ui::TapeWidget& tape() const noexcept { return *m_tape; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ui::TransportBar* m_transport;
    ui::TapeWidget* m_tape;
};

}  // namespace glassnet::app
