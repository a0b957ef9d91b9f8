#include "ui/heatmap/HeatmapPlot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/heatmap/HeatmapPainter.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

HeatmapPlot::HeatmapPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown,
                    Qt::Key_Return, Qt::Key_Enter});
}

void HeatmapPlot::setHeatmap(const Heatmap& heatmap) {
    m_heatmap = heatmap;
    if (m_pointed && (m_pointed->row >= heatmap.values.rows() || m_pointed->column >= heatmap.values.columns())) {
        m_pointed.reset();
    }
    repaintMap();
}

void HeatmapPlot::setPointed(std::optional<MatrixCell> cell) {
    const bool inside =
        cell && cell->row >= 0 && cell->column >= 0 && cell->row < m_heatmap.values.rows() && cell->column < m_heatmap.values.columns();
    m_pointed = inside ? cell : std::nullopt;
    update();
}

HeatmapLayout HeatmapPlot::cells() const { return HeatmapPainter::layout(m_heatmap, rect()); }

QSize HeatmapPlot::sizeHint() const { return {480, 360}; }

QSize HeatmapPlot::minimumSizeHint() const { return {160, 96}; }

void HeatmapPlot::point(std::optional<MatrixCell> cell) {
    if (cell != m_pointed) {
        setPointed(cell);
        emit cellPointed(m_pointed ? m_pointed->row : -1, m_pointed ? m_pointed->column : -1);
    }
}

void HeatmapPlot::repaintMap() {
    m_map = QImage();
    update();
}

void HeatmapPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double ratio = painter.deviceTransform().m11();
    if (m_map.isNull() || m_map.devicePixelRatio() != ratio) {
        m_map = QImage((QSizeF(size()) * ratio).toSize(), QImage::Format_RGB32);
        m_map.setDevicePixelRatio(ratio);
        m_map.fill(Theme::current().color(Token::Panel));
        QPainter map(&m_map);
        HeatmapPainter::paint(map, m_heatmap, rect());
        ++m_timesPainted;
    }
    painter.drawImage(QPointF(0, 0), m_map);
    if (m_pointed) {
        HeatmapPainter::paintRing(painter, cells(), *m_pointed, hasFocus());
    } else if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::current().color(Token::Accent), 1.5));
        painter.drawRoundedRect(cells().map().adjusted(-1, -1, 0, 0), 3, 3);
    }
}

void HeatmapPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    repaintMap();
    emit resized();
}

void HeatmapPlot::mouseMoveEvent(QMouseEvent* event) { point(cells().cellAt(event->position())); }

void HeatmapPlot::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cells().cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        point(cell);
        emit cellSelected(cell->row, cell->column);
    }
}

void HeatmapPlot::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void HeatmapPlot::keyPressEvent(QKeyEvent* event) {
    const MatrixCell size = m_heatmap.values.size();
    if (size.row < 1 || size.column < 1) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int page = std::max(1, size.row / 10);
    const struct {
        int key;
        MatrixCell by;
    } kMoves[] = {{Qt::Key_Left, {0, -1}},      {Qt::Key_Right, {0, 1}},           {Qt::Key_Up, {-1, 0}},
                  {Qt::Key_Down, {1, 0}},       {Qt::Key_Home, {0, -size.column}}, {Qt::Key_End, {0, size.column}},
                  {Qt::Key_PageUp, {-page, 0}}, {Qt::Key_PageDown, {page, 0}}};
    const auto* move = std::ranges::find_if(kMoves, [event](const auto& each) { return each.key == event->key(); });
    if (move != std::end(kMoves)) {
        const MatrixCell from = m_pointed.value_or(MatrixCell{});
        point(!m_pointed ? from
                         : MatrixCell{std::clamp(from.row + move->by.row, 0, size.row - 1),
                                      std::clamp(from.column + move->by.column, 0, size.column - 1)});
    } else if (m_pointed && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit cellSelected(m_pointed->row, m_pointed->column);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void HeatmapPlot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void HeatmapPlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void HeatmapPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        repaintMap();
    }
}

}  // namespace glassnet::ui
