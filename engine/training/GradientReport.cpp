#include "engine/training/GradientReport.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/training/LossProbe.h"

namespace glassnet {

namespace {

constexpr double kFloat32Tolerance = 1e-4;
constexpr double kFloat64Tolerance = 1e-7;
/// Elements compared between two looks at the result.
constexpr std::int64_t kChunk = 256;

double largestOf(const Tensor& gradient) {
    double largest = 0.0;
    for (std::int64_t i = 0; i < gradient.elements(); ++i) {
        largest = std::max(largest, std::abs(gradient.at(i)));
    }
    return largest;
}

void count(GradientReport& report, const GradientCheckItem& item, double error) {
    ++report.elements;
    report.differing += item.agrees ? 0 : 1;
    const auto rank = [](double value) { return std::isnan(value) ? std::numeric_limits<double>::infinity() : value; };
    if (!report.worst.has_value() || rank(error) > rank(report.worst->error)) {
        report.worst = GradientReport::Worst{{item.parameter, item.element}, error};
    }
}

/// How many of the differing items agree with the gradient in the reference's arithmetic; none when it was cancelled.
std::optional<std::int64_t> countRounded(LossProbe& probe, const CheckedParameter& checked, double tolerance, const LookControl& control) {
    const auto isDifferent = [](const GradientCheckItem& item) { return !item.agrees; };
    if (std::none_of(checked.items.begin(), checked.items.end(), isDifferent)) {
        return 0;
    }
    const auto loss = probe.lossWith({}, control);
    const auto exact = loss.has_value() ? probe.gradient(checked.parameter, control) : std::nullopt;
    if (!exact.has_value()) {
        return std::nullopt;
    }
    const double largest = largestOf(*exact);
    return std::count_if(checked.items.begin(), checked.items.end(), [&](const GradientCheckItem& item) {
        return isDifferent(item) && gradientsAgree(exact->at(item.element), item.numeric, largest, tolerance);
    });
}

}  // namespace

double relativeError(double analytic, double numeric, double largest) {
    const double difference = std::abs(analytic - numeric);
    return difference == 0.0 ? 0.0 : difference / std::max({std::abs(analytic), std::abs(numeric), 1e-3 * largest});
}

GradientReport checkAllGradients(const Trainer& trainer, const Backend& reference, const LookControl& control) {
    const auto& program = trainer.program();
    GradientReport report;
    report.tolerance = program.options().dtype == DType::Float64 ? kFloat64Tolerance : kFloat32Tolerance;
    std::vector<ProgramParameter> due;
    std::int64_t total = 0;
    for (const auto& parameter : program.parameters()) {
        if (!parameter.gradient.valid()) {
            continue;
        }
        if (isComputed(program, parameter.gradient, trainer.position())) {
            due.push_back(parameter);
            total += program.tensor(parameter.value).shape.elements();
        } else {
            report.notYet.push_back(parameter.value);
        }
    }
    if (due.empty()) {
        report.outcome = report.notYet.empty() ? LookOutcome::NothingTrains : LookOutcome::NoGradientsYet;
        return report;
    }
    LossProbe probe(trainer, reference);
    bool ended = false;
    const LossAt lossAt = [&](TensorId parameter, std::int64_t element, double value) {
        const LossProbe::Change change{{parameter, element}, value};
        const auto loss = ended ? std::nullopt : probe.lossWith({&change, 1}, control);
        ended = !loss.has_value();
        return loss.value_or(std::numeric_limits<double>::quiet_NaN());
    };
    for (const auto& parameter : due) {
        const auto gradient = trainer.executable().read(parameter.gradient);
        const auto& values = probe.values(parameter.value);
        const double largest = largestOf(gradient);
        CheckedParameter checked{parameter.value, values.shape(), {}, {}};
        for (std::int64_t first = 0; first < values.elements(); first += kChunk) {
            const auto most = std::min(kChunk, values.elements() - first);
            const auto items = checkGradient(parameter.value, values, gradient, first, most, report.tolerance, lossAt);
            if (ended) {
                report.outcome = LookOutcome::Cancelled;
                return report;
            }
            for (const auto& item : items) {
                checked.items.push_back(item);
                checked.errors.push_back(relativeError(item.analytic, item.numeric, largest));
                count(report, item, checked.errors.back());
            }
            control.tell(report.elements, total);
        }
        const auto rounded = countRounded(probe, checked, report.tolerance, control);
        if (!rounded.has_value()) {
            report.outcome = LookOutcome::Cancelled;
            return report;
        }
        report.rounded += *rounded;
        report.checked.push_back(std::move(checked));
    }
    return report;
}

}  // namespace glassnet
