#include "engine/project/Manifest.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::string_view kManifestFormat = "glassnet";
constexpr std::size_t kHashDigits = 64;
/// A version text longer than this is none.
constexpr std::size_t kVersionBytes = 64;
/// A file of the most entries, each with the longest name.
constexpr std::size_t kManifestBytes = 16U << 20U;

tl::unexpected<Error> field(const std::string& pointer, const char* expected) {
    return failure(ErrorCode::FileField, {std::string(kManifestPart), pointer, expected});
}

std::optional<int> readNumber(const json& parent, const char* key) {
    const auto value = parent.find(key);
    if (value == parent.end() || !value->is_number_unsigned() ||
        value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) {
        return std::nullopt;
    }
    return value->get<int>();
}

std::optional<FormatVersion> readVersion(const json& manifest, const char* key) {
    const auto value = manifest.find(key);
    if (value == manifest.end() || !value->is_object()) {
        return std::nullopt;
    }
    const auto major = readNumber(*value, "major");
    const auto minor = readNumber(*value, "minor");
    if (!major || !minor) {
        return std::nullopt;
    }
    return FormatVersion{*major, *minor};
}

bool isHash(const json& value) {
    return value.is_string() && value.get_ref<const std::string&>().size() == kHashDigits &&
           value.get_ref<const std::string&>().find_first_not_of("0123456789abcdef") == std::string::npos;
}

json versionJson(FormatVersion version) { return {{"major", version.major}, {"minor", version.minor}}; }

}  // namespace

Result<Manifest> readManifest(std::span<const std::byte> bytes, std::string_view file) {
    if (bytes.size() > kManifestBytes) {
        return failure(ErrorCode::FileLimit,
                       {std::string(kManifestPart), static_cast<std::int64_t>(bytes.size()), static_cast<std::int64_t>(kManifestBytes)});
    }
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    auto parsed = parseStrictJson(text, kManifestPart);
    if (!parsed) {
        return tl::unexpected<Error>(std::move(parsed.error()));
    }
    const json& manifest = *parsed;
    if (!manifest.is_object()) {
        return field("", "object");
    }
    const auto format = manifest.find("format");
    if (format == manifest.end() || *format != kManifestFormat) {
        return field("/format", "glassnet");
    }
    const auto writer = manifest.find("writerVersion");
    if (writer == manifest.end() || !writer->is_string() || writer->get_ref<const std::string&>().size() > kVersionBytes) {
        return field("/writerVersion", "string");
    }
    const auto version = readVersion(manifest, "formatVersion");
    if (!version) {
        return field("/formatVersion", "version");
    }
    const auto minReader = readVersion(manifest, "minReader");
    if (!minReader) {
        return field("/minReader", "version");
    }
    Manifest result{writer->get<std::string>(), {}};
    // Before anything else is looked at: a newer format may have changed it.
    if (*minReader > kFormatVersion || version->major > kFormatVersion.major) {
        return failure(ErrorCode::FileTooNew, {std::string(file), result.writerVersion});
    }
    const auto hashes = manifest.find("sha256");
    if (hashes == manifest.end() || !hashes->is_object()) {
        return field("/sha256", "object");
    }
    for (const auto& [part, hash] : hashes->items()) {
        if (!isHash(hash)) {
            return field("/sha256" + jsonPointerStep(part), "64 hexadecimal digits");
        }
        result.sha256.emplace(part, hash.get<std::string>());
    }
    return result;
}

std::vector<std::byte> writeManifest(const Manifest& manifest) {
    const json value = {{"format", kManifestFormat},
                        {"formatVersion", versionJson(kFormatVersion)},
                        {"minReader", versionJson(kMinReader)},
                        {"sha256", manifest.sha256},
                        {"writerVersion", manifest.writerVersion}};
    const std::string text = value.dump(2) + "\n";
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

}  // namespace glassnet
