#pragma once

#include <QGraphicsItem>
#include <QTimer>
#include <optional>
#include <vector>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/DetailLevel.h"
#include "ui/canvas/LinkRenderer.h"

namespace glassnet::ui {

/// All links of the canvas. A few connections are drawn one by one; more of them come as a picture from the renderer, the newest there is
/// at each tick of a frame, and the last one is moved and scaled with the canvas until its successor is there. Seen from far a link is its
/// weight matrix. What matters now and what is pointed at is drawn on top, one by one.
class LinkLayerItem final : public QGraphicsItem {
public:
    LinkLayerItem(const CanvasFrame& frame, LinkRenderer& renderer);

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    /// How one link is drawn at the moment.
    struct Form {
        bool isSeen = false;
        bool isCurves = false;
        LinkDetail detail;
    };
    /// What the last request was made of.
    struct Asked {
        std::uint64_t revision = 0;
        LinkView view;
        QSize size;
        bool isLight = false;
        double stroke = 1;
        friend bool operator==(const Asked&, const Asked&) = default;
    };

    [[nodiscard]] std::vector<Form> formsFor(const QRectF& seen, double zoom) const;
    void ask(const std::vector<Form>& forms, const Asked& asked);
    void paintPicture(QPainter& painter, const LinkPicture& picture, double pixelRatio) const;
    void paintTile(QPainter& painter, const LinkGeometry& link, const LinkPicture* picture, double opacity) const;
    void paintCurves(QPainter& painter, const LinkGeometry& link) const;
    /// The connection whose term joined last, above all others.
    void paintLatest(QPainter& painter, const LinkGeometry& link) const;
    void paintStrong(QPainter& painter, const LinkGeometry& link) const;
    void paintNote(QPainter& painter, const LinkGeometry& link, const LinkCount& count) const;
    void paintConnection(QPainter& painter, const ConnectionGeometry& geometry, const ConnectionShown& shown, bool hovered) const;
    [[nodiscard]] bool isLit(const LinkGeometry& link, std::int64_t from, std::int64_t to) const;
    [[nodiscard]] bool isHovered(const LinkGeometry& link, std::int64_t from, std::int64_t to) const;

    const CanvasFrame& m_frame;
    LinkRenderer& m_renderer;
    QRectF m_bounds;
    QTimer m_tick;
    std::optional<Asked> m_asked;
    std::vector<LinkBundle> m_bundles;  ///< of the last request
};

}  // namespace glassnet::ui
