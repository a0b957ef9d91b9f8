#pragma once

#include <QGraphicsView>
#include <map>
#include <memory>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "engine/project/Project.h"
#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/LinkRenderer.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The network as a picture: layers left to right with the number of every unit, links with their weights, the loss; at each position
/// of the tape it leads the eye to what was just computed. Shows what its setters are given and tells what a person points at; owns
/// neither the selection nor the numbers.
class CanvasView final : public QGraphicsView {
    Q_OBJECT
public:
    static constexpr double kSmallestZoom = 0.1;
    static constexpr double kLargestZoom = 6;

    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    /// Another network, or the same one changed. Null: an empty ground. Layers without a position are arranged.
    void setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions);
    /// Other numbers; null: nothing is computed. Its network should be the one shown.
    void setSnapshot(SnapshotPtr snapshot);
    void setSelection(const Selection& selection);
    /// Lights what shows this element, as when a cell of a matrix is pointed at. No signal.
    void setHovered(std::optional<ElementRef> element);
    void setTheme(const Theme& theme);
    /// Decimals of every number, 4 at first.
    void setDigits(int digits);
    [[nodiscard]] const NumberText& numbers() const noexcept { return m_frame.numbers; }

    /// All of the network in the middle, never larger than zoom 1.25; stays so while the window changes size, until a person zooms or pans.
    void fit();
    /// Zooms by `factor` about a point of the viewport, within the limits.
    void zoomAt(const QPointF& viewportPoint, double factor);
    [[nodiscard]] double zoom() const { return transform().m11(); }

    /// Waits until links that are drawn on another thread are all there, and paints them: for a picture of the window.
    void finishLinks();
    [[nodiscard]] const LinkRenderer& links() const noexcept { return m_links; }

    /// What is painted at the moment, for tests and for what is read out.
    [[nodiscard]] const CanvasFrame& frame() const noexcept { return m_frame; }
    [[nodiscard]] const NetworkSpec* network() const noexcept { return m_network.get(); }
    /// The sentence that says what a thing is and its exact number; empty for the ground.
    [[nodiscard]] QString sentence(const CanvasHit& hit) const;

signals:
    void unitClicked(glassnet::LayerId layer, qint64 unit);
    void layerClicked(glassnet::LayerId layer);
    /// `weight`: the element of the weight matrix; none where the link carries no weights or no program is shown.
    void connectionClicked(glassnet::LinkId link, qint64 from, qint64 to, std::optional<glassnet::ui::ElementRef> weight);
    /// What the pointer is on, when it changes; none off units and weighted connections.
    void hovered(std::optional<glassnet::ui::ElementRef> element);
    void backgroundClicked();

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void refresh();
    void hover(const CanvasHit& hit);
    void click(const QPoint& place);
    void moveSelection(int key);
    [[nodiscard]] CanvasHit hitAt(const QPointF& viewportPoint) const;
    [[nodiscard]] std::optional<ElementRef> elementOf(const CanvasHit& hit) const;
    [[nodiscard]] bool hasProgram() const { return m_snapshot && m_snapshot->program; }

    CanvasFrame m_frame;
    LinkRenderer m_links;
    std::shared_ptr<const NetworkSpec> m_network;
    std::map<LayerId, Position> m_positions;
    SnapshotPtr m_snapshot;
    Selection m_selection;
    bool m_fitted = true;
    bool m_space = false;
    bool m_panning = false;
    bool m_keyboardFocus = false;
    QPoint m_last;
    std::optional<QPoint> m_pressed;
};

}  // namespace glassnet::ui
