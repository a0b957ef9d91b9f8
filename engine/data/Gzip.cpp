#include "engine/data/Gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <string>

namespace glassnet {

namespace {

constexpr std::array kMagic{std::byte{0x1F}, std::byte{0x8B}};
/// The largest window, and gzip's header and trailer instead of zlib's.
constexpr int kGzipWindow = MAX_WBITS + 16;

/// zlib's state, given back at the end.
class Inflater {
public:
    Inflater() {
        if (inflateInit2(&m_stream, kGzipWindow) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&m_stream); }
    [[nodiscard]] z_stream& stream() { return m_stream; }

private:
    z_stream m_stream{};
};

}  // namespace

bool isGzip(std::span<const std::byte> bytes) {
    return bytes.size() >= kMagic.size() && std::ranges::equal(bytes.first(kMagic.size()), kMagic);
}

Result<std::vector<std::byte>> gunzip(std::span<const std::byte> bytes, std::string_view name, const ReadControl& control) {
    const auto damaged = [name] { return failure(ErrorCode::FileDamaged, {std::string(name), std::string("gzip")}); };
    Inflater inflater;
    z_stream& stream = inflater.stream();
    std::vector<std::byte> unpacked;
    std::array<std::byte, kReadControlBytes> chunk;
    std::size_t read = 0;
    bool ended = false;
    while (read < bytes.size() || !ended) {
        if (!control.goesOn(read, bytes.size())) {
            return failure(ErrorCode::ReadStopped, {std::string(name)});
        }
        if (ended && inflateReset(&stream) != Z_OK) {
            return damaged();
        }
        const auto part = bytes.subspan(read, std::min<std::size_t>(bytes.size() - read, std::numeric_limits<uInt>::max()));
        // zlib's pointer is not const, though it only reads from it.
        stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(part.data()));
        stream.avail_in = static_cast<uInt>(part.size());
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t taken = part.size() - stream.avail_in;
        const std::size_t made = chunk.size() - stream.avail_out;
        read += taken;
        ended = status == Z_STREAM_END;
        if ((status != Z_OK && !ended) || (taken == 0 && made == 0)) {
            return damaged();
        }
        if (made > control.limits.memoryBytes - std::min<std::uint64_t>(unpacked.size(), control.limits.memoryBytes)) {
            return failure(ErrorCode::TableTooLarge, {std::string(name), static_cast<std::int64_t>(unpacked.size() + made),
                                                      static_cast<std::int64_t>(control.limits.memoryBytes)});
        }
        unpacked.insert(unpacked.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(made));
    }
    return unpacked;
}

}  // namespace glassnet
