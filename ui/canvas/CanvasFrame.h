#pragma once

#include <optional>
#include <vector>

#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/CanvasLights.h"
#include "ui/canvas/CanvasPicture.h"
#include "ui/canvas/CanvasStyle.h"
#include "ui/canvas/UnitPictures.h"

namespace glassnet::ui {

/// A tag of a connection, placed.
struct LinkTag {
    QRectF rect;
    QString text;
    std::optional<double> signedBy;
    bool here = false;
    LinkId link;
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// All that the items paint from; owned by the view, which asks the items to paint when it has changed.
struct CanvasFrame {
    CanvasGeometry geometry;
    CanvasPicture picture;
    std::vector<LinkTag> tags;
    CanvasStyle style{Theme::light()};
    NumberText numbers;
    CanvasHit hovered;
    CanvasLights lights;
    /// Which numbers are kept from the eye; empty: none.
    HiddenNumbers hidden;
    /// What units give over two inputs; null: units are circles.
    std::shared_ptr<const UnitPictures> pictures;
    /// Changes with everything above but `hovered`, `lights` and maps that take the places of others.
    std::uint64_t revision = 0;
    /// The cards and the loss stand behind the links already: their items paint nothing.
    bool hasBackdrop = false;
};

/// True when the pointer is on the unit, or something elsewhere that its layer shows is pointed at.
[[nodiscard]] bool isUnitLit(const CanvasFrame& frame, LayerId layer, std::int64_t unit);

/// Where a connection's arrow head stands.
inline constexpr double kArrowPlace = 0.64;

/// A unit's number as it fits into its circle: all decimals in a smaller font first, then fewer decimals.
[[nodiscard]] QString fittedNumber(const NumberText& numbers, double value, double width, QFont& font);

/// How wide a tag with this text is.
[[nodiscard]] double tagWidth(const CanvasStyle& style, const QString& text);

/// Paints a tag: an opaque ground, a hairline, the text in its sign's color.
/// `lit`: another part of the window points at the same number.
void paintTag(QPainter& painter, const CanvasStyle& style, const QRectF& rect, const QString& text, std::optional<double> signedBy,
              bool here, bool lit = false);

/// The number on the unit's tag under a point; none where there is no tag of one.
[[nodiscard]] std::optional<ElementRef> tagAt(const CanvasFrame& frame, const QPointF& point);

/// The connection whose tag lies under a point; none where there is no such tag.
[[nodiscard]] std::optional<CanvasHit> linkTagAt(const CanvasFrame& frame, const QPointF& point);

/// The element whose number a connection shows at the moment: its weight or the gradient by it; none where it shows none.
[[nodiscard]] std::optional<ElementRef> shownElement(const CanvasFrame& frame, LinkId link, std::int64_t from, std::int64_t to);

/// Places the tags of the picture's connections, clear of circles, titles, the units' own tags and each other.
[[nodiscard]] std::vector<LinkTag> placedTags(const CanvasGeometry& geometry, const CanvasPicture& picture, const CanvasStyle& style);

}  // namespace glassnet::ui
