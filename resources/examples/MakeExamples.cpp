#include <cstdlib>
#include <filesystem>

#include "engine/project/ProjectFile.h"
#include "resources/examples/Examples.h"

/// Writes the example projects into the folder it is given; the second one holds the sets that some of them learn from.
int main(int count, char** arguments) {
    if (count != 3) {
        return EXIT_FAILURE;
    }
    auto examples = glassnet::exampleProjects();
    for (auto& example : glassnet::trainingExamples(arguments[2])) {
        examples.push_back(std::move(example));
    }
    for (const auto& [file, project] : examples) {
        if (!glassnet::writeProjectFile((std::filesystem::path(arguments[1]) / file).string(), project)) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
