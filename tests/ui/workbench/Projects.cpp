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

}  // namespace glassnet::test
