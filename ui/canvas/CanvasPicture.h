#pragma once

#include <QString>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/CanvasNumbers.h"
#include "ui/canvas/LinkLines.h"
#include "ui/canvas/LinkShades.h"
#include "ui/support/NumberText.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// How much something matters at the moment.
enum class Emphasis : std::uint8_t { Faint, Plain, Strong };

/// A number on a small ground: a bias, a sum, a gradient. `here`: just computed.
struct TagShown {
    QString text;
    std::optional<double> signedBy;  ///< colors the text by its sign; none: neutral
    bool here = false;
    std::optional<ElementRef> element;  ///< whose number it is; none of a sum that is still growing
    friend bool operator==(const TagShown&, const TagShown&) = default;
};

/// One unit as it is shown.
struct UnitShown {
    std::int64_t unit = 0;
    QString label;
    std::optional<double> value;  ///< none: not computed, a dashed outline with "?"
    bool ring = false;
    bool held = false;      ///< at a value of its own: a pin on top
    bool pictured = false;  ///< shown as a picture, with neither value nor tags
    std::vector<TagShown> tags;
    friend bool operator==(const UnitShown&, const UnitShown&) = default;
};

/// One layer as it is shown; units in the order of LayerGeometry::shown.
struct LayerShown {
    QString title;
    QString subtitle;
    bool selected = false;
    double limit = 1;  ///< of the diverging map
    std::vector<UnitShown> units;
    /// Of a layer with units left out: the values of all its units, of the shown sample; none while they are not computed.
    std::optional<LinkValues> values;
    friend bool operator==(const LayerShown&, const LayerShown&) = default;
};

/// One connection as it is shown.
struct ConnectionShown {
    std::optional<double> value;  ///< weight or gradient; none: neutral
    double width = 1;
    Emphasis emphasis = Emphasis::Plain;
    bool gradient = false;  ///< dashed, with an arrow head that points back
    QString tag;            ///< empty: none
    bool here = false;      ///< just computed
    bool latest = false;    ///< its term joined the sum last
    bool there = true;      ///< false: the two units are not connected, nothing is drawn
};

/// One link as it is shown; connections in the order of LinkGeometry::connections.
struct LinkShown {
    std::vector<ConnectionShown> connections;
    LinkTone tone = LinkTone::None;    ///< of all its connections, those of units that are left out too
    std::optional<LinkValues> values;  ///< their numbers; with LinkTone::Values only
    bool ownLimit = false;             ///< they are gradients, which are measured by themselves
    /// The first element of the weights or gradients that its connections show; none where they show no numbers.
    std::optional<ElementRef> first;
};

/// The loss card.
struct LossShown {
    std::optional<double> value;
    QString formula;  ///< or the sum so far while the loss is added up
    bool here = false;
    friend bool operator==(const LossShown&, const LossShown&) = default;
};

/// All that the canvas says at one position of the tape; made from the geometry's drawn units, painted by the items.
struct CanvasPicture {
    std::map<LayerId, LayerShown> layers;
    std::map<LinkId, LinkShown> links;
    std::optional<LossShown> loss;
};

/// What is shown of these numbers. `snapshot` may be null or of another network: then nothing is computed. Of `hidden` numbers nothing is
/// shown that tells them: neither digits nor a color or a width.
[[nodiscard]] CanvasPicture describe(const NetworkSpec& network, const CanvasGeometry& geometry, const Snapshot* snapshot,
                                     const Selection& selection, const NumberText& numbers, const HiddenNumbers& hidden = {});

}  // namespace glassnet::ui
