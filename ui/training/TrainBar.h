#pragma once

#include <QWidget>
#include <array>
#include <optional>

#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

class RoundButton;
class SpeedSlider;
class ValueField;

/// The bar of training: play and pause, one batch, one epoch, the same start again; where it stands and how fast it is; the way to the last
/// epoch; the speed.
class TrainBar final : public QWidget {
    Q_OBJECT
public:
    /// Epochs that are trained at first.
    static constexpr std::int64_t kEpochs = 1000;

    explicit TrainBar(QWidget* parent = nullptr);

    /// Null: there is nothing to train.
    void setReport(TrainReportPtr report);
    /// False where the drawing cannot be trained.
    void setTrainable(bool trainable);
    /// The epoch at which playing stops.
    [[nodiscard]] std::int64_t lastEpoch() const noexcept { return m_lastEpoch; }
    void setLastEpoch(std::int64_t epoch);
    [[nodiscard]] SpeedSlider& speed() const noexcept { return *m_speed; }
    [[nodiscard]] ValueField& epochs() const noexcept { return *m_epochs; }
    [[nodiscard]] RoundButton& playButton() const noexcept { return *m_play; }
    /// "3 s left", "2 h 5 min left"; empty where that is not known.
    [[nodiscard]] static QString timeLeft(double seconds);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {600, sizeHint().height()}; }

signals:
    void playRequested();
    void pauseRequested();
    void batchRequested();
    void epochRequested();
    void restartRequested();
    /// A person set how many epochs there are to be.
    void lastEpochChanged(qint64 epoch);
    void sentence(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    void write();
    void takeEpochs(const QString& text);
    [[nodiscard]] QRectF progressRect() const;
    [[nodiscard]] double textLeft() const;
    [[nodiscard]] double textWidth() const;
    [[nodiscard]] std::array<RoundButton*, 4> buttons() const { return {m_play, m_batch, m_epoch, m_restart}; }

    TrainReportPtr m_report;
    bool m_trainable = false;
    std::int64_t m_lastEpoch = kEpochs;
    RoundButton* m_play;
    RoundButton* m_batch;
    RoundButton* m_epoch;
    RoundButton* m_restart;
    ValueField* m_epochs;
    SpeedSlider* m_speed;
    QString m_title;
    QString m_line;
    QString m_left;
};

}  // namespace glassnet::ui
