#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/project/JsonFields.h"
#include "engine/project/Project.h"
#include "engine/project/StateParts.h"

namespace glassnet {

inline constexpr std::string_view kTablePart = "table.json";
inline constexpr std::string_view kCellsPart = "table.safetensors";
inline constexpr std::size_t kMostTableColumns = 100'000;

/// What the columns are for, as files hold it: "feature", "target" or "ignore" for each. Errors, in the reading: FileField, FileLimit.
[[nodiscard]] nlohmann::json rolesJson(const TableSpec& spec);
[[nodiscard]] std::vector<ColumnRole> readRoles(JsonFields& fields, std::string_view key, const Table& table);

/// Puts a table into table.json (rows; for each column id, name, kind, role and labels, ids counting from 1) and table.safetensors:
/// "1.numbers" float32 [rows] where that holds every number of the column exactly, else float64; "2.labels" int64 [rows], -1 where a cell
/// is empty. `unknown` are the members that a newer version knows. Errors: FileField (a text that is not UTF-8).
[[nodiscard]] Result<void> writeTableParts(const TableSpec& spec, const std::map<std::string, std::string>& unknown, Parts& parts);

/// Takes both parts out of `parts` and puts the table and its roles into `spec`; members that this version does not know go into
/// `unknown`. Nothing is allocated for a count that the cells do not bear out. Errors: MissingPart (file, part), FileField, FileLimit,
/// those of readSafetensors, TensorMissing, TensorDType, TensorShape, ClassTarget (tensor, label, labels).
[[nodiscard]] Result<void> readTableParts(Parts& parts, std::string_view file, TableSpec& spec,
                                          std::map<std::string, std::string>& unknown);

}  // namespace glassnet
