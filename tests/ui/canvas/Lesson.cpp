#include "tests/ui/canvas/Lesson.h"

#include <array>
#include <cmath>

#include "engine/program/Compiler.h"
#include "engine/program/Explanation.h"

namespace glassnet::test {

namespace {

constexpr std::array<double, 3> kX{-0.1468, 0.7861, 0.9468};
constexpr std::array<double, 6> kW1{-1.1143, 1.6908, -0.8948, -0.3556, 1.2324, 0.1382};
constexpr std::array<double, 2> kB1{0.1328, 0.1373};
constexpr std::array<double, 2> kW2{-1.6822, 0.3177};
// The lesson's numbers to four decimals; the last one takes up their rounding, so that ŷ and its gradient print as in PyTorch.
constexpr double kB2 = 0.2406;
constexpr double kRate = 0.1;

Tensor row(std::initializer_list<double> values, const Shape& shape) {
    auto tensor = Tensor::zeros(shape);
    std::int64_t i = 0;
    for (const double value : values) {
        tensor.set(i++, value);
    }
    return tensor;
}

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

}  // namespace

DenseSettings denseOf(std::int64_t units) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(Activation::Sigmoid);
    return settings;
}

Lesson lesson() {
    Lesson lesson;
    auto network = std::make_shared<NetworkSpec>();
    lesson.input = network->addLayer("Input", InputSettings{3, 1, {}});
    lesson.hidden = network->addLayer("Dense 1", denseOf(2));
    OutputSettings output;
    output.dense = denseOf(1);
    lesson.output = network->addLayer("Output", output);
    network->addLink(lesson.input, lesson.hidden);
    network->addLink(lesson.hidden, lesson.output);
    lesson.network = network;
    lesson.program = std::make_shared<Program>(compile(*network).value());
    return lesson;
}

ui::SnapshotPtr Lesson::at(std::size_t position) const {
    // The chain rule written out by hand for this one network, in float64.
    std::array<double, 2> z1{};
    std::array<double, 2> h{};
    for (std::size_t j = 0; j < 2; ++j) {
        z1[j] = kX[0] * kW1[j] + kX[1] * kW1[2 + j] + kX[2] * kW1[4 + j] + kB1[j];
        h[j] = sigmoid(z1[j]);
    }
    const double z2 = h[0] * kW2[0] + h[1] * kW2[1] + kB2;
    const double y = sigmoid(z2);
    const double dy = 2 * (y - 1);
    const double dz2 = dy * y * (1 - y);
    const std::array<double, 2> dh{dz2 * kW2[0], dz2 * kW2[1]};
    const std::array<double, 2> dz1{dh[0] * h[0] * (1 - h[0]), dh[1] * h[1] * (1 - h[1])};

    auto snapshot = std::make_shared<ui::Snapshot>();
    snapshot->network = network;
    snapshot->program = program;
    snapshot->position = position;
    auto& values = snapshot->values;
    const auto w1 = program->find(StateKey{hidden, StateRole::Weight, 0});
    const auto b1 = program->find(StateKey{hidden, StateRole::Bias, 0});
    const auto w2 = program->find(StateKey{output, StateRole::Weight, 0});
    const auto b2 = program->find(StateKey{output, StateRole::Bias, 0});
    values[program->inputs().front().tensor] = row({kX[0], kX[1], kX[2]}, Shape{1, 3});
    values[program->targets().front().tensor] = row({1}, Shape{1, 1});
    values[w1] = row({kW1[0], kW1[1], kW1[2], kW1[3], kW1[4], kW1[5]}, Shape{3, 2});
    values[b1] = row({kB1[0], kB1[1]}, Shape{1, 2});
    values[w2] = row({kW2[0], kW2[1]}, Shape{2, 1});
    values[b2] = row({kB2}, Shape{1, 1});
    auto dw1 = Tensor::zeros(Shape{3, 2});
    for (std::int64_t i = 0; i < 6; ++i) {
        dw1.set(i, kX[static_cast<std::size_t>(i / 2)] * dz1[static_cast<std::size_t>(i % 2)]);
    }
    const auto moved = [&](TensorId parameter, const Tensor& gradient) {
        auto tensor = values[parameter].clone();
        for (std::int64_t i = 0; i < tensor.elements(); ++i) {
            tensor.set(i, tensor.at(i) - kRate * gradient.at(i));
        }
        return tensor;
    };
    const auto dw2 = row({h[0] * dz2, h[1] * dz2}, Shape{2, 1});
    const auto db2 = row({dz2}, Shape{1, 1});
    const auto db1 = row({dz1[0], dz1[1]}, Shape{1, 2});
    const std::array<Tensor, 17> results{row({z1[0], z1[1]}, Shape{1, 2}),
                                         row({h[0], h[1]}, Shape{1, 2}),
                                         row({z2}, Shape{1, 1}),
                                         row({y}, Shape{1, 1}),
                                         row({(y - 1) * (y - 1)}, Shape{1, 1}),
                                         row({dy}, Shape{1, 1}),
                                         row({dz2}, Shape{1, 1}),
                                         dw2,
                                         db2,
                                         row({dh[0], dh[1]}, Shape{1, 2}),
                                         row({dz1[0], dz1[1]}, Shape{1, 2}),
                                         dw1,
                                         db1,
                                         moved(w2, dw2),
                                         moved(b2, db2),
                                         moved(w1, dw1),
                                         moved(b1, db1)};
    for (std::size_t i = 0; i < position; ++i) {
        values[program->entries()[i].outputs.front()] = results.at(i);
    }
    return snapshot;
}

ui::SnapshotPtr Lesson::partlyAt(std::size_t position, const EntryPart& part) const {
    auto snapshot = std::make_shared<ui::Snapshot>(*at(position));
    snapshot->part = part;
    snapshot->numbers = std::make_shared<const EntryNumbers>(*program, position - 1, 1);
    const auto inHand = snapshot->numbers->at(part.terms > 0 ? part.numbers : part.numbers - 1, 0);
    ExplanationSource source;
    // What an optimizer keeps has no numbers in this lesson.
    source.read = [&](TensorId id) {
        const auto* values = snapshot->findPart(id);
        return values != nullptr ? *values : Tensor::zeros(program->tensor(id).shape);
    };
    source.readBefore = source.read;
    snapshot->explanation = explain(*program, position - 1, inHand.tensor, inHand.element, source);
    return snapshot;
}

}  // namespace glassnet::test
