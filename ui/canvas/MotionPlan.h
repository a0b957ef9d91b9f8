#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/StepFocus.h"

namespace glassnet::ui {

/// Something that travels along a curve.
struct Mover {
    LinkCurve curve;
    double from = 0;  ///< places on the curve, 0 at its source
    double to = 1;
    std::optional<double> signedBy;
    QString text;  ///< the number it carries; empty: a dot
};

/// A front that travels along a whole bundle, between its outermost curves.
struct Pulse {
    LinkCurve first;
    LinkCurve last;
    double from = 0;
    double to = 1;
};

/// What moves when a step is taken.
struct MotionPlan {
    /// The most that moves at a time; of more connections the strongest.
    static constexpr std::size_t kMostMovers = 60;
    /// Up to so many carry their number.
    static constexpr std::size_t kMostTexts = 8;

    std::vector<Mover> movers;
    std::vector<Pulse> pulses;

    [[nodiscard]] bool isEmpty() const { return movers.empty() && pulses.empty(); }
};

/// True when `after` is one entry, unit or term further than `before`, of the same training step and program.
[[nodiscard]] bool isOneFurther(const Snapshot& before, const Snapshot& after);

/// What travels as the step from `before` to `after` is taken, which is one step further: values to where they are used, gradients back to
/// where they come from, along the connections of what is new: of a term, a unit or a whole entry. Nothing for steps along no connection.
/// `frame` shows `after`.
[[nodiscard]] MotionPlan motionOf(const NetworkSpec& network, const Snapshot& before, const CanvasNumbers& after, const CanvasFrame& frame);

}  // namespace glassnet::ui
