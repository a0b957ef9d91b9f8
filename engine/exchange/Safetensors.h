#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// What readSafetensors accepts at most. The rank is bounded by Shape::kMaxRank.
struct SafetensorsLimits {
    std::uint64_t headerBytes = 16U << 20U;
    std::uint64_t tensors = 100'000;
    std::uint64_t nameBytes = 1024;
    std::uint64_t tensorBytes = 1U << 30U;
};

/// Reads a safetensors file (https://github.com/huggingface/safetensors#format): an 8-byte little-endian header length, a JSON header,
/// the packed little-endian elements. Follows the reference reader (every byte belongs to exactly one tensor) and is stricter in one
/// thing: a name given twice is refused. dtypes F32, F64 and I64; `__metadata__` is checked and dropped. NaN and infinities are legal.
/// `partName` names the bytes in errors. Nothing is allocated for a count before it is compared with the bytes that are there.
/// Errors: FileDamaged (part, "header" or "data"), FileField (part, JSON pointer, what was expected), FileLimit (part, found, allowed),
/// TensorDType (tensor, dtype found).
[[nodiscard]] Result<std::map<std::string, Tensor>> readSafetensors(std::span<const std::byte> bytes, std::string_view partName,
                                                                    const SafetensorsLimits& limits = {});

/// Writes `tensors` (any strides) and the text pairs `metadata` in the reference writer's order: widest dtype first (I64, F64, F32),
/// then by name; the header is padded with spaces to a multiple of 8. The same content gives the same bytes.
/// Throws ErrorException (FileField) on a name or a text that is not UTF-8 and on a tensor called `__metadata__`.
[[nodiscard]] std::vector<std::byte> writeSafetensors(const std::map<std::string, Tensor>& tensors,
                                                      const std::map<std::string, std::string>& metadata = {});

}  // namespace glassnet
