#include "ui/canvas/FrameMaker.h"

#include <algorithm>

namespace glassnet::ui {

namespace {

/// Takes away what pictures stand for: values and tags of their units, and the tags of weights.
void makeRoomForPictures(CanvasFrame& frame) {
    bool isAny = false;
    for (auto& [id, layer] : frame.picture.layers) {
        const auto& geometry = frame.geometry.layers.at(id);
        if (geometry.picture <= 0) {
            continue;
        }
        isAny = true;
        for (auto& unit : layer.units) {
            unit.pictured = frame.pictures->of(id, unit.unit) != nullptr;
            if (unit.pictured) {
                unit.value.reset();
                unit.tags.clear();
            }
        }
        const bool isAll = std::ranges::all_of(layer.units, &UnitShown::pictured);
        layer.limit = isAll && !geometry.isSampled() ? 1 : layer.limit;
    }
    if (!isAny) {
        return;
    }
    for (auto& [id, link] : frame.picture.links) {
        for (auto& connection : link.connections) {
            connection.tag.clear();
        }
    }
}

/// A step that begins has no loss yet: while training that of the last one is shown.
void showLastLoss(CanvasFrame& frame) {
    auto& loss = frame.picture.loss;
    if (loss.has_value() && frame.pictures != nullptr && frame.pictures->lastLoss.has_value()) {
        loss->value = frame.pictures->lastLoss;
    }
}

}  // namespace

void FrameMaker::write(CanvasFrame& frame, const NetworkSpec& network, const Snapshot* snapshot, const Selection& selection) {
    const CanvasNumbers numbers(snapshot, selection, frame.hidden);
    m_shown.show(frame.geometry, unitsWanted(network, focusOf(network, numbers, selection), selection));
    frame.picture = describe(network, frame.geometry, snapshot, selection, frame.numbers, frame.hidden);
    makeRoomForPictures(frame);
    showLastLoss(frame);
    frame.tags = placedTags(frame.geometry, frame.picture, frame.style);
}

bool FrameMaker::take(CanvasFrame& frame, std::shared_ptr<const UnitPictures> pictures) {
    const auto hasLoss = [&frame] { return frame.pictures != nullptr && frame.pictures->lastLoss.has_value(); };
    const bool had = hasLoss();
    frame.pictures = std::move(pictures);
    showLastLoss(frame);
    return had && !hasLoss();
}

MotionPlan FrameMaker::motion(const CanvasFrame& frame, const NetworkSpec& network, const Snapshot* before, const Snapshot* after,
                              const Selection& selection) {
    if (frame.pictures || before == nullptr || after == nullptr || !before->program || !isOneFurther(*before, *after)) {
        return {};
    }
    const CanvasNumbers numbers(after, selection, frame.hidden);
    return motionOf(network, *before, numbers, frame);
}

}  // namespace glassnet::ui
