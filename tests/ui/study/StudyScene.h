#pragma once

#include <memory>

#include "engine/training/RecentSteps.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/inspector/InspectorContext.h"
#include "ui/study/SensitivityPanel.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

/// A spiral of points and a network with two hidden layers, some training steps in.
inline std::unique_ptr<ui::Session> trainedSession(std::int64_t steps) {
    Project project;
    project.name = "spiral";
    auto& network = project.network;
    DenseSettings dense;
    dense.units = 6;
    dense.activation = defaultSpec(Activation::Tanh);
    const auto input = network.addLayer("Input", InputSettings{.units = 2});
    const auto first = network.addLayer("Dense 1", dense);
    dense.units = 4;
    const auto second = network.addLayer("Dense 2", dense);
    OutputSettings output;
    output.dense.units = 2;
    output.dense.activation = defaultSpec(Activation::Softmax);
    output.loss = defaultSpec(Loss::CrossEntropy);
    const auto last = network.addLayer("Output", output);
    network.addLink(input, first);
    network.addLink(first, second);
    network.addLink(second, last);
    StoredRows rows;
    auto points = Tensor::zeros(Shape{16, 2});
    auto classes = Tensor::zeros(Shape{16}, DType::Int64);
    for (std::int64_t i = 0; i < 16; ++i) {
        points.set({i, 0}, 0.25 * static_cast<double>(i % 4) - 0.4);
        points.set({i, 1}, 0.3 * static_cast<double>(i / 4) - 0.5);
        classes.set(i, i % 3 == 0 ? 1.0 : 0.0);
    }
    rows.inputs[input] = points;
    rows.targets[last] = classes;
    project.data = rows;
    project.training.batches.batchSize = 8;
    project.training.knobs.learningRate = 2.0;
    auto session = ui::Session::open(project).value();
    for (std::int64_t i = 0; i < steps; ++i) {
        session->train(1, {});
    }
    return session;
}

inline ui::InspectorContext contextOf(const ui::Session& session) {
    ui::InspectorContext context;
    context.snapshot = session.snapshot({}, false);
    context.selection.layer = context.snapshot->network->layers().at(1).id;
    return context;
}

/// What a panel asks for, worked out at once.
inline ui::SensitivityAnswer answerFor(const ui::SensitivityPanel& panel, const ui::Session& session) {
    const auto question = panel.question();
    ui::SensitivityAnswer answer;
    const ParameterElement x{question.first.tensor, question.first.element};
    answer.curve = lossCurve(session.trainer(), session.reference(), x, question.range);
    if (question.second) {
        const ParameterElement y{question.second->tensor, question.second->element};
        const auto recent = recentSteps(session.timeline(), session.trainer(), session.backend(), 24, {x, y});
        for (const auto& step : recent.steps) {
            answer.path.emplace_back(step.values[0], step.values[1]);
        }
        const auto& [xNow, yNow] = answer.path.back();
        const double reach = question.closeUp ? 0.1 : 1.0;
        answer.surface =
            lossSurface(session.trainer(), session.reference(), x, {xNow - reach, xNow + reach, 33}, y, {yNow - reach, yNow + reach, 33});
    }
    return answer;
}

}  // namespace glassnet::test
