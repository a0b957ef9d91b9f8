#include "tests/engine/exchange/LossCurveCases.h"

#include "engine/data/SyntheticSets.h"
#include "engine/program/KnobTable.h"

namespace glassnet::test {

namespace {

DenseSettings dense(std::int64_t units, Activation activation) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(activation);
    return settings;
}

OutputSettings output(std::int64_t units, Activation activation, Loss loss) { return {dense(units, activation), defaultSpec(loss), 1.0}; }

/// Two inputs and the layers one after the other.
NetworkSpec chainOf(std::vector<LayerSettings> layers) {
    NetworkSpec network;
    auto before = network.addLayer("Input", InputSettings{.units = 2});
    for (auto& settings : layers) {
        const auto layer = network.addLayer("Layer " + std::to_string(network.layers().size()), std::move(settings));
        network.addLink(before, layer);
        before = layer;
    }
    return network;
}

/// The set with its usual noise, shuffled in each epoch; the optimizer with its own defaults but for the rate.
Project learning(NetworkSpec network, const char* set, std::int64_t rows, std::int64_t batchSize, OptimizerKind optimizer, double rate) {
    Project project;
    project.network = std::move(network);
    auto spec = usualSpec(set);
    spec.rows = rows;
    spec.seed = 11;
    spec.seedText = "11";
    project.data = spec;
    project.training.seeds = {7, 8, 9};
    project.training.batches = {batchSize, true};
    project.training.optimizer = optimizer;
    project.training.knobs = defaultKnobs(optimizer);
    project.training.knobs.learningRate = rate;
    return project;
}

Project plane() {
    auto project = learning(chainOf({dense(8, Activation::Tanh), output(1, Activation::Identity, Loss::MeanSquaredError)}), "plane", 58, 16,
                            OptimizerKind::Sgd, 0.03);
    auto& knobs = project.training.knobs;
    knobs.momentum = 0.9;
    knobs.weightDecay = 0.01;
    knobs.schedule.kind = ScheduleKind::Step;
    knobs.schedule.every = 8;
    knobs.schedule.gamma = 0.5;
    return project;
}

Project spiral() {
    auto project =
        learning(chainOf({dense(16, Activation::Relu), dense(12, Activation::Relu), output(3, Activation::Softmax, Loss::CrossEntropy)}),
                 "spiral", 90, 25, OptimizerKind::Sgd, 0.1);
    std::get<SyntheticSpec>(project.data).classes = 3;
    project.training.clipping = Clipping::Norm;
    auto& knobs = project.training.knobs;
    knobs.clipLimit = 0.5;
    knobs.momentum = 0.9;
    knobs.nesterov = true;
    knobs.schedule.kind = ScheduleKind::Cosine;
    knobs.schedule.period = 15;
    knobs.schedule.leastRate = 0.001;
    knobs.schedule.warmUp = 4;
    return project;
}

Project moons() {
    auto project =
        learning(chainOf({dense(8, Activation::Tanh), BatchNormSettings{}, output(1, Activation::Sigmoid, Loss::BinaryCrossEntropy)}),
                 "moons", 60, 16, OptimizerKind::Adam, 0.02);
    project.training.knobs.weightDecay = 0.001;
    return project;
}

Project blobs() {
    auto project = learning(chainOf({dense(12, Activation::Gelu), LayerNormSettings{}, output(5, Activation::Identity, Loss::Hinge)}),
                            "blobs", 83, 20, OptimizerKind::RmsProp, 0.005);
    auto& set = std::get<SyntheticSpec>(project.data);
    set.classes = 5;
    // The blobs overlap, so that the loss stays well above the rounding of the outputs whose differences it is made of.
    set.noise = 0.6;
    project.training.clipping = Clipping::Value;
    auto& knobs = project.training.knobs;
    knobs.clipLimit = 0.02;
    knobs.alpha = 0.9;
    knobs.centered = true;
    knobs.momentum = 0.5;
    // The gradient of a bias is a count of margins here and may cancel: the rounding that is left, another in each order of summing,
    // shall not become a step, as it does where it is divided by 1e-8.
    knobs.epsilon = 1e-4;
    return project;
}

/// As TensorFlow Playground learns: half of the rows, in their order.
Project playgroundCircle() {
    auto project =
        learning(chainOf({dense(4, Activation::Tanh), dense(2, Activation::Tanh), output(1, Activation::Tanh, Loss::HalfSquaredError)}),
                 "playground.circle", 500, 64, OptimizerKind::Sgd, 0.03);
    project.plan.split = {0.5, 0, false};
    project.training.batches.shuffle = false;
    project.training.penalty = Penalty::L2;
    project.training.knobs.penaltyRate = 0.01;
    return project;
}

Project playgroundPlane() {
    auto project = learning(chainOf({dense(6, Activation::LeakyRelu), output(1, Activation::Identity, Loss::Huber)}),
                            "playground.reg-plane", 240, 32, OptimizerKind::Adagrad, 0.05);
    project.plan.split = {0.5, 3, true};
    project.training.penalty = Penalty::L1;
    auto& knobs = project.training.knobs;
    knobs.penaltyRate = 0.002;
    knobs.rateDecay = 0.01;
    knobs.initialSum = 0.1;  // No float32: in float64 a run starts with the double.
    return project;
}

/// The output reads the hidden layer and, beside it, the input.
Project xorWithSkip() {
    auto network = chainOf({dense(10, Activation::Silu), output(1, Activation::Identity, Loss::BinaryCrossEntropyWithLogits)});
    network.addLink(network.layers().front().id, network.layers().back().id);
    auto project = learning(std::move(network), "xor", 75, 16, OptimizerKind::AdamW, 0.02);
    auto& knobs = project.training.knobs;
    knobs.weightDecay = 0.05;
    knobs.schedule.kind = ScheduleKind::Step;
    knobs.schedule.every = 5;
    knobs.schedule.gamma = 0.7;
    knobs.schedule.warmUp = 3;
    return project;
}

Project waves() {
    auto project = learning(chainOf({dense(10, Activation::Elu), dense(6, Activation::Sigmoid), output(1, Activation::Identity, Loss::L1)}),
                            "waves", 70, 20, OptimizerKind::Adam, 0.01);
    project.training.clipping = Clipping::Norm;
    auto& knobs = project.training.knobs;
    knobs.clipLimit = 0.5;
    knobs.beta1 = 0.8;
    knobs.schedule.kind = ScheduleKind::Cosine;
    knobs.schedule.period = 10;
    return project;
}

/// Binary cross entropy of a softmax, which has no logits form. Both sides draw the same dropout masks.
Project circlesWithDropout() {
    auto project =
        learning(chainOf({dense(16, Activation::Selu), DropoutSettings{0.25}, output(3, Activation::Softmax, Loss::BinaryCrossEntropy)}),
                 "circles", 66, 20, OptimizerKind::RmsProp, 0.005);
    std::get<SyntheticSpec>(project.data).classes = 3;
    project.training.knobs.epsilon = 1e-6;
    return project;
}

/// Two ways that are added, cut connections, and two outputs that learn from the same rows.
Project checkerboardWithTwoOutputs() {
    NetworkSpec network;
    const auto input = network.addLayer("Input", InputSettings{.units = 2});
    const auto one = network.addLayer("One", dense(8, Activation::Tanh));
    const auto two = network.addLayer("Two", dense(8, Activation::Sine));
    const auto sum = network.addLayer("Sum", JoinSettings{JoinMode::Add});
    const auto norm = network.addLayer("Norm", LayerNormSettings{});
    const auto classes = network.addLayer("Classes", output(2, Activation::Softmax, Loss::CrossEntropy));
    auto second = output(1, Activation::Softplus, Loss::Huber);
    second.weight = 0.5;
    const auto number = network.addLayer("Number", second);
    network.addLink(input, one);
    const auto cut = network.addLink(input, two);
    network.addLink(one, sum);
    network.addLink(two, sum);
    network.addLink(sum, norm);
    network.addLink(norm, classes);
    network.addLink(norm, number);
    network.find(cut)->cut = {{0, 1}, {1, 3}, {0, 6}};
    auto project = learning(std::move(network), "checkerboard", 64, 18, OptimizerKind::Sgd, 0.05);
    project.training.penalty = Penalty::L1;
    auto& knobs = project.training.knobs;
    knobs.penaltyRate = 0.001;
    knobs.weightDecay = 0.01;
    knobs.momentum = 0.8;
    knobs.dampening = 0.2;
    return project;
}

}  // namespace

std::vector<LossCurveCase> lossCurveCases() {
    return {
        {"plane, MSE, SGD with momentum and weight decay, step schedule", plane()},
        {"spiral, cross entropy, Nesterov, norm clipped, cosine after a warm-up", spiral()},
        {"moons, BCE of a sigmoid, Adam with weight decay, batch norm", moons()},
        {"blobs, hinge, centered RMSprop, values clipped, layer norm", blobs()},
        {"Playground circle, half squared error, SGD, L2, in order", playgroundCircle()},
        {"Playground plane, Huber, Adagrad, L1, split", playgroundPlane()},
        {"xor, BCE with logits, AdamW, skip link, step after a warm-up", xorWithSkip()},
        {"waves, L1 loss, Adam, norm clipped, cosine", waves()},
        {"circles, BCE of a softmax, RMSprop, dropout", circlesWithDropout()},
        {"checkerboard, two outputs, join, cuts, SGD with dampening, L1", checkerboardWithTwoOutputs()},
    };
}

}  // namespace glassnet::test
