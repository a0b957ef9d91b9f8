#include "engine/base/FileBytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace glassnet {

namespace {

constexpr mode_t kNewFileMode = 0666;  // less the umask
constexpr mode_t kPermissionBits = 07777;
constexpr std::size_t kSuffixLetters = 6;
constexpr int kNameTries = 100;
constexpr std::size_t kReadChunk = std::size_t{1} << 20U;

/// A file descriptor, closed at the end.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() { static_cast<void>(close()); }

    [[nodiscard]] bool valid() const { return m_number >= 0; }
    [[nodiscard]] int get() const { return m_number; }
    /// 0, or errno. Linux gives the number back even when it reports a failure, so there is no second try.
    [[nodiscard]] int close() {
        const int number = std::exchange(m_number, -1);
        return number < 0 || ::close(number) == 0 ? 0 : errno;
    }

private:
    int m_number;
};

tl::unexpected<Error> systemFailure(ErrorCode code, const std::filesystem::path& path, int error) {
    return failure(code, {path.string(), std::generic_category().message(error)});
}

/// 0, or errno.
int writeAll(int descriptor, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return 0;
}

/// The temporary file; removed at the end unless it was renamed.
struct Temporary {
    std::filesystem::path path;
    Descriptor descriptor{-1};
    bool renamed = false;

    Temporary(std::filesystem::path file, int number) : path(std::move(file)), descriptor(number) {}
    Temporary(Temporary&& other) noexcept
        : path(std::move(other.path)), descriptor(std::move(other.descriptor)), renamed(std::exchange(other.renamed, true)) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    Temporary& operator=(Temporary&&) = delete;
    ~Temporary() {
        if (!renamed) {
            ::unlink(path.c_str());
        }
    }
};

/// A new file beside `target`, or errno.
tl::expected<Temporary, int> makeTemporary(const std::filesystem::path& target) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    for (int i = 0; i < kNameTries; ++i) {
        std::string name = target.string() + ".";
        for (std::size_t letter = 0; letter < kSuffixLetters; ++letter) {
            name += kLetters[random() % kLetters.size()];
        }
        const int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFileMode);
        if (number >= 0) {
            return Temporary(name, number);
        }
        if (errno != EEXIST) {
            return tl::unexpected<int>(errno);
        }
    }
    return tl::unexpected<int>(EEXIST);
}

/// 0, or errno.
int syncFolder(const std::filesystem::path& folder) {
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.valid()) {
        return errno;
    }
    // EINVAL: a file system whose folders cannot be synced.
    if (::fsync(descriptor.get()) != 0 && errno != EINVAL) {
        return errno;
    }
    return descriptor.close();
}

/// 0, or errno.
int replaceFile(const std::filesystem::path& target, std::span<const std::byte> bytes) {
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        return S_ISDIR(old.st_mode) ? EISDIR : EINVAL;
    }
    auto temporary = makeTemporary(target);
    if (!temporary) {
        return temporary.error();
    }
    if (exists && ::fchmod(temporary->descriptor.get(), old.st_mode & kPermissionBits) != 0) {
        return errno;
    }
    if (const int error = writeAll(temporary->descriptor.get(), bytes); error != 0) {
        return error;
    }
    if (::fsync(temporary->descriptor.get()) != 0) {
        return errno;
    }
    if (const int error = temporary->descriptor.close(); error != 0) {
        return error;
    }
    if (::rename(temporary->path.c_str(), target.c_str()) != 0) {
        return errno;
    }
    temporary->renamed = true;
    const auto folder = target.parent_path();
    return syncFolder(folder.empty() ? std::filesystem::path(".") : folder);
}

}  // namespace

Result<std::vector<std::byte>> readFileBytes(const std::filesystem::path& path, std::uint64_t limit,
                                             const std::function<bool(std::uint64_t, std::uint64_t)>& goesOn) {
    // Without O_NONBLOCK a pipe of that name would hold the program until somebody writes.
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor.valid()) {
        const int error = errno;
        return error == ENOENT ? failure(ErrorCode::FileNotFound, {path.string()}) : systemFailure(ErrorCode::FileUnreadable, path, error);
    }
    struct stat status {};
    if (::fstat(descriptor.get(), &status) != 0) {
        return systemFailure(ErrorCode::FileUnreadable, path, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return systemFailure(ErrorCode::FileUnreadable, path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    }
    const auto tooLong = [&](std::uint64_t found) {
        return failure(ErrorCode::FileLimit, {path.string(), static_cast<std::int64_t>(found), static_cast<std::int64_t>(limit)});
    };
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) {
        return tooLong(size);
    }
    std::vector<std::byte> bytes;
    // One more, where the end is looked for: without it all would be copied.
    bytes.reserve(static_cast<std::size_t>(size) + 1);
    std::size_t done = 0;
    // The file may grow or shrink meanwhile: only the end that read() reports counts.
    while (true) {
        bytes.resize(done + std::clamp<std::size_t>(static_cast<std::size_t>(size) - std::min<std::size_t>(done, size) + 1, 1, kReadChunk));
        const ssize_t got = ::read(descriptor.get(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno != EINTR) {
            return systemFailure(ErrorCode::FileUnreadable, path, errno);
        }
        if (got == 0) {
            bytes.resize(done);
            return bytes;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        if (done > limit) {
            return tooLong(done);
        }
        if (goesOn && !goesOn(done, std::max<std::uint64_t>(size, done))) {
            return failure(ErrorCode::ReadStopped, {path.string()});
        }
    }
}

Result<void> writeFileBytesAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    std::error_code code;
    const bool link = std::filesystem::is_symlink(path, code);
    const auto target = link ? std::filesystem::canonical(path, code) : path;
    if (link && code) {
        return systemFailure(ErrorCode::FileUnwritable, path, code.value());
    }
    if (const int error = replaceFile(target, bytes); error != 0) {
        return systemFailure(ErrorCode::FileUnwritable, path, error);
    }
    return {};
}

}  // namespace glassnet
