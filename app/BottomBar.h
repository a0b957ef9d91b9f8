#pragma once

#include <QWidget>

#include "ui/header/ModeSwitch.h"

namespace glassnet::ui {
class ProgressStrip;
class StatusLine;
class TapeWidget;
class TrainBar;
class TransportBar;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The bar at the bottom: transport and tape, under them the sentence of the step; in Train mode the training's own; and over its edge the
/// progress of long work.
class BottomBar final : public QWidget {
    Q_OBJECT
public:
    explicit BottomBar(QWidget* parent = nullptr);
    [[nodiscard]] ui::TransportBar& transport() const noexcept { return *m_transport; }
    [[nodiscard]] ui::TapeWidget& tape() const noexcept { return *m_tape; }
    [[nodiscard]] ui::StatusLine& status() const noexcept { return *m_status; }
    [[nodiscard]] ui::ProgressStrip& progress() const noexcept { return *m_progress; }
    [[nodiscard]] ui::TrainBar& training() const noexcept { return *m_training; }
    /// In front of a class the transport stands alone in the middle.
    void setMode(ui::Mode mode);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ui::TransportBar* m_transport;
    ui::TapeWidget* m_tape;
    ui::StatusLine* m_status;
    ui::ProgressStrip* m_progress;
    ui::TrainBar* m_training;
    QWidget* m_left;
    QWidget* m_right;
};

}  // namespace glassnet::app
