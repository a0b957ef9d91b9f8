#pragma once

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/MotionPlan.h"
#include "ui/canvas/ShownUnits.h"

namespace glassnet::ui {

/// Fills the frame: what the network's drawn units, links and tags say at one place of the tape.
class FrameMaker {
public:
    /// The frame's geometry was made anew.
    void clear() { m_shown.clear(); }
    /// Writes picture and tags; brings the unit in hand into sight. `snapshot` may be null. The geometry was made for the frame's pictures.
    void write(CanvasFrame& frame, const NetworkSpec& network, const Snapshot* snapshot, const Selection& selection);
    /// Takes what Train mode shows; its loss stands on the card at once. True when a loss that stood there is gone: `write` is due.
    [[nodiscard]] static bool take(CanvasFrame& frame, std::shared_ptr<const UnitPictures> pictures);
    /// What moves on the frame as written last when the step from `before` to `after` is taken; nothing when it is no single step forward,
    /// or units are pictures.
    [[nodiscard]] static MotionPlan motion(const CanvasFrame& frame, const NetworkSpec& network, const Snapshot* before,
                                           const Snapshot* after, const Selection& selection);

private:
    ShownUnits m_shown;
};

}  // namespace glassnet::ui
