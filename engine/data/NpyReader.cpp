#include "engine/data/NpyReader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/data/NpyHeader.h"
#include "engine/data/TextEncodings.h"

namespace glassnet {

namespace {

constexpr std::string_view kNpyReaderMagic = "\x93NUMPY";
constexpr std::size_t kVersionBytes = 2;
/// NumPy's own reader takes no longer header either.
constexpr std::size_t kLongestHeader = 10'000;
/// A type's text that is longer is not shown.
constexpr std::size_t kLongestType = 32;

std::string_view text(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// The type that NumPy calls by "<f4" and the like.
std::optional<ElementType> elementType(std::string_view descr) {
    using Kind = ElementType::Kind;
    struct Row {
        std::string_view code;
        Kind kind;
    };
    static constexpr auto kRows = std::to_array<Row>({{"b1", Kind::Bool},
                                                      {"i1", Kind::Signed},
                                                      {"i2", Kind::Signed},
                                                      {"i4", Kind::Signed},
                                                      {"i8", Kind::Signed},
                                                      {"u1", Kind::Unsigned},
                                                      {"u2", Kind::Unsigned},
                                                      {"u4", Kind::Unsigned},
                                                      {"u8", Kind::Unsigned},
                                                      {"f2", Kind::Float},
                                                      {"f4", Kind::Float},
                                                      {"f8", Kind::Float}});
    if (descr.empty() || std::string_view("<>=|").find(descr[0]) == std::string_view::npos) {
        return std::nullopt;
    }
    const auto row = std::ranges::find(kRows, descr.substr(1), &Row::code);
    // "|" says that there is no order: only of single bytes.
    if (row == kRows.end() || (descr[0] == '|' && row->code[1] != '1')) {
        return std::nullopt;
    }
    return ElementType{row->kind, static_cast<std::size_t>(row->code[1] - '0'), descr[0] == '>'};
}

/// The bytes that the sizes need; none when they are beyond int64. Zero sizes count as one where the others are multiplied.
std::optional<std::uint64_t> bytesOf(const std::vector<std::int64_t>& sizes, std::size_t elementBytes) {
    auto product = static_cast<std::int64_t>(elementBytes);
    bool empty = false;
    for (const std::int64_t size : sizes) {
        empty = empty || size == 0;
        if (__builtin_mul_overflow(product, std::max<std::int64_t>(size, 1), &product)) {
            return std::nullopt;
        }
    }
    return empty ? 0U : static_cast<std::uint64_t>(product);
}

}  // namespace

bool isNpy(std::span<const std::byte> bytes) { return text(bytes).starts_with(kNpyReaderMagic); }

Result<RawArray> readNpy(std::span<const std::byte> bytes, std::string_view name) {
    const auto damaged = [name](const char* part) { return failure(ErrorCode::FileDamaged, {std::string(name), std::string(part)}); };
    const std::size_t start = kNpyReaderMagic.size() + kVersionBytes;
    if (!isNpy(bytes) || bytes.size() < start + 4) {
        return damaged("header");
    }
    const auto byte = [&bytes](std::size_t at) { return std::to_integer<std::size_t>(bytes[at]); };
    const std::size_t major = byte(kNpyReaderMagic.size());
    if (major < 1 || major > 3) {
        return damaged("header");
    }
    const std::size_t lengthBytes = major == 1 ? 2 : 4;
    std::size_t headerBytes = 0;
    for (std::size_t i = lengthBytes; i > 0; --i) {
        headerBytes = headerBytes << 8U | byte(start + i - 1);
    }
    const auto rest = bytes.subspan(start + lengthBytes);
    if (headerBytes > std::min(rest.size(), kLongestHeader)) {
        return damaged("header");
    }
    const auto header = parseNpyHeader(text(rest.first(headerBytes)));
    if (!header) {
        return damaged("header");
    }
    const auto type = elementType(header->descr);
    if (!type) {
        const bool isShown = !header->descr.empty() && header->descr.size() <= kLongestType && isUtf8(header->descr);
        return failure(ErrorCode::ArrayType, {std::string(name), isShown ? header->descr : std::string("[...]")});
    }
    if (header->shape.size() > static_cast<std::size_t>(Shape::kMaxRank)) {
        return failure(ErrorCode::FileLimit,
                       {std::string(name), static_cast<std::int64_t>(header->shape.size()), std::int64_t{Shape::kMaxRank}});
    }
    const auto data = rest.subspan(headerBytes);
    if (bytesOf(header->shape, type->bytes) != data.size()) {
        return damaged("data");
    }
    return RawArray{std::string(name), Shape(std::span<const std::int64_t>(header->shape)), *type, header->fortranOrder, data};
}

}  // namespace glassnet
