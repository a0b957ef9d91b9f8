#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"

namespace glassnet::ui {

/// An element of a tensor.
struct ElementRef {
    TensorId tensor;
    std::int64_t element = 0;
    friend bool operator==(const ElementRef&, const ElementRef&) = default;
};

/// What the user looks at. Ids only.
struct Selection {
    LayerId layer;
    /// A unit of the layer, if one is chosen.
    std::optional<std::int64_t> unit;
    /// The sample of the batch that the canvas shows.
    std::int64_t sample = 0;
    /// The chosen parameter element (a matrix cell, a link): what the slider moves.
    std::optional<ElementRef> parameter;
    /// The layers that are edited, moved and copied together.
    std::set<LayerId> layers;
    /// The links that are chosen as whole bundles.
    std::set<LinkId> links;
    friend bool operator==(const Selection&, const Selection&) = default;

    /// The same sample with only this layer chosen, and a unit of it.
    [[nodiscard]] Selection only(LayerId chosen, std::optional<std::int64_t> chosenUnit = std::nullopt) const {
        return {chosen, chosenUnit, sample, std::nullopt, {chosen}, {}};
    }
};

}  // namespace glassnet::ui
