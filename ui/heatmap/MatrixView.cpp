#include "ui/heatmap/MatrixView.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/heatmap/MatrixEditing.h"
#include "ui/support/KeepKeys.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

constexpr int kMostColumnsWithNumbers = 64;  // no panel is wide enough for more
constexpr double kTallestView = 340;

}  // namespace

MatrixView::MatrixView(QWidget* parent) : QAbstractScrollArea(parent), m_editing(new MatrixEditing(*this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown,
                    Qt::Key_Delete});
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MatrixView::setTitle(const QString& title, const QString& note) {
    if (title == m_picture.title && note == m_picture.note) {
        return;
    }
    m_picture.title = title;
    m_picture.note = note;
    relayout();
    describe();
}

void MatrixView::setHeads(const QStringList& rows, const QStringList& columns) {
    if (rows == m_picture.rowHeads && columns == m_picture.columnHeads) {
        return;
    }
    m_picture.rowHeads = rows;
    m_picture.columnHeads = columns;
    remeasure();
}

void MatrixView::setHeadRoom(double room) {
    if (room != m_picture.headRoom) {
        m_picture.headRoom = room;
        relayout();
    }
}

double MatrixView::headRoomNeeded() const { return std::min(MatrixPainter::mostForHeads(), m_picture.widestRowHead); }

void MatrixView::setValues(const MatrixValues& values) {
    if (values.isSameView(m_picture.values)) {
        return;
    }
    m_picture.values = values;
    const auto gone = [&values](const std::optional<MatrixCell>& cell) {
        return cell && (cell->row >= values.rows() || cell->column >= values.columns());
    };
    if (gone(m_picture.selected)) {
        m_editing->close();
        m_picture.selected.reset();
    }
    if (gone(m_anchor) || !m_picture.selected) {
        m_anchor.reset();
        m_picture.block.reset();
    }
    if (gone(m_picture.hovered)) {
        m_picture.hovered.reset();
    }
    recount();
}

void MatrixView::setLimit(std::optional<double> limit) {
    m_limit = limit;
    const double shown = m_limit.value_or(m_range.largest() > 0 ? m_range.largest() : 1.0);
    if (shown != m_picture.limit) {
        m_picture.limit = shown;
        viewport()->update();
    }
}

void MatrixView::setNumberText(const NumberText& text) {
    if (text != m_text) {
        m_text = text;
        recount();
    }
}

void MatrixView::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    if (readOnly) {
        m_editing->close();
    }
}

void MatrixView::setReference(const std::optional<Tensor>& start) {
    const auto& before = m_picture.start;
    const bool isSame = start.has_value() == before.has_value() && (!start || start->isSameView(*before));
    if (!isSame) {
        m_picture.start = start;
        describe();
        viewport()->update();
    }
}

double MatrixView::startValue(MatrixCell cell) const { return m_picture.start->at(values().index(cell)); }

void MatrixView::setSelected(std::optional<MatrixCell> cell) {
    const bool inside = cell && cell->row >= 0 && cell->column >= 0 && cell->row < values().rows() && cell->column < values().columns();
    if (m_picture.selected != cell) {
        m_editing->close();
        m_anchor.reset();
        m_picture.block.reset();
    }
    const auto before = std::exchange(m_picture.selected, inside ? cell : std::nullopt);
    if (inside) {
        reveal(*cell);
    }
    if (before != m_picture.selected) {
        describe();
        viewport()->update();
    }
}

void MatrixView::recount() {
    const MatrixValues& matrix = m_picture.values;
    m_picture.shape = SymbolText::shape(glassnet::Shape{matrix.rows(), matrix.columns()});
    m_range = matrix.range();
    setLimit(m_limit);
    m_picture.hasTexts = matrix.columns() <= kMostColumnsWithNumbers;
    m_picture.texts = m_picture.hasTexts ? NumberColumn(m_text, matrix) : NumberColumn();
    m_picture.widestNumber = MatrixPainter::widest(m_picture.texts.widest(), MatrixPainter::numberFont());
    relayout();
    describe();
}

void MatrixView::remeasure() {
    m_picture.widestRowHead = MatrixPainter::widest(m_picture.rowHeads, MatrixPainter::headFont());
    m_picture.widestColumnHead = MatrixPainter::widest(m_picture.columnHeads, MatrixPainter::headFont());
    m_picture.widestNumber = MatrixPainter::widest(m_picture.texts.widest(), MatrixPainter::numberFont());
    relayout();
}

void MatrixView::relayout() {
    const MatrixMetrics metrics = MatrixPainter::metricsOf(m_picture);
    m_layout = MatrixLayout(values().rows(), values().columns(), metrics, viewport()->width());
    const QSizeF contents = m_layout.contents();
    const auto fit = [](QScrollBar* bar, double size, int page, double step) {
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(size)) - page));
        bar->setPageStep(page);
        bar->setSingleStep(static_cast<int>(step));
    };
    fit(horizontalScrollBar(), contents.width(), viewport()->width(), m_layout.pitch().width());
    fit(verticalScrollBar(), contents.height(), viewport()->height(), m_layout.pitch().height());
    m_editing->place();
    // The panel lays itself out anew only where another size is asked for: that costs more than all the rest.
    const bool sameMetrics = std::exchange(m_metrics, metrics) == metrics;
    const bool sameShape = std::exchange(m_shown, values().size()) == values().size();
    if (!sameMetrics || !sameShape) {
        updateGeometry();
    }
    viewport()->update();
}

QPointF MatrixView::scroll() const {
    return {static_cast<double>(horizontalScrollBar()->value()), static_cast<double>(verticalScrollBar()->value())};
}

std::optional<MatrixCell> MatrixView::cellAt(const QPointF& position) const {
    return m_layout.cellAt(position, scroll(), viewport()->size());
}

int MatrixView::heightForWidth(int width) const {
    const QSizeF contents = MatrixLayout(values().rows(), values().columns(), MatrixPainter::metricsOf(m_picture), width).contents();
    const int bar = contents.width() > width ? horizontalScrollBar()->sizeHint().height() : 0;
    return static_cast<int>(std::ceil(std::min(contents.height(), kTallestView))) + bar;
}

QSize MatrixView::sizeHint() const { return {340, heightForWidth(340)}; }

QSize MatrixView::minimumSizeHint() const { return {160, std::min(heightForWidth(160), 96)}; }

QString MatrixView::exactText(MatrixCell cell) const {
    const double value = values().at(cell);
    return values().isSingle() ? m_text.exact(static_cast<float>(value)) : m_text.exact(value);
}

QString MatrixView::remark(MatrixCell cell) const {
    return isEdited(cell) ? tr("edited; it started as %1").arg(m_text.exact(static_cast<float>(startValue(cell)))) : QString();
}

void MatrixView::describe() {
    setAccessibleName(m_picture.title.isEmpty() ? m_picture.shape : tr("%1, shape %2").arg(m_picture.title, m_picture.shape));
    QString description;
    if (const auto cell = m_picture.selected) {
        const QString number = values().isKnown(*cell) ? m_text.of(values().at(*cell)) : tr("not computed yet");
        description = tr("%1 is %2").arg(SymbolText::element(m_picture.title, cell->row, cell->column), number);
        description += isEdited(*cell) ? QStringLiteral("; ") + remark(*cell) : QString();
    }
    setAccessibleDescription(description);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void MatrixView::select(MatrixCell cell, bool extends) {
    const auto anchor = extends && m_picture.selected ? std::optional(m_anchor.value_or(*m_picture.selected)) : std::nullopt;
    const bool moves = m_picture.selected != cell;
    setSelected(cell);
    m_anchor = anchor;
    m_picture.block = anchor && *anchor != cell ? selectedBlock() : std::nullopt;
    if (moves) {
        emit cellSelected(cell.row, cell.column);
    }
}

std::optional<std::pair<MatrixCell, MatrixCell>> MatrixView::selectedBlock() const {
    if (!m_picture.selected) {
        return std::nullopt;
    }
    const MatrixCell a = *m_picture.selected;
    const MatrixCell b = m_anchor.value_or(a);
    return std::pair(MatrixCell{std::min(a.row, b.row), std::min(a.column, b.column)},
                     MatrixCell{std::max(a.row, b.row), std::max(a.column, b.column)});
}

void MatrixView::setCell(MatrixCell cell, double value) {
    m_picture.values.set(cell, value);
    recount();
}

void MatrixView::startEdit(const QString& text) { m_editing->start(text); }

bool MatrixView::isEditing() const { return m_editing->isOpen(); }

void MatrixView::addActions(QMenu& menu) {
    if (m_enlargeable) {
        connect(menu.addAction(tr("Show as a heatmap")), &QAction::triggered, this, &MatrixView::enlargeRequested);
        menu.addSeparator();
    }
    m_editing->fillMenu(menu);
}

bool MatrixView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_editing->keeps(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void MatrixView::setHovered(std::optional<MatrixCell> cell) {
    if (cell != m_picture.hovered) {
        m_picture.hovered = cell;
        viewport()->update();
    }
}

void MatrixView::hover(std::optional<MatrixCell> cell) {
    if (m_picture.hovered == cell) {
        return;
    }
    for (const auto& changed : {std::exchange(m_picture.hovered, cell), cell}) {
        if (changed) {
            viewport()->update(cellRect(*changed).toAlignedRect().adjusted(-2, -2, 2, 2));
        }
    }
    emit cellHovered(cell ? cell->row : -1, cell ? cell->column : -1);
}

void MatrixView::reveal(MatrixCell cell) {
    const QRectF rect = m_layout.cellRect(cell);
    const auto show = [](QScrollBar* bar, double from, double to, double origin, int page) {
        if (from - bar->value() < origin) {
            bar->setValue(static_cast<int>(std::floor(from - origin)));
        } else if (to - bar->value() > page) {
            bar->setValue(static_cast<int>(std::ceil(to - page)) + 2);
        }
    };
    show(horizontalScrollBar(), rect.left(), rect.right(), m_layout.origin().x(), viewport()->width());
    show(verticalScrollBar(), rect.top(), rect.bottom(), m_layout.origin().y(), viewport()->height());
}

bool MatrixView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        hover(std::nullopt);
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto cell = cellAt(help->pos());
        if (!cell) {
            QToolTip::hideText();
            return true;
        }
        const QString number = values().isKnown(*cell) ? exactText(*cell) : tr("not computed yet");
        const QString name = SymbolText::element(m_picture.title, cell->row, cell->column);
        const QString edited = isEdited(*cell) ? QLatin1Char('\n') + remark(*cell) : QString();
        QToolTip::showText(help->globalPos(), QStringLiteral("%1 = %2").arg(name, number) + edited, viewport(), cellRect(*cell).toRect());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void MatrixView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    m_picture.focused = hasFocus();
    MatrixPainter::paint(painter, m_picture, m_layout, scroll(), viewport()->size(), event->rect());
}

void MatrixView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        select(*cell, event->modifiers().testFlag(Qt::ShiftModifier));
    }
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void MatrixView::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    hover(cell);
    if (cell && event->buttons().testFlag(Qt::LeftButton) && m_picture.selected && m_picture.selected != cell && !isEditing()) {
        select(*cell, true);
    }
}

void MatrixView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto cell = byKey ? m_picture.selected : cellAt(event->pos());
    if (!cell) {
        return;
    }
    const auto block = selectedBlock();
    const bool inBlock = block && cell->row >= block->first.row && cell->row <= block->second.row && cell->column >= block->first.column &&
                         cell->column <= block->second.column;
    if (!inBlock) {
        select(*cell);
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addActions(*menu);
    menu->popup(byKey ? viewport()->mapToGlobal(cellRect(*cell).center().toPoint()) : event->globalPos());
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        select(*cell);
        startEdit();
    }
}

std::optional<MatrixCell> MatrixView::moved(int key) const {
    MatrixCell cell = m_picture.selected.value_or(MatrixCell{});
    const int page = std::max(1, static_cast<int>((viewport()->height() - m_layout.origin().y()) / m_layout.pitch().height()));
    const struct {
        int key;
        MatrixCell by;
    } kMoves[] = {{Qt::Key_Left, {0, -1}},      {Qt::Key_Right, {0, 1}},           {Qt::Key_Up, {-1, 0}},
                  {Qt::Key_Down, {1, 0}},       {Qt::Key_Home, {0, -cell.column}}, {Qt::Key_End, {0, values().columns()}},
                  {Qt::Key_PageUp, {-page, 0}}, {Qt::Key_PageDown, {page, 0}}};
    for (const auto& move : kMoves) {
        if (move.key == key) {
            if (m_picture.selected) {
                cell = {std::clamp(cell.row + move.by.row, 0, values().rows() - 1),
                        std::clamp(cell.column + move.by.column, 0, values().columns() - 1)};
            }
            return cell;
        }
    }
    return std::nullopt;
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
    if (values().count() < 1) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (m_editing->keyPress(*event)) {
        return;
    }
    if (const auto cell = moved(event->key())) {
        select(*cell, event->modifiers().testFlag(Qt::ShiftModifier));
    } else if (event->matches(QKeySequence::SelectAll)) {
        select({0, 0});
        select({values().rows() - 1, values().columns() - 1}, true);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MatrixView::wheelEvent(QWheelEvent* event) {
    if (m_editing->wheel(*event)) {
        event->accept();
        return;
    }
    // A view that shows everything lets the panel around it scroll.
    const bool scrolls = verticalScrollBar()->maximum() > 0 || horizontalScrollBar()->maximum() > 0;
    scrolls ? QAbstractScrollArea::wheelEvent(event) : event->ignore();
}

void MatrixView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MatrixView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void MatrixView::scrollContentsBy(int, int) {
    m_editing->place();
    viewport()->update();
}

void MatrixView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        remeasure();
    }
}

}  // namespace glassnet::ui
