#pragma once

#include <QVariantAnimation>
#include <QWidget>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "ui/stepping/TapeCards.h"
#include "ui/stepping/TapeLayout.h"
#include "ui/stepping/TapePainter.h"
#include "ui/stepping/TapeTexts.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The tape: a card for each entry of a training step, under the captions Forward, Backward, Update. What has run is solid, the last that
/// ran is marked and has a pointer above it, what comes is faint; of an entry that is only partly there the part is solid. Where a program
/// is too long for the room, the entries of one layer within a phase share a card that unfolds. The tape scrolls (wheel, drag) and keeps
/// the card in hand in view. Positions count entries that have run: entry i stands for position i + 1.
class TapeWidget final : public QWidget {
    Q_OBJECT
public:
    explicit TapeWidget(QWidget* parent = nullptr);

    /// What to show; null shows an empty tape. Texts are written only when the program or the network is another one.
    void setSnapshot(SnapshotPtr snapshot);

    [[nodiscard]] const std::vector<EntryText>& texts() const noexcept { return m_texts.entries(); }
    [[nodiscard]] const TapeCards& cards() const noexcept { return m_cards; }
    [[nodiscard]] const SnapshotPtr& snapshot() const noexcept { return m_snapshot; }
    /// The layer of a group's card.
    [[nodiscard]] const QString& groupName(int group) const { return m_texts.groupName(group); }
    /// Where the card that shows an entry is in the widget now, scrolled as it is: its own or its group's.
    [[nodiscard]] QRectF cardRect(std::size_t entry) const;
    /// Where the card is that folds an unfolded group or stands for a folded one.
    [[nodiscard]] QRectF groupRect(int group) const;
    /// Where the pointer stands: its tip. Over the middle of a whole entry's card, over the edge of what is there of a part.
    [[nodiscard]] QPointF playhead() const;
    /// Unfolds a folded group, folds an unfolded one; nothing on a tape that does not group.
    void toggleGroup(int group);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The user asked for `position` entries to have run.
    void entryRequested(std::size_t position);
    /// The entry under the mouse, none when it left and over a group's card.
    void entryHovered(std::optional<std::size_t> entry);
    /// What the entry (or the entries of the group) under the mouse reads and makes; both empty when it left.
    void tensorsHovered(const std::vector<glassnet::TensorId>& inputs, const std::vector<glassnet::TensorId>& outputs);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag : std::uint8_t { None, Pressed, Scrolling, Playhead };

    void readProgram();
    void relayout();
    void layOut();
    void refold(std::size_t anchor, const std::function<bool()>& change);
    void follow();
    void describe();
    void moveTo(double scroll, double playhead);
    /// Puts the pointer and the cards there, and paints what that changes.
    void place(double scroll, double playhead);
    [[nodiscard]] QRect playheadRect() const;
    /// Paints the cards of these entries anew, the last one too.
    void updateCards(std::size_t first, std::size_t last);
    void scrollTo(double scroll);
    void hover(int card);
    void request(std::size_t position);
    [[nodiscard]] double room() const;
    [[nodiscard]] double restingPlayhead() const;
    [[nodiscard]] std::size_t position() const { return m_snapshot ? m_snapshot->position : 0; }
    [[nodiscard]] std::optional<std::size_t> entryInHand() const;
    [[nodiscard]] double toTape(double x) const;
    [[nodiscard]] int cardUnder(QPointF position) const;
    [[nodiscard]] std::size_t positionAt(double x) const;
    [[nodiscard]] std::size_t anchorOf(std::size_t entry) const;
    [[nodiscard]] TapePicture picture() const;
    void tellTensors(int card);

    SnapshotPtr m_snapshot;
    TapeCards m_cards;
    TapeTexts m_texts;
    TapeLayout m_layout;
    mutable TapeCardImages m_images;
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
