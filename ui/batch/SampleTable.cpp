#include "ui/batch/SampleTable.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStringList>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"

namespace glassnet::ui {

SampleTable::SampleTable(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keepKeys(this, {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void SampleTable::setRows(SampleRows rows, const NumberText& numbers) {
    const bool isOtherSize = rows.rows != m_picture.rows.rows || rows.totalName.isEmpty() != m_picture.rows.totalName.isEmpty();
    m_picture.rows = std::move(rows);
    m_picture.numbers = numbers;
    SamplePainter::measure(m_picture);
    m_picture.followed = std::clamp<std::int64_t>(m_picture.followed, 0, std::max<std::int64_t>(0, m_picture.rows.rows - 1));
    relayout();
    if (isOtherSize) {
        updateGeometry();
        reveal();
    }
    describe();
    viewport()->update();
}

void SampleTable::setFollowed(std::int64_t sample) {
    const auto held = std::clamp<std::int64_t>(sample, 0, std::max<std::int64_t>(0, m_picture.rows.rows - 1));
    if (held != m_picture.followed) {
        m_picture.followed = held;
        reveal();
        describe();
        viewport()->update();
    }
}

void SampleTable::setHovered(const std::optional<ElementRef>& element) {
    if (element != m_picture.hovered) {
        m_picture.hovered = element;
        viewport()->update();
    }
}

double SampleTable::bodyHeight() const {
    return viewport()->height() - SamplePainter::headHeight() - (m_picture.rows.totalName.isEmpty() ? 0 : SamplePainter::totalHeight());
}

QPointF SampleTable::scroll() const {
    return {static_cast<double>(horizontalScrollBar()->value()), static_cast<double>(verticalScrollBar()->value())};
}

QRectF SampleTable::rowRect(std::int64_t sample) const {
    const double top = SamplePainter::headHeight() + static_cast<double>(sample) * SamplePainter::rowHeight() - scroll().y();
    return {0, top, static_cast<double>(viewport()->width()), SamplePainter::rowHeight()};
}

QSize SampleTable::sizeHint() const {
    const double shown = static_cast<double>(std::clamp<std::int64_t>(m_picture.rows.rows, 1, kMostRows));
    const double total = m_picture.rows.totalName.isEmpty() ? 0 : SamplePainter::totalHeight();
    const bool isWide = SamplePainter::contentsWidth(m_picture) > viewport()->width();
    const double bar = isWide ? horizontalScrollBar()->sizeHint().height() : 0;
    return {320, static_cast<int>(std::ceil(SamplePainter::headHeight() + shown * SamplePainter::rowHeight() + total + bar))};
}

QSize SampleTable::minimumSizeHint() const { return {160, sizeHint().height()}; }

void SampleTable::relayout() {
    const double wideBefore = SamplePainter::contentsWidth(m_picture);
    SamplePainter::layOut(m_picture, viewport()->width());
    const auto fit = [](QScrollBar* bar, double contents, double page, double step) {
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(contents - page))));
        bar->setPageStep(std::max(1, static_cast<int>(page)));
        bar->setSingleStep(static_cast<int>(step));
    };
    const double wide = SamplePainter::contentsWidth(m_picture);
    fit(horizontalScrollBar(), wide, viewport()->width(), SamplePainter::rowHeight());
    fit(verticalScrollBar(), static_cast<double>(m_picture.rows.rows) * SamplePainter::rowHeight(), bodyHeight(),
        SamplePainter::rowHeight());
    if ((wide > viewport()->width()) != (wideBefore > viewport()->width())) {
        updateGeometry();
    }
}

void SampleTable::reveal() {
    // Before the table has its place there is nothing to scroll in.
    m_mustReveal = bodyHeight() < SamplePainter::rowHeight();
    if (m_mustReveal) {
        return;
    }
    const double top = static_cast<double>(m_picture.followed) * SamplePainter::rowHeight();
    auto* bar = verticalScrollBar();
    if (top < bar->value()) {
        bar->setValue(static_cast<int>(std::floor(top)));
    } else if (top + SamplePainter::rowHeight() > bar->value() + bodyHeight()) {
        bar->setValue(static_cast<int>(std::ceil(top + SamplePainter::rowHeight() - bodyHeight())));
    }
}

void SampleTable::describe() {
    QStringList words;
    for (const auto& column : m_picture.rows.columns) {
        if (m_picture.followed < m_picture.rows.rows &&
            (column.kind == SampleColumn::Kind::Whole || column.kind == SampleColumn::Kind::Number)) {
            const auto value = column.value(m_picture.followed);
            words.append(
                tr("%1 is %2").arg(column.head, value ? SamplePainter::text(column, *value, m_picture.numbers) : tr("not computed yet")));
        }
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

std::int64_t SampleTable::sampleAt(const QPointF& position) const {
    const double y = position.y() - SamplePainter::headHeight();
    if (y < 0 || y >= bodyHeight()) {
        return -1;
    }
    const auto sample = static_cast<std::int64_t>(std::floor((y + scroll().y()) / SamplePainter::rowHeight()));
    return sample < m_picture.rows.rows ? sample : -1;
}

std::optional<SampleTable::Cell> SampleTable::cellAt(const QPointF& position) const {
    const auto sample = sampleAt(position);
    const bool isTotal = !m_picture.rows.totalName.isEmpty() && position.y() >= viewport()->height() - SamplePainter::totalHeight();
    if (sample < 0 && !isTotal) {
        return std::nullopt;
    }
    const double x = position.x() + scroll().x();
    for (const auto& place : m_picture.places) {
        const auto& column = m_picture.rows.columns[place.column];
        const bool isNumber = column.kind != SampleColumn::Kind::Fold && (!isTotal || column.hasTotal);
        if (isNumber && x >= place.left && x < place.left + place.width) {
            return Cell{&column, isTotal ? -1 : sample};
        }
    }
    return std::nullopt;
}

QString SampleTable::tip(const QPointF& position) const {
    if (position.y() < SamplePainter::headHeight()) {
        const double x = position.x() + scroll().x();
        for (const auto& place : m_picture.places) {
            if (x >= place.left && x < place.left + place.width) {
                return m_picture.rows.columns[place.column].help;
            }
        }
        return {};
    }
    const auto cell = cellAt(position);
    if (!cell) {
        return {};
    }
    const auto value = cell->sample < 0 ? cell->column->total : cell->column->value(cell->sample);
    if (!value) {
        return tr("This number is not computed yet.");
    }
    if (cell->column->kind == SampleColumn::Kind::Whole) {
        return m_picture.numbers.whole(static_cast<qint64>(*value));
    }
    return cell->column->isSingle ? m_picture.numbers.exact(static_cast<float>(*value)) : m_picture.numbers.exact(*value);
}

void SampleTable::choose(std::int64_t sample) {
    const auto held = std::clamp<std::int64_t>(sample, 0, std::max<std::int64_t>(0, m_picture.rows.rows - 1));
    if (held != m_picture.followed) {
        setFollowed(held);
        emit sampleChosen(held);
    }
}

void SampleTable::point(const std::optional<ElementRef>& element) {
    if (element != m_pointed) {
        m_pointed = element;
        setHovered(element);
        emit elementHovered(element);
    }
}

bool SampleTable::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        point(std::nullopt);
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tip(help->pos()), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void SampleTable::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    m_picture.focused = hasFocus();
    SamplePainter::paint(painter, m_picture, scroll(), viewport()->size());
}

void SampleTable::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
    if (m_mustReveal) {
        reveal();
    }
}

void SampleTable::mousePressEvent(QMouseEvent* event) {
    if (const auto sample = sampleAt(event->position()); sample >= 0 && event->button() == Qt::LeftButton) {
        choose(sample);
    }
}

void SampleTable::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void SampleTable::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    if (!cell) {
        point(std::nullopt);
    } else if (cell->sample < 0) {
        point(cell->column->totalElement);
    } else {
        point(cell->column->element ? cell->column->element(cell->sample) : std::nullopt);
    }
}

void SampleTable::keyPressEvent(QKeyEvent* event) {
    const auto page = std::max<std::int64_t>(1, static_cast<std::int64_t>(bodyHeight() / SamplePainter::rowHeight()));
    const auto here = m_picture.followed;
    const struct {
        int key;
        std::int64_t sample;
    } kMoves[] = {{Qt::Key_Up, here - 1},          {Qt::Key_Down, here + 1}, {Qt::Key_PageUp, here - page},
                  {Qt::Key_PageDown, here + page}, {Qt::Key_Home, 0},        {Qt::Key_End, m_picture.rows.rows - 1}};
    for (const auto& move : kMoves) {
        if (move.key == event->key()) {
            choose(move.sample);
            return;
        }
    }
    // Left and Right scroll what is too wide.
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    event->ignore();
}

void SampleTable::wheelEvent(QWheelEvent* event) {
    // A table that shows everything lets the panel around it scroll.
    const bool scrolls = verticalScrollBar()->maximum() > 0 || horizontalScrollBar()->maximum() > 0;
    scrolls ? QAbstractScrollArea::wheelEvent(event) : event->ignore();
}

void SampleTable::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void SampleTable::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void SampleTable::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        SamplePainter::measure(m_picture);
        relayout();
        updateGeometry();
    }
}

}  // namespace glassnet::ui
