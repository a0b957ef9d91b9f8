#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

#include "ui/stepping/TapeCardImages.h"
#include "ui/stepping/TapeCards.h"
#include "ui/stepping/TapeLayout.h"
#include "ui/stepping/TapeTexts.h"
#include "ui/workbench/Snapshot.h"

class QPainter;

namespace glassnet::ui {

/// What a tape looks like at one moment.
struct TapePicture {
    const Snapshot& snapshot;
    const TapeCards& cards;
    const TapeTexts& texts;
    const TapeLayout& layout;
    QSize size;
    /// How far the tape is pulled to the left.
    double scroll = 0;
    /// The tip of the pointer.
    QPointF playhead;
    /// The card under the mouse, -1 for none.
    int hovered = -1;
    bool focused = false;
    /// How much of the entry in hand is there, 0 to 1.
    double shown = 1;
    /// Cards that need not be painted again.
    TapeCardImages& images;

    /// Where a card is in the widget.
    [[nodiscard]] QRectF cardRect(std::size_t card) const;
};

/// Paints the tape: captions of the phases, cards, pointer, and fades where it goes on beyond the edges.
class TapePainter {
public:
    /// How far a card's shadow and marks reach beyond it.
    static constexpr double kReach = 4;
    /// Half as wide as the pointer, and as tall, at scale 1.
    static constexpr double kPointer = 6;

    TapePainter(QPainter& painter, const TapePicture& picture) : m_painter(painter), m_picture(picture) {}
    /// `exposed`: what is to be painted anew; the rest may be left out.
    void paint(const QRectF& exposed) const;

private:
    void paintCaptions() const;
    void showCard(std::size_t card) const;
    [[nodiscard]] TapeCardLook lookOf(std::size_t card) const;
    void paintCard(std::size_t card, const TapeCardLook& look) const;
    void paintGround(const QRectF& rect, bool isHere, bool isDone, bool isHovered) const;
    void paintPartGround(const QRectF& rect) const;
    void paintEntry(const QRectF& rect, const TapeCard& card, bool isReached) const;
    void paintGroup(const QRectF& rect, const TapeCard& card, std::size_t done) const;
    void paintBracket(std::size_t head) const;
    void paintRing(const QRectF& rect) const;
    void paintPlayhead() const;
    void paintFades() const;

    QPainter& m_painter;
    const TapePicture& m_picture;
};

}  // namespace glassnet::ui
