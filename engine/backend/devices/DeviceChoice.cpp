#include "engine/backend/devices/DeviceChoice.h"

#include <algorithm>

namespace glassnet {

namespace {

constexpr std::string_view kFast = "+tf32";
constexpr std::string_view kCuda = "cuda";

bool isNumber(std::string_view text) {
    // More devices than three digits can count are in no machine.
    return !text.empty() && text.size() <= 3 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string DeviceChoice::text() const { return options.tf32 ? key + std::string(kFast) : key; }

std::optional<DeviceChoice> DeviceChoice::parse(std::string_view text) {
    DeviceChoice choice;
    if (text == kCpuKey) {
        return choice;
    }
    if (text.ends_with(kFast)) {
        choice.options.tf32 = true;
        text.remove_suffix(kFast.size());
    }
    if (text == kCuda) {
        choice.key = std::string(kCuda) + ":0";
        return choice;
    }
    if (!text.starts_with(kCuda) || text.size() < kCuda.size() + 2 || text[kCuda.size()] != ':' ||
        !isNumber(text.substr(kCuda.size() + 1))) {
        return std::nullopt;
    }
    choice.key = std::string(text);
    return choice;
}

}  // namespace glassnet
