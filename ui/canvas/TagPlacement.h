#pragma once

#include <QRectF>
#include <QSizeF>
#include <span>
#include <vector>

#include "ui/canvas/LinkCurve.h"

namespace glassnet::ui {

/// A tag that wants a place on its curve.
struct TagRequest {
    const LinkCurve* curve = nullptr;
    QSizeF size;
};

/// What tags keep clear of.
struct TagSurroundings {
    std::vector<QRectF> never;             ///< circles, titles, tags of units: not touched while any other place is left
    std::vector<QRectF> ratherNot;         ///< cards
    std::vector<QRectF> arrows;            ///< heads of arrows on curves
    std::vector<const LinkCurve*> strong;  ///< curves that matter now: a tag on another one's curve would be read wrongly
    std::vector<const LinkCurve*> plain;   ///< other curves: none runs through a tag where it can be avoided
};

/// Where each tag stands, in the order of the requests: on or beside its curve, nearer to the source, where it hides least. Tags do not
/// overlap each other while there is room.
[[nodiscard]] std::vector<QRectF> placeTags(std::span<const TagRequest> requests, const TagSurroundings& around);

}  // namespace glassnet::ui
