#include "ui/canvas/PanHand.h"

#include <QGraphicsView>
#include <QMouseEvent>
#include <QScrollBar>

namespace glassnet::ui {

bool PanHand::press(const QMouseEvent& event) {
    m_last = event.pos();
    if (event.button() != Qt::MiddleButton && !(event.button() == Qt::LeftButton && m_space)) {
        return false;
    }
    m_panning = true;
    m_view.viewport()->setCursor(Qt::ClosedHandCursor);
    return true;
}

bool PanHand::move(const QMouseEvent& event) {
    if (!m_panning) {
        return false;
    }
    const QPoint moved = event.pos() - m_last;
    m_view.horizontalScrollBar()->setValue(m_view.horizontalScrollBar()->value() - moved.x());
    m_view.verticalScrollBar()->setValue(m_view.verticalScrollBar()->value() - moved.y());
    m_last = event.pos();
    return true;
}

bool PanHand::release(const QMouseEvent& event) {
    if (!m_panning || (event.button() != Qt::MiddleButton && event.button() != Qt::LeftButton)) {
        return false;
    }
    m_panning = false;
    m_view.viewport()->setCursor(m_space ? Qt::OpenHandCursor : Qt::ArrowCursor);
    return true;
}

void PanHand::setSpace(bool held) {
    m_space = held;
    if (!m_panning) {
        m_view.viewport()->setCursor(held ? Qt::OpenHandCursor : Qt::ArrowCursor);
    }
}

}  // namespace glassnet::ui
