#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>
#include <utility>

#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class RoundButton;

/// The buttons that move through a step, and where it stands: "Step 2 of 17", "forward · Dense 1". Play asks for one entry after the other
/// until the end of the step; its button shows a pause meanwhile.
class TransportBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kPlayMilliseconds = 600;

    explicit TransportBar(QWidget* parent = nullptr);

    /// What to show; null disables every button. Play ends when the end of the step is reached.
    void setSnapshot(SnapshotPtr snapshot);
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Starts or ends playing. From the end of a step it begins at its start.
    void setPlaying(bool playing);
    /// The time between two entries while playing.
    void setPlayInterval(int milliseconds) { m_timer.setInterval(milliseconds); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void toStartRequested();
    void backRequested();
    void forwardRequested();
    void toEndRequested();
    void playToggled(bool playing);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void readTexts();
    void place();
    void playOn();
    [[nodiscard]] QString placeText(std::size_t position) const;
    [[nodiscard]] double textLeft() const;

    SnapshotPtr m_snapshot;
    QTimer m_timer;
    /// Where playing asked to go on last: training step and position.
    std::optional<std::pair<std::int64_t, std::size_t>> m_played;
    RoundButton* m_toStart;
    RoundButton* m_back;
    RoundButton* m_forward;
    RoundButton* m_play;
    RoundButton* m_toEnd;
    QString m_step;
    QString m_place;
    /// Room for the widest text of this program, so that nothing moves while stepping.
    double m_textWidth = 0;
};

}  // namespace glassnet::ui
