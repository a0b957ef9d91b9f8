#include <cstdlib>
#include <filesystem>

#include "engine/base/FileBytes.h"
#include "engine/project/ProjectFile.h"
#include "resources/examples/Examples.h"

/// Writes the example projects into the folder it is given.
int main(int count, char** arguments) {
    if (count != 2) {
        return EXIT_FAILURE;
    }
    for (const auto& [file, project] : glassnet::exampleProjects()) {
        const auto bytes = glassnet::writeProject(project);
        if (!bytes || !glassnet::writeFileBytesAtomically(std::filesystem::path(arguments[1]) / file, *bytes)) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
