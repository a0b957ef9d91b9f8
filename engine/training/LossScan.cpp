#include "engine/training/LossScan.h"

#include <array>
#include <optional>

#include "engine/training/LossProbe.h"

namespace glassnet {

namespace {

struct Measured {
    double loss = 0.0;
    double slope = 0.0;
};

std::optional<Measured> measure(LossProbe& probe, const ParameterElement& at, double value, bool withSlope, const LookControl& control) {
    const LossProbe::Change change{at, value};
    const auto loss = probe.lossWith({&change, 1}, control);
    if (!loss.has_value()) {
        return std::nullopt;
    }
    if (!withSlope) {
        return Measured{*loss, 0.0};
    }
    const auto gradient = probe.gradient(at.parameter, control);
    return gradient.has_value() ? std::optional(Measured{*loss, gradient->at(at.element)}) : std::nullopt;
}

}  // namespace

LossCurve lossCurve(const Trainer& trainer, const Backend& reference, const ParameterElement& at, const ScanRange& range,
                    const LookControl& control) {
    LossCurve curve;
    curve.at = at;
    LossProbe probe(trainer, reference, ProbedValues::Present);
    if (!probe.hasLoss()) {
        curve.outcome = LookOutcome::NothingTrains;
        return curve;
    }
    if (!probe.has(at)) {
        curve.outcome = LookOutcome::NotAParameter;
        return curve;
    }
    curve.value = probe.value(at);
    curve.hasSlopes = trainer.program().gradientOf(at.parameter).valid();
    const auto here = measure(probe, at, curve.value, curve.hasSlopes, control);
    if (!here.has_value()) {
        curve.outcome = LookOutcome::Cancelled;
        return curve;
    }
    curve.loss = here->loss;
    curve.slope = here->slope;
    for (std::int64_t i = 0; i < range.points; ++i) {
        const auto there = measure(probe, at, range.at(i), curve.hasSlopes, control);
        if (!there.has_value()) {
            curve.outcome = LookOutcome::Cancelled;
            return curve;
        }
        curve.values.push_back(range.at(i));
        curve.losses.push_back(there->loss);
        curve.slopes.push_back(there->slope);
        control.tell(i + 1, range.points);
    }
    return curve;
}

LossSurface lossSurface(const Trainer& trainer, const Backend& reference, const ParameterElement& x, const ScanRange& xRange,
                        const ParameterElement& y, const ScanRange& yRange, const LookControl& control) {
    LossSurface surface;
    surface.x = x;
    surface.y = y;
    LossProbe probe(trainer, reference, ProbedValues::Present);
    if (!probe.hasLoss()) {
        surface.outcome = LookOutcome::NothingTrains;
        return surface;
    }
    if (!probe.has(x) || !probe.has(y) || x == y) {
        surface.outcome = LookOutcome::NotAParameter;
        return surface;
    }
    surface.xValue = probe.value(x);
    surface.yValue = probe.value(y);
    const auto here = probe.lossWith({}, control);
    if (!here.has_value()) {
        surface.outcome = LookOutcome::Cancelled;
        return surface;
    }
    surface.loss = *here;
    for (std::int64_t i = 0; i < xRange.points; ++i) {
        surface.xs.push_back(xRange.at(i));
    }
    for (std::int64_t j = 0; j < yRange.points; ++j) {
        surface.ys.push_back(yRange.at(j));
    }
    for (const double yAt : surface.ys) {
        for (const double xAt : surface.xs) {
            const std::array<LossProbe::Change, 2> changes{{{x, xAt}, {y, yAt}}};
            const auto loss = probe.lossWith(changes, control);
            if (!loss.has_value()) {
                surface.outcome = LookOutcome::Cancelled;
                return surface;
            }
            surface.losses.push_back(*loss);
            control.tell(static_cast<std::int64_t>(surface.losses.size()), xRange.points * yRange.points);
        }
    }
    return surface;
}

}  // namespace glassnet
