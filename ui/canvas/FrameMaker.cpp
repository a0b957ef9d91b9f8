#include "ui/canvas/FrameMaker.h"

namespace glassnet::ui {

void FrameMaker::write(CanvasFrame& frame, const NetworkSpec& network, const Snapshot* snapshot, const Selection& selection) {
    const CanvasNumbers numbers(snapshot, selection, frame.hidden);
    m_shown.show(frame.geometry, unitsWanted(network, focusOf(network, numbers, selection), selection));
    frame.picture = describe(network, frame.geometry, snapshot, selection, frame.numbers, frame.hidden);
    frame.tags = placedTags(frame.geometry, frame.picture, frame.style);
}

MotionPlan FrameMaker::motion(const CanvasFrame& frame, const NetworkSpec& network, const Snapshot* before, const Snapshot* after,
                              const Selection& selection) {
    if (before == nullptr || after == nullptr || !before->program || !isOneFurther(*before, *after)) {
        return {};
    }
    const CanvasNumbers numbers(after, selection, frame.hidden);
    return motionOf(network, *before, numbers, frame);
}

}  // namespace glassnet::ui
