#include "engine/program/StateKey.h"

#include <array>
#include <charconv>

namespace glassnet {

namespace {

constexpr auto kRoleKeys = std::to_array<std::string_view>({"", "weight", "bias", "scale", "shift", "runningMean", "runningVariance"});
constexpr std::string_view kSlot = ".slot";

/// Reads a whole number that must fill `text`; -1 for anything else.
std::int64_t wholeNumber(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::int64_t{value} : -1;
}

}  // namespace

std::string stateKeyName(const StateKey& key) {
    std::string name = std::to_string(key.layer.value) + "." + std::string(kRoleKeys.at(static_cast<std::size_t>(key.role)));
    return key.slot == 0 ? name : name + std::string(kSlot) + std::to_string(key.slot);
}

Result<StateKey> parseStateKey(std::string_view name) {
    const auto bad = failure(ErrorCode::TensorMissing, {std::string(name)});
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) {
        return bad;
    }
    const auto layer = wholeNumber(name.substr(0, dot));
    auto rest = name.substr(dot + 1);
    std::int64_t slot = 0;
    if (const auto at = rest.find(kSlot); at != std::string_view::npos) {
        slot = wholeNumber(rest.substr(at + kSlot.size()));
        rest = rest.substr(0, at);
    }
    constexpr std::int64_t kMostSlots = 8;
    for (std::size_t role = 1; role < kRoleKeys.size(); ++role) {
        if (rest == kRoleKeys[role] && layer > 0 && slot >= 0 && slot <= kMostSlots) {
            const StateKey key{{static_cast<std::uint32_t>(layer)}, static_cast<StateRole>(role), static_cast<int>(slot)};
            // "03.weight" and "3.weight.slot0" would be second names of a tensor.
            return stateKeyName(key) == name ? Result<StateKey>(key) : bad;
        }
    }
    return bad;
}

}  // namespace glassnet
