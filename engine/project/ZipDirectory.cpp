#include "engine/project/ZipDirectory.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace glassnet {

namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kZip64LocatorSignature = 0x07064b50;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kZip64LocatorBytes = 20;
constexpr std::uint16_t kZipDirectoryStored = 0;
constexpr std::uint16_t kDeflated = 8;
/// Bits 1 and 2 tell how hard deflate tried, bit 11 that the name is UTF-8; every other flag changes how the bytes are read.
constexpr std::uint16_t kHarmlessFlags = 0x0806;
/// Deflate's largest ratio is 1032 to 1; the sum allows for a short stream.
constexpr std::uint64_t kDeflateRatio = 1032;

/// Little-endian fields at fixed places; the caller has checked that they are there.
class Fields {
public:
    explicit Fields(std::span<const std::byte> bytes) : m_bytes(bytes) {}
    [[nodiscard]] std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(u8(at) | u8(at + 1) << 8U); }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) | std::uint32_t{u16(at + 2)} << 16U; }
    [[nodiscard]] std::string text(std::size_t at, std::size_t length) const {
        const auto part = m_bytes.subspan(at, length);
        return {reinterpret_cast<const char*>(part.data()), part.size()};
    }

private:
    [[nodiscard]] std::uint32_t u8(std::size_t at) const { return std::to_integer<std::uint32_t>(m_bytes[at]); }

    std::span<const std::byte> m_bytes;
};

/// What the local and the central header of an entry both say, from the field "version needed" on.
struct Header {
    std::uint16_t flags;
    std::uint16_t method;
    std::uint32_t crc;
    std::uint64_t packed;
    std::uint64_t unpacked;
    std::size_t nameBytes;
    std::size_t extraBytes;

    Header(const Fields& fields, std::size_t at)
        : flags(fields.u16(at + 2)),
          method(fields.u16(at + 4)),
          crc(fields.u32(at + 10)),
          packed(fields.u32(at + 14)),
          unpacked(fields.u32(at + 18)),
          nameBytes(fields.u16(at + 22)),
          extraBytes(fields.u16(at + 24)) {}
    friend bool operator==(const Header&, const Header&) = default;

    [[nodiscard]] bool plausible() const {
        const bool stored = method == kZipDirectoryStored && packed == unpacked;
        const bool deflated = method == kDeflated && unpacked <= kDeflateRatio * (packed + 1);
        return (stored || deflated) && (flags & ~std::uint32_t{kHarmlessFlags}) == 0 && extraBytes == 0;
    }
};

class Reader {
public:
    Reader(std::span<const std::byte> bytes, std::string_view file, const ContainerLimits& limits)
        : m_bytes(bytes), m_fields(bytes), m_file(file), m_limits(limits) {}

    [[nodiscard]] Result<std::vector<ZipEntry>> read() {
        if (!startsAsContainer()) {
            return failure(ErrorCode::FileNotProject, {m_file});
        }
        if (m_bytes.size() > m_limits.fileBytes) {
            return limit(m_bytes.size(), m_limits.fileBytes);
        }
        const std::size_t end = m_bytes.size() - kEndBytes;
        const std::uint64_t count = m_fields.u16(end + 10);
        const std::uint64_t directoryBytes = m_fields.u32(end + 12);
        const std::uint64_t directory = m_fields.u32(end + 16);
        const bool oneDisk = m_fields.u32(end + 4) == 0 && m_fields.u16(end + 8) == count;
        const bool noComment = m_fields.u16(end + 20) == 0;
        if (m_fields.u32(end) != kEndSignature || !oneDisk || !noComment || directory + directoryBytes != end ||
            m_fields.u32(end - kZip64LocatorBytes) == kZip64LocatorSignature) {
            return damaged("zip");
        }
        if (count > m_limits.entries) {
            return limit(count, m_limits.entries);
        }
        return readEntries(count, static_cast<std::size_t>(directory), end);
    }

private:
    [[nodiscard]] tl::unexpected<Error> damaged(std::string part) const {
        return failure(ErrorCode::FileDamaged, {m_file, std::move(part)});
    }
    [[nodiscard]] tl::unexpected<Error> limit(std::uint64_t found, std::uint64_t allowed) const {
        constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
        return failure(ErrorCode::FileLimit,
                       {m_file, static_cast<std::int64_t>(std::min(found, kMost)), static_cast<std::int64_t>(std::min(allowed, kMost))});
    }

    /// The local header of a stored entry "mimetype" without an extra field, and its content: what `file` looks at.
    [[nodiscard]] bool startsAsContainer() const {
        constexpr std::size_t kStart = kLocalBytes + kMimeTypePart.size();
        if (m_bytes.size() < kStart + kContainerMimeType.size() + kCentralBytes + kEndBytes || m_fields.u32(0) != kLocalSignature) {
            return false;
        }
        const Header header(m_fields, 4);
        return header.method == kZipDirectoryStored && header.nameBytes == kMimeTypePart.size() && header.extraBytes == 0 &&
               header.unpacked == kContainerMimeType.size() && m_fields.text(kLocalBytes, kMimeTypePart.size()) == kMimeTypePart &&
               m_fields.text(kStart, kContainerMimeType.size()) == kContainerMimeType;
    }

    [[nodiscard]] Result<std::vector<ZipEntry>> readEntries(std::uint64_t count, std::size_t directory, std::size_t end) {
        std::vector<ZipEntry> entries;
        std::set<std::string_view> names;
        std::size_t at = directory;
        std::size_t local = 0;
        std::uint64_t total = 0;
        // Reserved so that the views in `names` stay valid; at most `limits.entries`.
        entries.reserve(static_cast<std::size_t>(count));
        for (std::uint64_t i = 0; i < count; ++i) {
            if (end - at < kCentralBytes || m_fields.u32(at) != kCentralSignature) {
                return damaged("zip");
            }
            const Header header(m_fields, at + 6);
            if (header.nameBytes > m_limits.nameBytes) {
                return limit(header.nameBytes, m_limits.nameBytes);
            }
            if (header.nameBytes > end - at - kCentralBytes) {
                return damaged("zip");
            }
            entries.push_back({m_fields.text(at + kCentralBytes, header.nameBytes), header.unpacked});
            const std::string& name = entries.back().name;
            const bool plain = m_fields.u16(at + 32) == 0 && m_fields.u16(at + 34) == 0;
            if (!plain || !header.plausible() || !isPartName(name) || !names.insert(name).second || m_fields.u32(at + 42) != local) {
                return damaged(name);
            }
            const auto next = checkLocal(header, name, local, directory);
            if (!next) {
                return damaged(name);
            }
            total += header.unpacked;
            if (total > m_limits.totalBytes) {
                return limit(total, m_limits.totalBytes);
            }
            local = *next;
            at += kCentralBytes + header.nameBytes;
        }
        if (at != end || local != directory) {
            return damaged("zip");
        }
        return entries;
    }

    /// Where the next local header begins, when the one at `local` agrees with the central one and its bytes end before the directory.
    [[nodiscard]] std::optional<std::size_t> checkLocal(const Header& central, const std::string& name, std::size_t local,
                                                        std::size_t directory) const {
        if (directory - local < kLocalBytes + name.size() || m_fields.u32(local) != kLocalSignature) {
            return std::nullopt;
        }
        const std::size_t content = local + kLocalBytes + name.size();
        if (!(Header(m_fields, local + 4) == central) || m_fields.text(local + kLocalBytes, name.size()) != name ||
            central.packed > directory - content) {
            return std::nullopt;
        }
        return content + static_cast<std::size_t>(central.packed);
    }

    std::span<const std::byte> m_bytes;
    Fields m_fields;
    std::string m_file;
    ContainerLimits m_limits;
};

}  // namespace

bool isPartName(std::string_view name) {
    const bool printable = std::ranges::all_of(name, [](char c) { return c >= ' ' && c < '\x7f' && c != '\\' && c != ':'; });
    if (name.empty() || !printable) {
        return false;
    }
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        const std::string_view segment = name.substr(begin, end - begin);
        if (segment.empty() || segment == "." || segment == "..") {
            return false;
        }
        begin = end + 1;
    }
    return true;
}

Result<std::vector<ZipEntry>> readZipDirectory(std::span<const std::byte> bytes, std::string_view file, const ContainerLimits& limits) {
    return Reader(bytes, file, limits).read();
}

}  // namespace glassnet
