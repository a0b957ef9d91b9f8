#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet {

inline constexpr std::string_view kDataPart = "data.safetensors";

/// The bytes of data.safetensors: "1.input" and "5.target" by layer id. Rows of layers that are gone are left out.
[[nodiscard]] std::vector<std::byte> writeDataPart(const StoredRows& rows, const NetworkSpec& network);

/// The rows that the network's layers take; those of layers that are gone are left out.
[[nodiscard]] StoredRows takenRows(const StoredRows& rows, const NetworkSpec& network);

/// Checks the rows: float32 [rows, columns] (targets also int64 [rows], no class below 0), the same number of rows, at least one, for
/// layers of the network that take such rows. Whether columns and classes fit the units is no matter of the file: the network may be
/// changed after its data; trainingData says so.
/// Errors: those of readSafetensors, FileField, TensorDType, TensorShape, ClassTarget.
[[nodiscard]] Result<StoredRows> readDataPart(const std::vector<std::byte>& bytes, const NetworkSpec& network);

}  // namespace glassnet
