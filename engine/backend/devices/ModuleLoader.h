#pragma once

#include <filesystem>
#include <string>

#include "engine/backend/DeviceModule.h"

namespace glassnet {

/// A module that was opened, or why it was not.
struct LoadedModule {
    /// Null where it cannot be used.
    const DeviceModule* module = nullptr;
    /// NoModule, OtherModule or LibraryMissing.
    DeviceTrouble trouble = DeviceTrouble::None;
    /// The library that is missing, or the loader's own words.
    std::string detail;
};

/// Opens the module and looks at its number first. It is never closed: what a driver started cannot be taken down safely.
[[nodiscard]] LoadedModule openModule(const std::filesystem::path& file);

/// The library that the loader did not find, from its words about `file` ("libcublas.so.13: cannot open ..."); empty where the words are
/// about the file itself. The rest of the words is in the language of the system, so it is not looked at.
[[nodiscard]] std::string missingLibrary(const std::string& words, const std::filesystem::path& file);

}  // namespace glassnet
