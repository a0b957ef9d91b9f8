#include "tests/ui/workbench/Projects.h"

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

}  // namespace glassnet::test
