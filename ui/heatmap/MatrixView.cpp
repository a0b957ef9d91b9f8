#include "ui/heatmap/MatrixView.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/heatmap/CellEditor.h"
#include "ui/support/ErrorText.h"
#include "ui/support/KeepKeys.h"
#include "ui/support/NumberParser.h"
#include "ui/support/SymbolText.h"
#include "ui/theme/ColorMap.h"

namespace glassnet::ui {

namespace {

constexpr int kMostColumnsWithNumbers = 64;  // no panel is wide enough for more
constexpr double kTallestView = 340;
constexpr int kWheelNotch = 120;
}  // namespace

MatrixView::MatrixView(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MatrixView::setTitle(const QString& title, const QString& note) {
    m_picture.title = title;
    m_picture.note = note;
    refresh();
}

void MatrixView::setHeads(const QStringList& rows, const QStringList& columns) {
    m_picture.rowHeads = rows;
    m_picture.columnHeads = columns;
    refresh();
}

void MatrixView::setHeadRoom(double room) {
    if (room != m_picture.headRoom) {
        m_picture.headRoom = room;
        refresh();
    }
}

double MatrixView::headRoomNeeded() const {
    auto alone = m_picture;
    alone.headRoom = 0;
    return MatrixPainter::metricsOf(alone).rowHead;
}

void MatrixView::setValues(const MatrixValues& values) {
    m_picture.values = values;
    const auto gone = [&values](const std::optional<MatrixCell>& cell) {
        return cell && (cell->row >= values.rows || cell->column >= values.columns);
    };
    if (gone(m_picture.selected)) {
        closeEditor();
        m_picture.selected.reset();
    }
    if (gone(m_picture.hovered)) {
        m_picture.hovered.reset();
    }
    refresh();
}

void MatrixView::setLimit(std::optional<double> limit) {
    m_limit = limit;
    refresh();
}

void MatrixView::setNumberText(const NumberText& text) {
    m_text = text;
    refresh();
}

void MatrixView::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    if (readOnly) {
        closeEditor();
    }
}

void MatrixView::setSelected(std::optional<MatrixCell> cell) {
    const bool inside = cell && cell->row >= 0 && cell->column >= 0 && cell->row < values().rows && cell->column < values().columns;
    if (m_picture.selected != cell) {
        closeEditor();
    }
    m_picture.selected = inside ? cell : std::nullopt;
    if (inside) {
        reveal(*cell);
    }
    describe();
    viewport()->update();
}

void MatrixView::refresh() {
    const MatrixValues& matrix = m_picture.values;
    m_picture.shape = SymbolText::shape(glassnet::Shape{matrix.rows, matrix.columns});
    std::vector<double> known;
    for (std::size_t i = 0; i < matrix.values.size(); ++i) {
        if (matrix.known.empty() || matrix.known[i]) {
            known.push_back(matrix.values[i]);
        }
    }
    m_picture.limit = m_limit.value_or(ColorMap::limitOf(known));
    m_picture.texts = matrix.columns <= kMostColumnsWithNumbers ? m_text.aligned(matrix.values) : QStringList();
    relayout();
    describe();
    updateGeometry();
    viewport()->update();
}

void MatrixView::relayout() {
    MatrixMetrics metrics = MatrixPainter::metricsOf(m_picture);
    if (m_picture.texts.isEmpty()) {
        metrics.number = std::numeric_limits<double>::max() / 4;
    }
    m_layout = MatrixLayout(values().rows, values().columns, metrics, viewport()->width());
    const QSizeF contents = m_layout.contents();
    const auto fit = [](QScrollBar* bar, double size, int page, double step) {
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(size)) - page));
        bar->setPageStep(page);
        bar->setSingleStep(static_cast<int>(step));
    };
    fit(horizontalScrollBar(), contents.width(), viewport()->width(), m_layout.pitch().width());
    fit(verticalScrollBar(), contents.height(), viewport()->height(), m_layout.pitch().height());
    placeEditor();
}

QPointF MatrixView::scroll() const {
    return {static_cast<double>(horizontalScrollBar()->value()), static_cast<double>(verticalScrollBar()->value())};
}

std::optional<MatrixCell> MatrixView::cellAt(const QPointF& position) const {
    return m_layout.cellAt(position, scroll(), viewport()->size());
}

int MatrixView::heightForWidth(int width) const {
    MatrixMetrics metrics = MatrixPainter::metricsOf(m_picture);
    if (m_picture.texts.isEmpty()) {
        metrics.number = std::numeric_limits<double>::max() / 4;
    }
    const QSizeF contents = MatrixLayout(values().rows, values().columns, metrics, width).contents();
    const int bar = contents.width() > width ? horizontalScrollBar()->sizeHint().height() : 0;
    return static_cast<int>(std::ceil(std::min(contents.height(), kTallestView))) + bar;
}

QSize MatrixView::sizeHint() const { return {340, heightForWidth(340)}; }

QSize MatrixView::minimumSizeHint() const { return {160, std::min(heightForWidth(160), 96)}; }

QString MatrixView::exactText(MatrixCell cell) const {
    const double value = values().at(cell);
    return values().single ? m_text.exact(static_cast<float>(value)) : m_text.exact(value);
}

bool MatrixView::editable(std::optional<MatrixCell> cell) const { return !m_readOnly && cell && values().isKnown(*cell); }

void MatrixView::describe() {
    setAccessibleName(m_picture.title.isEmpty() ? m_picture.shape : tr("%1, shape %2").arg(m_picture.title, m_picture.shape));
    QString description;
    if (const auto cell = m_picture.selected) {
        const QString number = values().isKnown(*cell) ? m_text.of(values().at(*cell)) : tr("not computed yet");
        description = tr("%1 is %2").arg(SymbolText::element(m_picture.title, cell->row, cell->column), number);
    }
    setAccessibleDescription(description);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void MatrixView::select(MatrixCell cell) {
    if (m_picture.selected == cell) {
        return;
    }
    setSelected(cell);
    emit cellSelected(cell.row, cell.column);
}

void MatrixView::hover(std::optional<MatrixCell> cell) {
    if (m_picture.hovered == cell) {
        return;
    }
    m_picture.hovered = cell;
    viewport()->update();
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

void MatrixView::edit(MatrixCell cell, double value) {
    m_picture.values.values.at(m_picture.values.index(cell)) = value;
    refresh();
    emit valueEdited(cell.row, cell.column, value);
}

void MatrixView::startEdit(const QString& text) {
    if (!editable(m_picture.selected) || m_editor != nullptr) {
        return;
    }
    reveal(*m_picture.selected);
    m_offered = exactText(*m_picture.selected);
    m_editor = new CellEditor(text.isEmpty() ? m_offered : text, text.isEmpty(), viewport());
    m_editor->setAccessibleName(SymbolText::element(m_picture.title, m_picture.selected->row, m_picture.selected->column));
    connect(m_editor, &CellEditor::entered, this, [this] { finishEdit(true); });
    connect(m_editor, &CellEditor::left, this, [this] { finishEdit(false); });
    connect(m_editor, &CellEditor::canceled, this, &MatrixView::closeEditor);
    placeEditor();
    m_editor->show();
    m_editor->setFocus();
}

void MatrixView::placeEditor() {
    if (m_editor != nullptr && m_picture.selected) {
        m_editor->placeOver(cellRect(*m_picture.selected));
    }
}

void MatrixView::finishEdit(bool stay) {
    const QString typed = m_editor->text();
    const MatrixCell cell = *m_picture.selected;
    if (typed == m_offered) {
        closeEditor();
        return;
    }
    const double largest = values().single ? static_cast<double>(std::numeric_limits<float>::max()) : std::numeric_limits<double>::max();
    const Result<double> value = NumberParser(m_text.locale(), largest).parse(typed);
    if (value) {
        closeEditor();
        edit(cell, *value);
        return;
    }
    if (stay) {
        m_editor->showRefusal();
    } else {
        closeEditor();
    }
    emit editRejected(ErrorText::of(value.error(), m_text.locale()));
}

void MatrixView::closeEditor() {
    if (m_editor == nullptr) {
        return;
    }
    CellEditor* editor = std::exchange(m_editor, nullptr);
    disconnect(editor, nullptr, this, nullptr);
    const bool focused = editor->hasFocus();
    editor->hide();
    editor->deleteLater();
    if (focused) {
        setFocus();
    }
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
        QToolTip::showText(help->globalPos(), QStringLiteral("%1 = %2").arg(name, number), viewport(), cellRect(*cell).toRect());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void MatrixView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    m_picture.focused = hasFocus();
    MatrixPainter::paint(painter, m_picture, m_layout, scroll(), viewport()->size());
}

void MatrixView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        select(*cell);
    }
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void MatrixView::mouseMoveEvent(QMouseEvent* event) { hover(cellAt(event->position())); }

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
                  {Qt::Key_Down, {1, 0}},       {Qt::Key_Home, {0, -cell.column}}, {Qt::Key_End, {0, values().columns}},
                  {Qt::Key_PageUp, {-page, 0}}, {Qt::Key_PageDown, {page, 0}}};
    for (const auto& move : kMoves) {
        if (move.key == key) {
            if (m_picture.selected) {
                cell = {std::clamp(cell.row + move.by.row, 0, values().rows - 1),
                        std::clamp(cell.column + move.by.column, 0, values().columns - 1)};
            }
            return cell;
        }
    }
    return std::nullopt;
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
    if (values().rows < 1 || values().columns < 1) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const auto selected = m_picture.selected;
    if (const auto cell = moved(event->key())) {
        select(*cell);
    } else if (event->matches(QKeySequence::Copy) && selected && values().isKnown(*selected)) {
        QApplication::clipboard()->setText(exactText(*selected));
    } else if (editable(selected) && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2)) {
        startEdit();
    } else if (editable(selected) && event->text().size() == 1 &&
               (event->text().at(0).isDigit() || QStringLiteral("-+.,").contains(event->text()) ||
                event->text().at(0) == NumberText::kMinus)) {
        startEdit(event->text());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MatrixView::wheelEvent(QWheelEvent* event) {
    const auto under = cellAt(event->position());
    const bool steps = under && (event->modifiers().testFlag(Qt::ControlModifier) || (hasFocus() && under == m_picture.selected));
    if (!steps || !editable(under) || !std::isfinite(values().at(*under))) {
        // A view that shows everything lets the panel around it scroll.
        const bool scrolls = verticalScrollBar()->maximum() > 0 || horizontalScrollBar()->maximum() > 0;
        scrolls ? QAbstractScrollArea::wheelEvent(event) : event->ignore();
        return;
    }
    m_wheel += event->angleDelta().y();
    const int notches = m_wheel / kWheelNotch;
    m_wheel -= notches * kWheelNotch;
    if (notches != 0) {
        edit(*under, values().at(*under) + notches * kStep);
    }
    event->accept();
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
    placeEditor();
    viewport()->update();
}

void MatrixView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        refresh();
    }
}

}  // namespace glassnet::ui
