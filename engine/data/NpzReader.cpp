#include "engine/data/NpzReader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "engine/data/NpyReader.h"
#include "engine/data/TextEncodings.h"
#include "engine/data/ZipHandles.h"

namespace glassnet {

namespace {

constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::string_view kEmptyZipMagic = "PK\x05\x06";
constexpr std::string_view kZip64EndMagic = "PK\x06\x06";
constexpr std::string_view kEnding = ".npy";
constexpr std::uint64_t kMostEntries = 10'000;
/// Deflate's largest ratio is 1032 to 1; the sum allows for a short stream.
constexpr std::uint64_t kDeflateRatio = 1032;
/// Where a zip64 end record says how many entries there are, and the least that each takes in the directory.
constexpr std::size_t kZip64CountPlace = 32;
constexpr std::uint64_t kDirectoryEntryBytes = 46;

std::string_view entryText(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// libzip makes room for as many entries as a zip64 end record claims before it has seen one.
bool claimsTooManyEntries(std::string_view file) {
    for (auto at = file.find(kZip64EndMagic); at != std::string_view::npos; at = file.find(kZip64EndMagic, at + 1)) {
        std::uint64_t count = 0;
        for (std::size_t i = 8; i > 0 && at + kZip64CountPlace + 8 <= file.size(); --i) {
            count = count << 8U | static_cast<unsigned char>(file[at + kZip64CountPlace + i - 1]);
        }
        if (count > file.size() / kDirectoryEntryBytes) {
            return true;
        }
    }
    return false;
}

ZipArchive openArchive(std::span<const std::byte> bytes) {
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    ZipArchive archive(source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr);
    if (!archive) {
        zip_source_free(source);
    }
    return archive;
}

/// One way through an archive.
class ArchiveReader {
public:
    ArchiveReader(std::span<const std::byte> bytes, std::string_view name, const ReadControl& control)
        : m_bytes(bytes), m_name(name), m_control(control) {}

    [[nodiscard]] Result<RawArrays> read() {
        const ZipArchive archive = claimsTooManyEntries(entryText(m_bytes)) ? nullptr : openArchive(m_bytes);
        if (!archive) {
            return damaged("zip");
        }
        const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
        if (count > kMostEntries) {
            return failure(ErrorCode::FileLimit, {m_name, static_cast<std::int64_t>(count), static_cast<std::int64_t>(kMostEntries)});
        }
        if (const auto error = addSizes(archive.get(), count)) {
            return tl::unexpected<Error>(*error);
        }
        RawArrays result;
        for (zip_uint64_t i = 0; i < count; ++i) {
            auto array = unpack(archive.get(), i);
            if (!array) {
                return tl::unexpected<Error>(std::move(array.error()));
            }
            result.unpacked.push_back(std::move(*array));
            const auto& stat = m_stats[static_cast<std::size_t>(i)];
            auto raw = readNpy(result.unpacked.back(), stat.array);
            if (!raw) {
                return tl::unexpected<Error>(std::move(raw.error()));
            }
            result.arrays.push_back(std::move(*raw));
        }
        if (result.arrays.empty()) {
            return failure(ErrorCode::TableEmpty, {m_name});
        }
        return result;
    }

private:
    struct Stat {
        std::string array;
        std::uint64_t size;
    };

    [[nodiscard]] tl::unexpected<Error> damaged(std::string part) const {
        return failure(ErrorCode::FileDamaged, {m_name, std::move(part)});
    }

    /// What the directory says of each entry, before anything is unpacked.
    [[nodiscard]] std::optional<Error> addSizes(zip_t* archive, zip_uint64_t count) {
        for (zip_uint64_t i = 0; i < count; ++i) {
            zip_stat_t stat;
            zip_stat_init(&stat);
            if (zip_stat_index(archive, i, 0, &stat) != 0) {
                return damaged("zip").value();
            }
            constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
            const std::string_view entry = (stat.valid & ZIP_STAT_NAME) != 0 ? stat.name : "";
            if (!entry.ends_with(kEnding) || !isUtf8(entry)) {
                return Error{ErrorCode::TableUnknown, {m_name}};
            }
            const bool stored = stat.comp_method == ZIP_CM_STORE && stat.size == stat.comp_size;
            const bool deflated =
                stat.comp_method == ZIP_CM_DEFLATE && stat.comp_size < m_bytes.size() && stat.size <= kDeflateRatio * (stat.comp_size + 1);
            if ((stat.valid & kNeeded) != kNeeded || (!stored && !deflated) || stat.comp_size > m_bytes.size()) {
                return damaged(std::string(entry)).value();
            }
            m_stats.push_back({std::string(entry.substr(0, entry.size() - kEnding.size())), stat.size});
            m_total += stat.size;
            if (m_total > m_control.limits.memoryBytes) {
                return Error{ErrorCode::TableTooLarge,
                             {m_name, static_cast<std::int64_t>(m_total), static_cast<std::int64_t>(m_control.limits.memoryBytes)}};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Result<std::vector<std::byte>> unpack(zip_t* archive, zip_uint64_t index) {
        const Stat& stat = m_stats[static_cast<std::size_t>(index)];
        const ZipFile file(zip_fopen_index(archive, index, 0));
        if (!file) {
            return damaged(stat.array);
        }
        // No more than deflate can make of the bytes that are there: addSizes has seen to it.
        std::vector<std::byte> bytes;
        bytes.reserve(static_cast<std::size_t>(stat.size));
        std::size_t done = 0;
        while (done < stat.size) {
            if (!m_control.goesOn(m_done, m_total)) {
                return failure(ErrorCode::ReadStopped, {m_name});
            }
            // Grown piece by piece: setting all of it to zero at once would take longer than the control may wait.
            const std::size_t part = std::min<std::size_t>(static_cast<std::size_t>(stat.size) - done, kReadControlBytes);
            bytes.resize(done + part);
            const zip_int64_t got = zip_fread(file.get(), bytes.data() + done, part);
            if (got <= 0) {
                return damaged(stat.array);
            }
            done += static_cast<std::size_t>(got);
            m_done += static_cast<std::uint64_t>(got);
        }
        // libzip compares the CRC when it meets the end.
        std::byte beyond{};
        if (zip_fread(file.get(), &beyond, 1) != 0) {
            return damaged(stat.array);
        }
        return bytes;
    }

    std::span<const std::byte> m_bytes;
    std::string m_name;
    const ReadControl& m_control;
    std::vector<Stat> m_stats;
    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
};

}  // namespace

bool isZip(std::span<const std::byte> bytes) {
    return entryText(bytes).starts_with(kZipMagic) || entryText(bytes).starts_with(kEmptyZipMagic);
}

Result<RawArrays> readNpz(std::span<const std::byte> bytes, std::string_view name, const ReadControl& control) {
    return ArchiveReader(bytes, name, control).read();
}

}  // namespace glassnet
