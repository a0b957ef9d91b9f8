#pragma once

#include <QImage>
#include <QTransform>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/LayerItem.h"
#include "ui/canvas/LossItem.h"

namespace glassnet::ui {

/// What lies behind the links: the ground, the cards of the layers and the loss, as a picture that is kept from frame to frame. Of a step
/// few cards change, and only where one does is the picture painted anew, from the ground up: it is, pixel for pixel, what painting all
/// of it would give.
class CanvasBackdrop {
public:
    explicit CanvasBackdrop(const CanvasFrame& frame) : m_frame(frame) {}

    /// The style, the digits or the geometry are others.
    void clear() { m_picture = {}; }
    /// Where pixels are not whole ones of the window, pictures of it would blur.
    [[nodiscard]] static bool isSharpOn(const QPaintDevice& device);
    /// Draws it on a view of the scene whose window has this size, with the cards where the frame says so; only the ground, and only what
    /// `rect` of the scene needs, where it would not be sharp.
    void draw(QPainter& painter, const QSize& size, const QRectF& rect);
    /// The picture of the frame as it is now, for this view of the scene; `size` in the window's units. `withCards`: false where something
    /// lies between the ground and the cards, which are then left out.
    [[nodiscard]] const QImage& picture(const QTransform& world, const QSize& size, double pixelRatio, bool withCards);

private:
    /// All that a card's pixels depend on.
    struct LayerLook {
        LayerShown shown;
        CanvasHit hovered;
        bool isLit = false;
        std::vector<bool> litTags;
        friend bool operator==(const LayerLook&, const LayerLook&) = default;
    };
    struct LossLook {
        std::optional<LossShown> shown;
        bool isLit = false;
        friend bool operator==(const LossLook&, const LossLook&) = default;
    };
    struct View {
        QTransform world;
        QSize size;
        double pixelRatio = 0;
        bool withCards = false;
        friend bool operator==(const View&, const View&) = default;
    };
    /// A card as it was painted last.
    struct Painted {
        std::unique_ptr<LayerItem> item;
        LayerLook look;
        QRectF reach;
    };

    void begin(const View& view);
    /// Notes how everything looks now; returns where that is other than it was, in the scene.
    [[nodiscard]] std::vector<QRectF> changes();
    [[nodiscard]] LayerLook lookOf(LayerId id) const;
    /// As far as anything of the layer is painted.
    [[nodiscard]] QRectF reachOf(const LayerGeometry& geometry, const LayerShown& shown) const;
    void paint(const QRect& part);
    void paintBareGround();

    const CanvasFrame& m_frame;
    View m_view;
    QImage m_ground;  ///< without cards: its dots cost more than a card
    QImage m_picture;
    std::map<LayerId, Painted> m_layers;
    std::unique_ptr<LossItem> m_loss;
    LossLook m_lossLook;
};

}  // namespace glassnet::ui
