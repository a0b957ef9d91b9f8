#include "ui/workbench/TrainLooks.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/training/UnitCondition.h"

namespace glassnet::ui {

namespace {

/// Rows that units are looked at on.
constexpr std::int64_t kHealthRows = 256;
/// Points of a map that are worth waiting for: a network that takes longer is drawn coarser.
constexpr double kMapWork = 2e6;
constexpr std::int64_t kCoarsest = 16;
constexpr std::chrono::milliseconds kTrainLooksFrame{40};

LookControl until(const std::stop_token& stop) {
    return {[stop] { return stop.stop_requested(); }, {}};
}

TrainingData firstRows(const TrainingData& data, std::int64_t rows) {
    TrainingData first;
    for (const auto& [layer, values] : data.inputs) {
        first.inputs.emplace(layer, values.narrow(0, 0, std::min(rows, values.size(0))));
    }
    return first;
}

}  // namespace

RowMaker rowMaker(const NetworkSpec& network, const SplitData& data) {
    std::vector<std::pair<LayerId, std::int64_t>> inputs;
    for (const auto& layer : network.layers()) {
        if (const auto* input = std::get_if<InputSettings>(&layer.settings)) {
            inputs.emplace_back(layer.id, input->units);
        }
    }
    return [inputs, prepared = data.prepared](const Tensor& raw) {
        TrainingData rows;
        const auto all = prepared != nullptr ? prepared->pipeline.apply(raw) : raw;
        std::int64_t begin = 0;
        for (const auto& [layer, units] : inputs) {
            rows.inputs.emplace(layer, prepared != nullptr ? all : all.narrow(1, begin, units));
            begin += units;
        }
        return rows;
    };
}

bool TrainLooks::Pace::allows(Clock::time_point now, Clock::duration least) const { return now - last >= std::max(least, 5 * took); }

void TrainLooks::begin(const Session& session) {
    // A network that stands still is looked at again and again: it is compiled once.
    if (const auto& program = session.trainer().executable().sharedProgram(); m_program != program) {
        m_program = program;
        m_evaluator.reset();
        if (auto evaluator = Evaluator::create(*session.network(), m_backend)) {
            m_evaluator.emplace(std::move(*evaluator));
        }
    }
    m_bins = LayerBins();
    m_measuring = {};
    m_health = {};
    m_maps = {};
}

bool TrainLooks::measure(const Session& session, TrainReport& report, const std::stop_token& stop) {
    if (!m_evaluator.has_value()) {
        return false;
    }
    const auto begun = Clock::now();
    m_evaluator->setState(session.learned());
    auto training = glassnet::measure(*m_evaluator, *session.network(), session.data().training, until(stop));
    auto test = glassnet::measure(*m_evaluator, *session.network(), session.data().test, until(stop));
    if (stop.stop_requested()) {
        return false;
    }
    report.training = std::move(training);
    report.test = std::move(test);
    m_measuring = {Clock::now(), Clock::now() - begun};
    return true;
}

bool TrainLooks::measureIfCheap(const Session& session, TrainReport& report, const std::stop_token& stop) {
    return m_measuring.allows(Clock::now(), {}) && measure(session, report, stop);
}

void TrainLooks::look(const Session& session, const PlayWishes& wishes, bool always, TrainReport& report, const std::stop_token& stop) {
    lookAtGradients(session, report);
    if (!m_evaluator.has_value()) {
        return;
    }
    if (always || m_health.allows(Clock::now(), kTrainLooksFrame)) {
        lookAtUnits(session, wishes.layer, report);
    }
    if (!wishes.plane.has_value()) {
        report.maps.reset();
    } else if (always || m_maps.allows(Clock::now(), kTrainLooksFrame)) {
        drawMaps(session, *wishes.plane, report, stop);
    }
}

void TrainLooks::lookAtGradients(const Session& session, TrainReport& report) const {
    report.reach.clear();
    if (session.step() == 0) {
        return;  // No gradient was computed yet.
    }
    const auto& program = session.trainer().program();
    for (const auto& parameter : program.parameters()) {
        const auto& info = program.tensor(parameter.value);
        if (!parameter.gradient.valid() || info.key.role != StateRole::Weight) {
            continue;
        }
        const auto gradient = session.trainer().executable().read(parameter.gradient);
        double sum = 0.0;
        for (std::int64_t i = 0; i < gradient.elements(); ++i) {
            sum += std::abs(gradient.at(i));
        }
        report.reach.push_back({info.layer, gradient.elements() == 0 ? 0.0 : sum / static_cast<double>(gradient.elements())});
    }
}

void TrainLooks::countLayer(const Session& session, LayerId layer, const Executable& executable) {
    const auto output = m_evaluator->program().outputOf(layer);
    if (!output.valid()) {
        m_bins = LayerBins();
        return;
    }
    if (m_bins.layer != layer) {
        m_bins = LayerBins();
        m_bins.layer = layer;
    }
    // The evaluator has the weights of this very step.
    if (const auto weights = m_evaluator->program().find({layer, StateRole::Weight, 0}); weights.valid()) {
        m_bins.weights.add(session.step(), executable.read(weights));
    }
    m_bins.activations.add(session.step(), executable.read(output));
}

void TrainLooks::lookAtUnits(const Session& session, LayerId counted, TrainReport& report) {
    const auto begun = Clock::now();
    m_evaluator->setState(session.learned());
    report.health.clear();
    // One chunk holds all the rows.
    m_evaluator->run(firstRows(session.data().training, kHealthRows), [&](std::int64_t, const Executable& executable) {
        for (const auto& layer : session.network()->layers()) {
            const auto z = m_evaluator->program().find(layer.id, SymbolLetter::PreActivation);
            if (layer.dense() == nullptr || !z.valid()) {
                continue;
            }
            const auto& activation = layer.dense()->activation;
            const auto values = executable.read(z);
            const auto largest = largestSlope(activation);
            LayerCondition health{layer.id, values.size(1), 0, 0};
            std::vector<double> column(static_cast<std::size_t>(values.size(0)));
            for (std::int64_t unit = 0; unit < values.size(1); ++unit) {
                for (std::size_t row = 0; row < column.size(); ++row) {
                    column[row] = values.at(static_cast<std::int64_t>(row) * values.size(1) + unit);
                }
                const auto condition = unitCondition(activation, column, 0, largest);
                const bool allQuiet = condition.quiet == condition.samples && largest > 0;
                health.dead += allQuiet && condition.hasFlatSide ? 1 : 0;
                health.saturated += allQuiet && !condition.hasFlatSide ? 1 : 0;
            }
            report.health.push_back(health);
        }
        countLayer(session, counted, executable);
    });
    report.bins = m_bins.layer.valid() ? std::make_shared<const LayerBins>(m_bins) : nullptr;
    m_health = {Clock::now(), Clock::now() - begun};
}

void TrainLooks::drawMaps(const Session& session, const MapPlane& plane, TrainReport& report, const std::stop_token& stop) {
    const auto begun = Clock::now();
    auto drawn = plane;
    while (drawn.side > kCoarsest &&
           static_cast<double>(drawn.side * drawn.side) * static_cast<double>(m_evaluator->rowCost()) > kMapWork) {
        drawn.side = std::max(kCoarsest, drawn.side * 3 / 4);
    }
    m_evaluator->setState(session.learned());
    auto maps = unitMaps(*m_evaluator, *session.network(), drawn, rowMaker(*session.network(), session.data()), until(stop));
    if (maps.has_value()) {
        report.maps = std::make_shared<const UnitMaps>(std::move(*maps));
    }
    m_maps = {Clock::now(), Clock::now() - begun};
}

}  // namespace glassnet::ui
