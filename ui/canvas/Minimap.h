#pragma once

#include <QPointF>
#include <QRectF>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

namespace glassnet::ui {

/// A layer as the minimap shows it.
struct MinimapLayer {
    QRectF rect;             ///< in the scene
    std::int64_t units = 1;  ///< dots where there is room for them, else a bar
    bool selected = false;
    friend bool operator==(const MinimapLayer&, const MinimapLayer&) = default;
};

/// The whole network in a corner of the canvas, with a frame around the part that the window shows. Drag the frame to pan; a press beside
/// it, and the arrow keys, move it. Knows no view: it is told rectangles of the scene and asks for places in it.
class Minimap final : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(QWidget* parent = nullptr);

    /// All layers; what they cover is the content.
    void setLayers(std::vector<MinimapLayer> layers);
    /// The part of the scene that the window shows.
    void setVisiblePart(const QRectF& scene);
    /// Where a point of the scene lies in the widget.
    [[nodiscard]] QPointF toMap(const QPointF& scene) const;
    /// The accent frame, in the widget.
    [[nodiscard]] QRectF frameRect() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Please show this point of the scene in the middle.
    void panRequested(const QPointF& sceneCenter);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF world() const;
    [[nodiscard]] double scale() const;
    [[nodiscard]] QPointF toScene(const QPointF& map) const;
    void ask(const QPointF& center);

    std::vector<MinimapLayer> m_layers;
    QRectF m_content;
    QRectF m_visible;
    /// While the frame is dragged: what is mapped stays what it was, so that the frame follows the pointer exactly.
    std::optional<QRectF> m_heldWorld;
    QPointF m_grip;  ///< from the frame's center to where it was taken, in the scene
    bool m_keyboardFocus = false;
};

}  // namespace glassnet::ui
