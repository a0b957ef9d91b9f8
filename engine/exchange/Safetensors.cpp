#include "engine/exchange/Safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "the elements are copied as they are");

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kAlignment = 8;
constexpr std::string_view kMetadata = "__metadata__";

struct DTypeName {
    std::string_view name;
    DType dtype;
};
/// In the order of the reference writer.
constexpr auto kDTypes = std::to_array<DTypeName>({{"I64", DType::Int64}, {"F64", DType::Float64}, {"F32", DType::Float32}});
/// The longest dtype name in the format is F8_E8M0's; a longer text is no dtype and is kept out of the error.
constexpr std::size_t kLongestDType = 16;

/// One tensor of the header; `begin` and `end` count from the first byte behind the header.
struct HeaderEntry {
    std::string name;
    DType dtype;
    Shape shape;
    std::uint64_t begin;
    std::uint64_t end;
};

std::int64_t clamped(std::uint64_t count) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(count, std::numeric_limits<std::int64_t>::max()));
}

/// Reads one header; every error names the part.
class HeaderReader {
public:
    HeaderReader(std::string_view part, const SafetensorsLimits& limits) : m_part(part), m_limits(limits) {}

    [[nodiscard]] Result<std::vector<HeaderEntry>> read(std::string_view text) const {
        const JsonLimits jsonLimits{.values = 1024 + 20 * static_cast<std::size_t>(m_limits.tensors)};
        auto header = parseStrictJson(text, m_part, jsonLimits);
        if (!header) {
            return tl::unexpected<Error>(std::move(header.error()));
        }
        if (!header->is_object()) {
            return field("", "object");
        }
        if (header->size() > m_limits.tensors + 1) {
            return limit(header->size(), m_limits.tensors);
        }
        std::vector<HeaderEntry> entries;
        entries.reserve(header->size());
        for (const auto& [name, value] : header->items()) {
            if (name == kMetadata) {
                if (const auto error = checkMetadata(value)) {
                    return tl::unexpected<Error>(*error);
                }
                continue;
            }
            auto entry = readEntry(name, value);
            if (!entry) {
                return tl::unexpected<Error>(std::move(entry.error()));
            }
            entries.push_back(std::move(*entry));
        }
        return entries;
    }

private:
    [[nodiscard]] tl::unexpected<Error> field(const std::string& pointer, const char* expected) const {
        return failure(ErrorCode::FileField, {m_part, pointer, expected});
    }
    [[nodiscard]] tl::unexpected<Error> limit(std::uint64_t found, std::uint64_t allowed) const {
        return failure(ErrorCode::FileLimit, {m_part, clamped(found), clamped(allowed)});
    }

    [[nodiscard]] std::optional<Error> checkMetadata(const json& value) const {
        const std::string pointer = jsonPointerStep(kMetadata);
        if (!value.is_object()) {
            return field(pointer, "object").value();
        }
        for (const auto& [key, text] : value.items()) {
            if (!text.is_string()) {
                return field(pointer + jsonPointerStep(key), "string").value();
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Result<HeaderEntry> readEntry(const std::string& name, const json& value) const {
        if (name.size() > m_limits.nameBytes) {
            return limit(name.size(), m_limits.nameBytes);
        }
        const std::string pointer = jsonPointerStep(name);
        if (!value.is_object()) {
            return field(pointer, "object");
        }
        const auto dtype = value.find("dtype");
        if (dtype == value.end() || !dtype->is_string()) {
            return field(pointer + "/dtype", "string");
        }
        const auto& dtypeText = dtype->get_ref<const std::string&>();
        if (dtypeText.size() > kLongestDType) {
            return field(pointer + "/dtype", "dtype");
        }
        const auto row = std::ranges::find(kDTypes, dtypeText, &DTypeName::name);
        if (row == kDTypes.end()) {
            return failure(ErrorCode::TensorDType, {name, dtypeText});
        }
        const auto offsets = value.find("data_offsets");
        if (offsets == value.end() || !isCounts(*offsets) || offsets->size() != 2) {
            return field(pointer + "/data_offsets", "two integers");
        }
        const auto begin = offsets->at(0).get<std::uint64_t>();
        const auto end = offsets->at(1).get<std::uint64_t>();
        if (end < begin) {
            return field(pointer + "/data_offsets", "begin before end");
        }
        if (end - begin > m_limits.tensorBytes) {
            return limit(end - begin, m_limits.tensorBytes);
        }
        const auto shape = value.find("shape");
        if (shape == value.end() || !isCounts(*shape)) {
            return field(pointer + "/shape", "integers");
        }
        if (shape->size() > static_cast<std::size_t>(Shape::kMaxRank)) {
            return limit(shape->size(), static_cast<std::uint64_t>(Shape::kMaxRank));
        }
        auto sizes = readSizes(*shape, byteSize(row->dtype), end - begin);
        if (!sizes) {
            return field(pointer + "/shape", "shape of the data's size");
        }
        return HeaderEntry{name, row->dtype, *sizes, begin, end};
    }

    [[nodiscard]] static bool isCounts(const json& value) {
        return value.is_array() && std::ranges::all_of(value, [](const json& count) { return count.is_number_unsigned(); });
    }

    /// The shape, when its elements fill `bytes` exactly. Zero sizes count as one for the overflow check, as the strides need it.
    [[nodiscard]] static std::optional<Shape> readSizes(const json& shape, std::size_t elementBytes, std::uint64_t bytes) {
        std::array<std::int64_t, Shape::kMaxRank> sizes{};
        auto product = static_cast<std::int64_t>(elementBytes);
        bool empty = false;
        std::size_t rank = 0;
        for (const json& value : shape) {
            const auto size = value.get<std::uint64_t>();
            if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
                return std::nullopt;
            }
            sizes.at(rank) = static_cast<std::int64_t>(size);
            empty = empty || size == 0;
            if (__builtin_mul_overflow(product, std::max<std::int64_t>(sizes.at(rank), 1), &product)) {
                return std::nullopt;
            }
            ++rank;
        }
        if ((empty ? 0U : static_cast<std::uint64_t>(product)) != bytes) {
            return std::nullopt;
        }
        return Shape(std::span<const std::int64_t>(sizes.data(), rank));
    }

    std::string m_part;
    SafetensorsLimits m_limits;
};

template <class T>
void copyBytes(Tensor& tensor, std::span<const std::byte> bytes) {
    if (!bytes.empty()) {
        std::memcpy(tensor.values<T>().data(), bytes.data(), bytes.size());
    }
}

Tensor makeTensor(const HeaderEntry& entry, std::span<const std::byte> bytes) {
    Tensor tensor = Tensor::zeros(entry.shape, entry.dtype);
    switch (entry.dtype) {
        case DType::Float32:
            copyBytes<float>(tensor, bytes);
            break;
        case DType::Float64:
            copyBytes<double>(tensor, bytes);
            break;
        case DType::Int64:
            copyBytes<std::int64_t>(tensor, bytes);
            break;
    }
    return tensor;
}

/// `text` as a JSON string.
std::string quoted(const std::string& text) {
    try {
        return json(text).dump();
    } catch (const json::type_error&) {
        throw ErrorException(Error{ErrorCode::FileField, {text, std::string(), "UTF-8"}});
    }
}

/// The text pairs as a JSON object.
std::string objectOf(const std::map<std::string, std::string>& pairs) {
    std::string text = "{";
    for (const auto& [key, value] : pairs) {
        text.append(text.size() > 1 ? "," : "").append(quoted(key)).append(":").append(quoted(value));
    }
    return text.append("}");
}

/// A tensor's header entry when its `bytes` bytes begin at `begin`.
std::string entryOf(std::string_view dtype, const Shape& shape, std::size_t begin, std::size_t bytes) {
    std::string text = "{\"dtype\":\"";
    text.append(dtype).append("\",\"shape\":").append(json(shape.sizes()).dump()).append(",\"data_offsets\":[");
    return text.append(std::to_string(begin)).append(",").append(std::to_string(begin + bytes)).append("]}");
}

}  // namespace

Result<std::map<std::string, Tensor>> readSafetensors(std::span<const std::byte> bytes, std::string_view partName,
                                                      const SafetensorsLimits& limits) {
    const std::string part(partName);
    if (bytes.size() < kLengthBytes) {
        return failure(ErrorCode::FileDamaged, {part, "header"});
    }
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, bytes.data(), kLengthBytes);
    const auto rest = bytes.subspan(kLengthBytes);
    if (headerBytes > limits.headerBytes) {
        return failure(ErrorCode::FileLimit, {part, clamped(headerBytes), clamped(limits.headerBytes)});
    }
    if (headerBytes > rest.size()) {
        return failure(ErrorCode::FileDamaged, {part, "header"});
    }
    std::string text(static_cast<std::size_t>(headerBytes), '\0');
    std::memcpy(text.data(), rest.data(), text.size());
    const auto data = rest.subspan(text.size());

    auto entries = HeaderReader(part, limits).read(text);
    if (!entries) {
        return tl::unexpected<Error>(std::move(entries.error()));
    }
    std::ranges::sort(*entries, {}, [](const HeaderEntry& entry) { return std::pair(entry.begin, entry.end); });
    std::uint64_t expected = 0;
    for (const HeaderEntry& entry : *entries) {
        if (entry.begin != expected) {
            return failure(ErrorCode::FileField, {part, jsonPointerStep(entry.name) + "/data_offsets", "no hole and no overlap"});
        }
        expected = entry.end;
    }
    if (expected != data.size()) {
        return failure(ErrorCode::FileDamaged, {part, "data"});
    }

    std::map<std::string, Tensor> tensors;
    for (const HeaderEntry& entry : *entries) {
        const auto begin = static_cast<std::size_t>(entry.begin);
        tensors.emplace(entry.name, makeTensor(entry, data.subspan(begin, static_cast<std::size_t>(entry.end) - begin)));
    }
    return tensors;
}

std::vector<std::byte> writeSafetensors(const std::map<std::string, Tensor>& tensors, const std::map<std::string, std::string>& metadata) {
    if (tensors.contains(std::string(kMetadata))) {
        throw ErrorException(Error{ErrorCode::FileField, {std::string(kMetadata), std::string(), "tensor name"}});
    }
    std::string header = "{";
    const auto addMember = [&header](const std::string& key, const std::string& value) {
        header.append(header.size() > 1 ? "," : "").append(quoted(key)).append(":").append(value);
    };
    if (!metadata.empty()) {
        addMember(std::string(kMetadata), objectOf(metadata));
    }
    std::vector<Tensor> inOrder;
    std::size_t dataBytes = 0;
    for (const DTypeName& row : kDTypes) {
        for (const auto& [name, tensor] : tensors) {
            if (tensor.dtype() == row.dtype) {
                inOrder.push_back(tensor.contiguous());
                const std::size_t size = inOrder.back().bytes().size();
                addMember(name, entryOf(row.name, tensor.shape(), dataBytes, size));
                dataBytes += size;
            }
        }
    }
    header.append("}");
    header.resize((header.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');

    std::vector<std::byte> bytes(kLengthBytes + header.size() + dataBytes);
    std::size_t at = 0;
    const auto put = [&bytes, &at](std::span<const std::byte> part) {
        std::ranges::copy(part, bytes.begin() + static_cast<std::ptrdiff_t>(at));
        at += part.size();
    };
    const std::uint64_t headerBytes = header.size();
    put(std::as_bytes(std::span(&headerBytes, 1)));
    put(std::as_bytes(std::span(header)));
    for (const Tensor& tensor : inOrder) {
        put(tensor.bytes());
    }
    return bytes;
}

}  // namespace glassnet
