#include "engine/data/IdxReader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace glassnet {

namespace {

constexpr std::size_t kStartBytes = 4;
constexpr std::size_t kSizeBytes = 4;

struct TypeRow {
    unsigned code;
    ElementType type;
};
constexpr auto kTypes = std::to_array<TypeRow>({{0x08, {ElementType::Kind::Unsigned, 1, true}},
                                                {0x09, {ElementType::Kind::Signed, 1, true}},
                                                {0x0B, {ElementType::Kind::Signed, 2, true}},
                                                {0x0C, {ElementType::Kind::Signed, 4, true}},
                                                {0x0D, {ElementType::Kind::Float, 4, true}},
                                                {0x0E, {ElementType::Kind::Float, 8, true}}});

unsigned byteAt(std::span<const std::byte> bytes, std::size_t at) { return std::to_integer<unsigned>(bytes[at]); }

std::optional<ElementType> typeOf(std::span<const std::byte> bytes) {
    const auto row = std::ranges::find(kTypes, byteAt(bytes, 2), &TypeRow::code);
    return row == kTypes.end() ? std::nullopt : std::optional(row->type);
}

}  // namespace

bool isIdx(std::span<const std::byte> bytes) {
    return bytes.size() >= kStartBytes && byteAt(bytes, 0) == 0 && byteAt(bytes, 1) == 0 && typeOf(bytes) &&
           byteAt(bytes, 3) >= 1 && byteAt(bytes, 3) <= static_cast<unsigned>(Shape::kMaxRank);
}

Result<RawArray> readIdx(std::span<const std::byte> bytes, std::string_view name) {
    const auto damaged = [name](const char* part) { return failure(ErrorCode::FileDamaged, {std::string(name), std::string(part)}); };
    const auto found = isIdx(bytes) ? typeOf(bytes) : std::nullopt;
    if (!found) {
        return damaged("header");
    }
    const ElementType type = *found;
    const std::size_t rank = byteAt(bytes, 3);
    if (bytes.size() < kStartBytes + kSizeBytes * rank) {
        return damaged("header");
    }
    std::vector<std::int64_t> sizes;
    auto needed = static_cast<std::int64_t>(type.bytes);
    bool isEmpty = false;
    for (std::size_t dim = 0; dim < rank; ++dim) {
        const std::size_t at = kStartBytes + kSizeBytes * dim;
        sizes.push_back(std::int64_t{byteAt(bytes, at)} << 24 | std::int64_t{byteAt(bytes, at + 1)} << 16 |
                        std::int64_t{byteAt(bytes, at + 2)} << 8 | std::int64_t{byteAt(bytes, at + 3)});
        isEmpty = isEmpty || sizes.back() == 0;
        if (__builtin_mul_overflow(needed, std::max<std::int64_t>(sizes.back(), 1), &needed)) {
            return damaged("data");
        }
    }
    const auto data = bytes.subspan(kStartBytes + kSizeBytes * rank);
    if (data.size() != (isEmpty ? 0U : static_cast<std::size_t>(needed))) {
        return damaged("data");
    }
    return RawArray{std::string(name), Shape(std::span<const std::int64_t>(sizes)), type, false, data};
}

}  // namespace glassnet
