#include "engine/data/TextEncodings.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace glassnet {

namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 2> kUtf16Marks{"\xFF\xFE", "\xFE\xFF"};

/// The characters of 0x80 to 0x9F; those that Windows leaves open stand for themselves.
constexpr std::array<char32_t, 32> kWindows{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned octetAt(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// How many bytes of ASCII without zero bytes `text` begins with, eight at a time where it can.
std::size_t plainBytes(std::string_view text) {
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        // A byte of zero borrows from its own high bit.
        if ((word & kHigh) != 0 || ((word - kOnes) & kHigh) != 0) {
            break;
        }
    }
    while (at < text.size() && octetAt(text, at) - 1U < 0x7FU) {
        ++at;
    }
    return at;
}

/// The bytes of the UTF-8 character that `text` begins with; 0 when it is none.
std::size_t characterBytes(std::string_view text) {
    const unsigned first = octetAt(text, 0);
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (bytes < 2 || text.size() < bytes) {
        return bytes == 1 ? 1 : 0;
    }
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((octetAt(text, i) & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    const unsigned second = octetAt(text, 1);
    const bool refused = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) || (first == 0xF0 && second < 0x90) ||
                         (first == 0xF4 && second > 0x8F);
    return refused ? 0 : bytes;
}

/// The place of the first byte from `from` on that is zero or, if `strict`, no UTF-8; the size of `text` when there is none.
std::size_t findBadByte(std::string_view text, std::size_t from, bool strict, const ReadControl& control, bool& stopped) {
    std::size_t next = from;
    while (from < text.size()) {
        if (from >= next) {
            stopped = control.isCancelled();
            if (stopped) {
                return from;
            }
            next = from + kReadControlBytes;
        }
        from += plainBytes(text.substr(from, next - from));
        if (from < text.size() && from < next) {
            const std::size_t bytes = octetAt(text, from) == 0 ? 0 : strict ? characterBytes(text.substr(from, 4)) : 1;
            if (bytes == 0) {
                return from;
            }
            from += bytes;
        }
    }
    return text.size();
}

}  // namespace

std::string_view textOf(std::span<const std::byte> bytes) {
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.starts_with(kUtf8Mark)) {
        text.remove_prefix(kUtf8Mark.size());
    }
    return text;
}

Result<TextEncoding> findEncoding(std::string_view text, std::string_view name, std::optional<TextEncoding> wanted,
                                  const ReadControl& control) {
    const auto bad = [&](std::size_t at) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return failure(ErrorCode::TextBytes, {std::string(name), static_cast<std::int64_t>(line)});
    };
    if (std::ranges::any_of(kUtf16Marks, [text](std::string_view mark) { return text.starts_with(mark); })) {
        return bad(0);
    }
    bool stopped = false;
    std::size_t at = 0;
    auto encoding = wanted.value_or(TextEncoding::Utf8);
    if (encoding == TextEncoding::Utf8) {
        at = findBadByte(text, 0, true, control, stopped);
        if (!stopped && at < text.size() && (wanted || text[at] == '\0')) {
            return bad(at);
        }
        encoding = at < text.size() ? TextEncoding::Windows1252 : TextEncoding::Utf8;
    }
    if (!stopped && encoding == TextEncoding::Windows1252) {
        at = findBadByte(text, at, false, control, stopped);
        if (!stopped && at < text.size()) {
            return bad(at);
        }
    }
    if (stopped) {
        return failure(ErrorCode::ReadStopped, {std::string(name)});
    }
    return encoding;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = characterBytes(text);
        if (bytes == 0) {
            return false;
        }
        text.remove_prefix(bytes);
    }
    return true;
}

std::string toUtf8(std::string_view text, TextEncoding encoding) {
    if (encoding == TextEncoding::Utf8) {
        return std::string(text);
    }
    std::string result;
    for (const char byte : text) {
        const char32_t number = static_cast<unsigned char>(byte);
        const char32_t character = number >= 0x80 && number < 0xA0 ? kWindows[number - 0x80] : number;
        if (character < 0x80) {
            result += byte;
        } else if (character < 0x800) {
            result += static_cast<char>(0xC0U | character >> 6U);
            result += static_cast<char>(0x80U | (character & 0x3FU));
        } else {
            result += static_cast<char>(0xE0U | character >> 12U);
            result += static_cast<char>(0x80U | (character >> 6U & 0x3FU));
            result += static_cast<char>(0x80U | (character & 0x3FU));
        }
    }
    return result;
}

}  // namespace glassnet
