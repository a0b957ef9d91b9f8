#pragma once

#include <string_view>

#include "engine/project/Project.h"
#include "engine/project/StateParts.h"

namespace glassnet {

/// Adds the parts of one project to `parts`: network.json, those of its data (unless `withRows` is false: then somebody else keeps the rows
/// or the table) and of its state. Its runs and unknown parts are not among them.
/// Errors: FileField (number that is not finite, text that is not UTF-8).
[[nodiscard]] Result<void> writeProjectParts(const Project& project, Parts& parts, bool withRows = true);

/// Takes the parts of one project out of `parts` and checks them. `rows` (may be null) are rows or a table that the parts refer to instead
/// of having their own; what the table's columns are for is left open then.
/// Errors: those of readNetworkJson, readDataPart, readTableParts and readStateParts; MissingPart (file, part), FileField.
[[nodiscard]] Result<Project> readProjectParts(Parts& parts, std::string_view file, const DataSpec* rows = nullptr);

}  // namespace glassnet
