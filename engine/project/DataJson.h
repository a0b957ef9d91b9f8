#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/project/JsonFields.h"
#include "engine/project/Project.h"

namespace glassnet {

/// What the data are, as network.json holds it. Of a table only where it came from and what happens to empty cells: the rest is in parts of
/// its own (TablePart), as are stored rows.
[[nodiscard]] nlohmann::json dataJson(const DataSpec& data);
/// Errors, in the reading: FileField, those of checkSyntheticSpec.
[[nodiscard]] DataSpec readData(JsonFields fields);

/// The plan, as network.json holds it where it is not DataPlan's own.
[[nodiscard]] nlohmann::json planJson(const DataPlan& plan);
/// Errors, in the reading: FileField, FileLimit, those of checkSplit. Whether the columns are there is no matter of the file.
[[nodiscard]] DataPlan readPlan(JsonFields fields);

}  // namespace glassnet
