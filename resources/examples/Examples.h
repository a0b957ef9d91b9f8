#pragma once

#include <string_view>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet {

/// An example project and the name of its file, without the folder.
struct Example {
    std::string_view file;
    Project project;
};

/// The projects that are shipped. make_examples writes them into this folder; a test compares.
[[nodiscard]] std::vector<Example> exampleProjects();

}  // namespace glassnet
