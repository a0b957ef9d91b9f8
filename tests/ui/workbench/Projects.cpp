#include "tests/ui/workbench/Projects.h"

#include <cmath>

#include "tests/support/Networks.h"

namespace glassnet::test {

Project lessonProject() {
    Project project;
    project.name = "lesson";
    project.network = lesson();
    StoredRows rows;
    rows.targets[project.network.layers().back().id] = Tensor::ones(Shape{1, 1});
    project.data = rows;
    project.training.seeds = {7, 7, 7};
    return project;
}

Project impossibleProject() {
    auto project = lessonProject();
    project.network.removeLink(project.network.links().back().id);
    return project;
}

Project spiralProject(std::int64_t rows, std::int64_t batchSize, double rate) {
    Project project;
    project.name = "spiral";
    project.network = chain({2, 6, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    SyntheticSpec spiral;
    spiral.rows = rows;
    project.data = spiral;
    project.training.seeds = {3, 3, 3};
    project.training.batches = {batchSize, true};
    project.training.knobs.learningRate = rate;
    return project;
}

Project twoOutputsProject() {
    Project project;
    project.name = "two outputs";
    project.network = chain({2, 5, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    const auto input = project.network.layers()[0].id;
    const auto hidden = project.network.layers()[1].id;
    const auto side = project.network.layers()[2].id;
    project.network.find(side)->name = "Side";
    DenseSettings dense;
    dense.activation = defaultSpec(Activation::Identity);
    const auto height = project.network.addLayer("Height", OutputSettings{dense, defaultSpec(Loss::MeanSquaredError), 2.0});
    project.network.addLink(hidden, height);
    std::vector<float> places;
    std::vector<float> sides;
    std::vector<float> heights;
    for (int i = 0; i < 40; ++i) {
        const float x = std::sin(static_cast<float>(i));
        const float y = std::cos(1.7F * static_cast<float>(i));
        places.insert(places.end(), {x, y});
        sides.push_back(x > 0.2F ? 1.0F : 0.0F);
        heights.push_back(x * y);
    }
    StoredRows rows;
    rows.inputs[input] = Tensor::from<float>(std::span<const float>(places), Shape{40, 2});
    rows.targets[side] = Tensor::from<float>(std::span<const float>(sides), Shape{40, 1});
    rows.targets[height] = Tensor::from<float>(std::span<const float>(heights), Shape{40, 1});
    project.data = rows;
    project.plan.split = {0.25, 0, false};
    project.training.seeds = {5, 5, 5};
    project.training.batches = {8, true};
    project.training.knobs.learningRate = 0.1;
    return project;
}

}  // namespace glassnet::test
