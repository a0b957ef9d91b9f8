#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"
#include "ui/training/MapThumbnails.h"

namespace glassnet::ui {

/// The pictures of all units that have one, above the links: rounded squares with a hairline, on whole pixels of the screen. New pictures
/// only have to be painted; each is colored once for the size at which it is seen.
class UnitPicturesItem final : public QGraphicsItem {
public:
    explicit UnitPicturesItem(const CanvasFrame& frame);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    /// What the kept thumbnails are for.
    struct Look {
        double pixels = 0;  ///< of the screen to a canvas unit
        bool isDark = false;
        friend bool operator==(const Look&, const Look&) = default;
    };

    /// `frame` is the whole square, on the screen's pixels, which are the painter's units.
    void paintUnit(QPainter& painter, LayerId layer, const UnitShown& unit, const QRect& frame);
    void paintMap(QPainter& painter, const std::shared_ptr<const MapImage>& map, const QRect& inside);

    const CanvasFrame& m_frame;
    MapThumbnails m_thumbnails;
    Look m_look;
};

}  // namespace glassnet::ui
