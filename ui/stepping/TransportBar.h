#pragma once

#include <QTimer>
#include <QWidget>
#include <array>
#include <optional>
#include <tuple>

#include "engine/program/StepPlace.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class RoundButton;
class StepSizeControl;

/// The buttons that move through a step with the step size below them, and where it stands: "Step 2 of 17", "forward · Dense 1", "unit 2 of
/// 3". Play asks for one step after the other until the end of the training step, with batches and epochs until it is stopped; its button
/// shows a pause meanwhile.
class TransportBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kPlayMilliseconds = 600;

    explicit TransportBar(QWidget* parent = nullptr);

    /// What to show; null disables every button. Play ends when the end of the training step is reached.
    void setSnapshot(SnapshotPtr snapshot);
    /// How far the step buttons go: their names say it, and batches and epochs name the training step.
    void setStepSize(StepSize size);
    [[nodiscard]] StepSizeControl& stepSizeControl() const noexcept { return *m_sizes; }
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Starts or ends playing. From the end of a step it begins at its start.
    void setPlaying(bool playing);
    /// The time between two steps while playing.
    void setPlayInterval(int milliseconds) { m_timer.setInterval(milliseconds); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void toStartRequested();
    void backRequested();
    void forwardRequested();
    void toEndRequested();
    void playToggled(bool playing);
    /// A person chose another step size.
    void stepSizeChosen(glassnet::StepSize size);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr std::size_t kLines = 3;

    void nameButtons();
    void writeLines();
    void measure();
    void place();
    void playOn();
    [[nodiscard]] StepSize stepSize() const;
    [[nodiscard]] bool isAtEnd() const;
    [[nodiscard]] std::array<RoundButton*, 5> buttons() const { return {m_toStart, m_back, m_forward, m_play, m_toEnd}; }
    [[nodiscard]] double buttonsWidth() const;
    [[nodiscard]] double columnWidth() const;
    [[nodiscard]] QRectF textRect() const;

    SnapshotPtr m_snapshot;
    QTimer m_timer;
    /// Where playing asked to go on last: training step, position and part.
    std::optional<std::tuple<std::int64_t, std::size_t, std::optional<EntryPart>>> m_played;
    RoundButton* m_toStart;
    RoundButton* m_back;
    RoundButton* m_forward;
    RoundButton* m_play;
    RoundButton* m_toEnd;
    StepSizeControl* m_sizes;
    std::array<QString, kLines> m_lines;
    /// Room for the widest text of this program, so that nothing moves while stepping.
    double m_textWidth = 0;
};

}  // namespace glassnet::ui
