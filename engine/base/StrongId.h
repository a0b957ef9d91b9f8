#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace glassnet {

/// An id that cannot be mixed up with another kind of id. Zero means "none"; ids are never reused within one owner.
template <class Tag>
struct StrongId {
    std::uint32_t value = 0;

    /// True when the id names something.
    [[nodiscard]] constexpr bool valid() const noexcept { return value != 0; }
    constexpr auto operator<=>(const StrongId&) const noexcept = default;
};

}  // namespace glassnet

template <class Tag>
struct std::hash<glassnet::StrongId<Tag>> {
    std::size_t operator()(glassnet::StrongId<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
