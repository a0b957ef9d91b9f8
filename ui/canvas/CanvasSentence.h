#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// The element whose number a thing on the canvas shows; none without a program.
[[nodiscard]] std::optional<ElementRef> elementOf(const CanvasHit& hit, const NetworkSpec* network, const Snapshot* snapshot,
                                                  std::int64_t sample);

/// What a thing on the canvas is, in words.
class CanvasSentence {
    Q_DECLARE_TR_FUNCTIONS(CanvasSentence)
public:
    /// One sentence with the exact number of `element`, if it is computed; empty for the ground and for layers.
    [[nodiscard]] static QString of(const CanvasHit& hit, const NetworkSpec& network, const Snapshot* snapshot, const CanvasFrame& frame,
                                    const std::optional<ElementRef>& element);
};

}  // namespace glassnet::ui
