#include "ui/support/FlowLayout.h"

#include <algorithm>

namespace glassnet::ui {

FlowLayout::FlowLayout(int gap) : m_gap(gap) { setContentsMargins(0, 0, 0, 0); }

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem* item) { m_items.append(item); }

int FlowLayout::count() const { return static_cast<int>(m_items.size()); }

QLayoutItem* FlowLayout::itemAt(int index) const { return m_items.value(index); }

QLayoutItem* FlowLayout::takeAt(int index) { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }

int FlowLayout::heightForWidth(int width) const { return flow(QRect(0, 0, width, 0), false); }

void FlowLayout::setGeometry(const QRect& place) {
    QLayout::setGeometry(place);
    flow(place, true);
}

QSize FlowLayout::sizeHint() const {
    int wide = 0;
    for (const auto* item : m_items) {
        wide += item->isEmpty() ? 0 : item->sizeHint().width() + (wide > 0 ? m_gap : 0);
    }
    return {wide, flow(QRect(0, 0, wide, 0), false)};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto* item : m_items) {
        size = size.expandedTo(item->isEmpty() ? QSize() : item->minimumSize());
    }
    return size;
}

int FlowLayout::flow(const QRect& place, bool moves) const {
    int x = place.x();
    int y = place.y();
    int tall = 0;
    for (auto* item : m_items) {
        if (item->isEmpty()) {
            continue;
        }
        const QSize size = item->sizeHint();
        if (x > place.x() && x + size.width() > place.x() + place.width()) {
            x = place.x();
            y += tall + m_gap;
            tall = 0;
        }
        if (moves) {
            item->setGeometry(QRect(QPoint(x, y), size));
        }
        x += size.width() + m_gap;
        tall = std::max(tall, size.height());
    }
    return y + tall - place.y();
}

}  // namespace glassnet::ui
