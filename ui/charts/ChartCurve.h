#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>

#include "engine/training/Curve.h"

namespace glassnet::ui {

/// What the axis of time counts.
enum class CurveAxis : std::uint8_t { Epoch, Step, Sample, Second };

/// Which data a curve was measured on.
enum class CurveRole : std::uint8_t { Train, Test };

/// What a curve is of: the whole network, one of its outputs (dashed), or every single batch (a faint line behind the others).
enum class CurveOf : std::uint8_t { Network, Output, Batches };

/// A curve of a chart. Curves of the present run have the colors of their role; those of another run the run's color and dashes.
struct ChartCurve {
    QString name;  ///< in the legend: "train"
    CurveRole role = CurveRole::Train;
    std::optional<int> run;               ///< place of another run in the class palette, 0 or more
    std::shared_ptr<const Curve> points;  ///< never null
    CurveOf of = CurveOf::Network;
};

/// Something that happened during a run: a knob was turned, a breakpoint was met.
struct ChartMarker {
    CurvePoint when;  ///< its value is not used
    QString text;     ///< short: "learning rate 0.01"
    bool isBreak = false;
};

/// Where a point stands on an axis.
[[nodiscard]] inline double placeOf(const CurvePoint& point, CurveAxis axis) noexcept {
    switch (axis) {
        case CurveAxis::Step:
            return static_cast<double>(point.step);
        case CurveAxis::Sample:
            return static_cast<double>(point.samples);
        case CurveAxis::Second:
            return point.seconds;
        case CurveAxis::Epoch:
            break;
    }
    return point.epoch;
}

}  // namespace glassnet::ui
