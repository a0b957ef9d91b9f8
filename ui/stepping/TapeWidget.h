#pragma once

#include <QVariantAnimation>
#include <QWidget>
#include <cstddef>
#include <optional>
#include <vector>

#include "ui/stepping/EntryText.h"
#include "ui/stepping/TapeLayout.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The tape: a card for each entry of a training step, in groups Forward, Backward, Update. What has run is solid, the last that ran is
/// marked and has a pointer above it, what comes is faint. When not all cards fit, the tape scrolls (wheel, drag) and keeps the current
/// card in view. Positions count entries that have run: card i stands for position i + 1.
class TapeWidget final : public QWidget {
    Q_OBJECT
public:
    explicit TapeWidget(QWidget* parent = nullptr);

    /// What to show; null shows an empty tape.
    void setSnapshot(SnapshotPtr snapshot);

    [[nodiscard]] const std::vector<EntryText>& texts() const noexcept { return m_texts; }
    /// Where a card is in the widget now, scrolled as it is.
    [[nodiscard]] QRectF cardRect(std::size_t entry) const;
    /// Where the pointer stands: its tip.
    [[nodiscard]] QPointF playhead() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The user asked for `position` entries to have run.
    void entryRequested(std::size_t position);
    /// The entry under the mouse, none when it left.
    void entryHovered(std::optional<std::size_t> entry);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag : std::uint8_t { None, Pressed, Scrolling, Playhead };

    void readTexts();
    void relayout();
    void moveTo(double scroll, double playhead);
    void scrollTo(double scroll);
    void hover(int card);
    void request(std::size_t position);
    [[nodiscard]] double room() const;
    [[nodiscard]] double restingPlayhead() const;
    [[nodiscard]] std::size_t position() const { return m_snapshot ? m_snapshot->position : 0; }
    [[nodiscard]] double toTape(double x) const;
    void paintCaptions(QPainter& painter) const;
    void paintCard(QPainter& painter, std::size_t entry) const;
    void paintPlayhead(QPainter& painter) const;
    void paintFades(QPainter& painter) const;

    SnapshotPtr m_snapshot;
    std::vector<EntryText> m_texts;
    TapeLayout m_layout;
    QVariantAnimation m_motion;
    double m_scroll = 0;
    double m_playhead = 0;
    double m_scrollFrom = 0;
    double m_scrollTo = 0;
    double m_playheadFrom = 0;
    double m_playheadTo = 0;
    int m_hovered = -1;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    double m_scrollPressed = 0;
    std::size_t m_requested = 0;
};

}  // namespace glassnet::ui
