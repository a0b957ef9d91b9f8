#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "ui/heatmap/Heatmap.h"
#include "ui/heatmap/HeatmapLayout.h"

namespace glassnet::ui {

/// The map itself, as large as the widget. The mouse and the arrow keys point at a cell, a click or Enter selects it.
class HeatmapPlot final : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapPlot(QWidget* parent = nullptr);

    void setHeatmap(const Heatmap& heatmap);
    /// The cell pointed at, here or elsewhere, without a signal; none, or one outside: no ring.
    void setPointed(std::optional<MatrixCell> cell);
    [[nodiscard]] std::optional<MatrixCell> pointed() const noexcept { return m_pointed; }
    [[nodiscard]] HeatmapLayout cells() const;
    /// Not every cell is seen at this size on this screen.
    [[nodiscard]] bool isFinerThanPixels() const { return cells().isFinerThanPixels(devicePixelRatioF()); }
    /// How often the map was painted anew, for tests: pointing only draws the ring.
    [[nodiscard]] int timesPainted() const noexcept { return m_timesPainted; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person points at another cell; -1, -1 when no more.
    void cellPointed(int row, int column);
    /// A person chose the cell.
    void cellSelected(int row, int column);
    /// The cells have another size.
    void resized();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void point(std::optional<MatrixCell> cell);
    void repaintMap();

    Heatmap m_heatmap;
    std::optional<MatrixCell> m_pointed;
    QImage m_map;
    int m_timesPainted = 0;
};

}  // namespace glassnet::ui
