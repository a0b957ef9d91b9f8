#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/data/RawArray.h"
#include "engine/data/ReadControl.h"

namespace glassnet {

/// Arrays, and the bytes that they view where these had to be unpacked.
struct RawArrays {
    std::vector<RawArray> arrays;
    std::vector<std::vector<std::byte>> unpacked;
};

/// True when the bytes begin as a zip file does.
[[nodiscard]] bool isZip(std::span<const std::byte> bytes);

/// Reads a .npz file, a zip of .npy files, stored or deflated: its arrays in their order, named without ".npy". `name` names the file in
/// errors: those of readNpy, with the array's name; FileDamaged (name, "zip" or an entry), TableUnknown (name) when an entry is no .npy
/// file, TableEmpty, TableTooLarge (all arrays together), FileLimit (name, entries, allowed), ReadStopped.
[[nodiscard]] Result<RawArrays> readNpz(std::span<const std::byte> bytes, std::string_view name, const ReadControl& control = {});

}  // namespace glassnet
