#include "engine/data/StoredZip.h"

#include <algorithm>
#include <memory>
#include <new>
#include <optional>

#include "engine/data/ZipHandles.h"

namespace glassnet {

namespace {

/// 1 January 1980, 00:00:00, the zero of DOS time stamps.
constexpr zip_uint16_t kDosDate = 0x0021;
constexpr zip_uint16_t kDosTime = 0x0000;
constexpr zip_uint32_t kUnixFile0644 = zip_uint32_t{0100644} << 16U;

bool addPart(zip_t* archive, const std::string& name, std::span<const std::byte> bytes) {
    ZipSource source(zip_source_buffer(archive, bytes.data(), bytes.size(), 0));
    if (!source) {
        return false;
    }
    const zip_int64_t added = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        return false;
    }
    static_cast<void>(source.release());
    const auto index = static_cast<zip_uint64_t>(added);
    return zip_set_file_compression(archive, index, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(archive, index, kDosTime, kDosDate, 0) == 0 &&
           zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, kUnixFile0644) == 0;
}

std::optional<std::vector<std::byte>> readAll(zip_source_t* source) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0 || zip_source_open(source) != 0) {
        return std::nullopt;
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(stat.size));
    const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) {
        return std::nullopt;
    }
    return bytes;
}

}  // namespace

// Only a lack of memory makes this fail: libzip works on buffers here.
std::vector<std::byte> packStored(const std::vector<std::pair<std::string, std::span<const std::byte>>>& entries) {
    const ZipSource target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    ZipArchive archive(target ? zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr) : nullptr);
    if (!archive) {
        throw std::bad_alloc();
    }
    // The archive owns one reference; ours outlives its closing.
    zip_source_keep(target.get());
    const bool added = std::ranges::all_of(entries, [&](const auto& entry) { return addPart(archive.get(), entry.first, entry.second); });
    if (!added || zip_close(archive.get()) != 0) {
        throw std::bad_alloc();
    }
    static_cast<void>(archive.release());
    auto bytes = readAll(target.get());
    if (!bytes) {
        throw std::bad_alloc();
    }
    return std::move(*bytes);
}

}  // namespace glassnet
