#include "engine/project/Container.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "engine/data/StoredZip.h"
#include "engine/data/ZipHandles.h"
#include "engine/project/Manifest.h"
#include "engine/project/Sha256.h"
#include "engine/project/ZipDirectory.h"

namespace glassnet {

namespace {

constexpr std::size_t kEndCommentLengthBytes = 2;
constexpr std::size_t kLongestComment = 0xFFFF;

// libzip's fragments are not const, though it only reads from them.
zip_buffer_fragment_t fragment(std::span<const std::byte> bytes) {
    return {const_cast<zip_uint8_t*>(reinterpret_cast<const zip_uint8_t*>(bytes.data())), bytes.size()};
}

/// Opens checked bytes. libzip tries every end-of-directory record in the last 64 KiB and believes their counts; a comment of full length
/// behind the checked record leaves no other in sight.
ZipArchive openChecked(std::span<const std::byte> bytes) {
    static constexpr std::array<std::byte, kLongestComment> kComment{};
    static constexpr std::array<std::byte, kEndCommentLengthBytes> kCommentLength{std::byte{0xFF}, std::byte{0xFF}};
    const std::array fragments{fragment(bytes.first(bytes.size() - kEndCommentLengthBytes)), fragment(kCommentLength), fragment(kComment)};
    ZipSource source(zip_source_buffer_fragment_create(fragments.data(), fragments.size(), 0, nullptr));
    ZipArchive archive(source ? zip_open_from_source(source.get(), ZIP_RDONLY, nullptr) : nullptr);
    if (archive) {
        // The archive owns it now.
        static_cast<void>(source.release());
    }
    return archive;
}

/// The unpacked bytes of an entry; none when they do not unpack to exactly `size` bytes with the entry's CRC.
std::optional<std::vector<std::byte>> readPart(zip_t* archive, zip_uint64_t index, std::uint64_t size) {
    const ZipFile file(zip_fopen_index(archive, index, 0));
    if (!file) {
        return std::nullopt;
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const zip_int64_t got = zip_fread(file.get(), bytes.data() + done, bytes.size() - done);
        if (got <= 0) {
            return std::nullopt;
        }
        done += static_cast<std::size_t>(got);
    }
    // libzip compares the CRC when it meets the end.
    std::byte beyond{};
    if (zip_fread(file.get(), &beyond, 1) != 0) {
        return std::nullopt;
    }
    return bytes;
}

tl::unexpected<Error> limitError(std::string_view part, std::uint64_t found, std::uint64_t allowed) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    return failure(ErrorCode::FileLimit, {std::string(part), static_cast<std::int64_t>(std::min(found, kMost)),
                                          static_cast<std::int64_t>(std::min(allowed, kMost))});
}

}  // namespace

Result<Container> readContainer(std::span<const std::byte> bytes, std::string_view name, const ContainerLimits& limits) {
    const std::string file(name);
    const auto entries = readZipDirectory(bytes, name, limits);
    if (!entries) {
        return tl::unexpected<Error>(entries.error());
    }
    const ZipArchive archive = openChecked(bytes);
    if (!archive || zip_get_num_entries(archive.get(), 0) != static_cast<zip_int64_t>(entries->size())) {
        return failure(ErrorCode::FileDamaged, {file, "zip"});
    }
    // The manifest comes before the other parts: a file that is too new is told apart from a damaged one.
    const auto manifestEntry = std::ranges::find(*entries, kManifestPart, &ZipEntry::name);
    if (manifestEntry == entries->end()) {
        return failure(ErrorCode::MissingPart, {file, std::string(kManifestPart)});
    }
    const auto manifestIndex = static_cast<zip_uint64_t>(manifestEntry - entries->begin());
    const auto manifestBytes = readPart(archive.get(), manifestIndex, manifestEntry->size);
    if (!manifestBytes) {
        return failure(ErrorCode::FileDamaged, {file, std::string(kManifestPart)});
    }
    const auto manifest = readManifest(*manifestBytes, name);
    if (!manifest) {
        return tl::unexpected<Error>(manifest.error());
    }

    Container container;
    for (std::size_t index = 0; index < entries->size(); ++index) {
        const ZipEntry& entry = (*entries)[index];
        if (entry.name == kManifestPart || entry.name == kMimeTypePart) {
            continue;
        }
        const auto hash = manifest->sha256.find(entry.name);
        auto part = hash == manifest->sha256.end() ? std::nullopt : readPart(archive.get(), index, entry.size);
        if (!part || sha256Hex(*part) != hash->second) {
            return failure(ErrorCode::FileDamaged, {file, entry.name});
        }
        container.parts.emplace(entry.name, std::move(*part));
    }
    for (const auto& [part, hash] : manifest->sha256) {
        if (!container.parts.contains(part)) {
            return failure(ErrorCode::MissingPart, {file, part});
        }
    }
    return container;
}

Result<std::vector<std::byte>> writeContainer(const std::map<std::string, std::vector<std::byte>>& parts, std::string_view writerVersion,
                                              const ContainerLimits& limits) {
    Manifest manifest{std::string(writerVersion), {}};
    std::uint64_t total = 0;
    for (const auto& [part, bytes] : parts) {
        if (!isPartName(part) || part.size() > limits.nameBytes || part == kMimeTypePart || part == kManifestPart) {
            return failure(ErrorCode::FileField, {part, std::string(), "part name"});
        }
        total += bytes.size();
        if (total > limits.totalBytes) {
            return limitError(part, total, limits.totalBytes);
        }
    }
    if (parts.size() + 2 > limits.entries) {
        return limitError(kManifestPart, parts.size() + 2, limits.entries);
    }
    for (const auto& [part, bytes] : parts) {
        manifest.sha256.emplace(part, sha256Hex(bytes));
    }
    const auto manifestBytes = writeManifest(manifest);
    std::vector<std::pair<std::string, std::span<const std::byte>>> entries;
    entries.reserve(parts.size() + 2);
    entries.emplace_back(kMimeTypePart, std::as_bytes(std::span(kContainerMimeType)));
    entries.emplace_back(kManifestPart, manifestBytes);
    for (const auto& [part, bytes] : parts) {
        entries.emplace_back(part, bytes);
    }
    auto packed = packStored(entries);
    if (packed.size() > limits.fileBytes) {
        return limitError(kManifestPart, packed.size(), limits.fileBytes);
    }
    return packed;
}

}  // namespace glassnet
