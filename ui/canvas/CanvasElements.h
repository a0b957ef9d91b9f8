#pragma once

#include <QPointF>
#include <cstdint>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/CanvasPicture.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// What a thing on the canvas is.
enum class CanvasThing : std::uint8_t { Ground, Layer, Unit, Connection, Loss, Cell };

/// One thing on the canvas, by id.
struct CanvasHit {
    CanvasThing thing = CanvasThing::Ground;
    LayerId layer;          ///< Layer, Unit
    LinkId link;            ///< Connection, Cell
    std::int64_t from = 0;  ///< Connection; Cell: the first unit
    std::int64_t to = 0;    ///< Unit: its number; Connection; Cell: the first unit
    // Of a Cell, several connections in one field of a weight matrix: how many units of the source and of the target.
    std::int64_t fromCount = 1;
    std::int64_t toCount = 1;
    friend bool operator==(const CanvasHit&, const CanvasHit&) = default;
};

/// What lies under a point, of what is drawn at this zoom; connections within `tolerance`, units before connections before cards.
[[nodiscard]] CanvasHit hitTest(const CanvasGeometry& geometry, const QPointF& point, double tolerance, double zoom = 1);

/// The link's geometry, or null.
[[nodiscard]] const LinkGeometry* linkOf(const CanvasGeometry& geometry, LinkId id);

/// The element of a unit's value of a sample; none without a program.
[[nodiscard]] std::optional<ElementRef> unitElement(const Snapshot& snapshot, LayerId layer, std::int64_t unit, std::int64_t sample);

/// The weight of a connection; none where links carry no weights.
[[nodiscard]] std::optional<ElementRef> weightElement(const Program& program, const NetworkSpec& network, LinkId link, std::int64_t from,
                                                      std::int64_t to);

/// The thing that shows an element: a unit (values, biases and their gradients), a connection (weights and theirs), the loss, or Ground.
[[nodiscard]] CanvasHit locate(const Program& program, const NetworkSpec& network, const ElementRef& element);

/// The element's value, if it is computed.
[[nodiscard]] std::optional<double> valueOf(const Snapshot& snapshot, const std::optional<ElementRef>& element);

/// The mean of the numbers of a Cell's connections, if they are known; those that are cut count as zero.
[[nodiscard]] std::optional<double> meanOf(const CanvasGeometry& geometry, const CanvasPicture& picture, const CanvasHit& cell);

/// The sample that is shown: `sample` within the batch in hand.
[[nodiscard]] std::int64_t shownSample(const Snapshot& snapshot, std::int64_t sample);

}  // namespace glassnet::ui
