#pragma once

#include <cstddef>
#include <string_view>

#include "engine/project/KeptRuns.h"
#include "engine/project/StateParts.h"

namespace glassnet {

inline constexpr std::string_view kRunsPart = "runs.json";
/// The parts of run 3 are called "runs/3/network.json" and so on.
inline constexpr std::string_view kRunsFolder = "runs/";
inline constexpr std::string_view kRunPart = "run.json";
inline constexpr std::string_view kCurvesPart = "curves.safetensors";
/// A curve in a file has at most so many buckets: more than a chart has columns.
inline constexpr std::size_t kSavedBuckets = 1024;

/// Adds the runs of a project to `parts`: runs.json, and for each run its own network.json, data, state (as a project has them), run.json
/// and curves.safetensors, decimated to kSavedBuckets. Rows and tables that the project or an earlier run has are referred to. Runs beyond
/// the bounds of KeptRuns are left out. Errors: FileField (number that is not finite, text that is not UTF-8).
[[nodiscard]] Result<void> writeRunsParts(const Project& project, Parts& parts);

/// Takes the parts of all runs out of `parts`, checks each as a project's are and puts them into `project`, whose data are read; without
/// runs.json there are none. Errors, with the run's folder in front of the part: those of readProjectParts, readSafetensors and takeCurve;
/// MissingPart (file, part), FileField, FileLimit.
[[nodiscard]] Result<void> readRunsParts(Parts& parts, std::string_view file, Project& project);

}  // namespace glassnet
