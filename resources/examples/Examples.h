#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet {

/// An example project and the name of its file, without the folder.
struct Example {
    std::string_view file;
    Project project;
};

/// The projects that are shipped to step through. make_examples writes them into this folder; a test compares.
[[nodiscard]] std::vector<Example> exampleProjects();

/// Those to train. `datasets`: the folder of the sets that come with the program, which some of them learn from. Throws std::exception where
/// that cannot be read.
[[nodiscard]] std::vector<Example> trainingExamples(const std::filesystem::path& datasets);

}  // namespace glassnet
