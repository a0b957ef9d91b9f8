#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace glassnet::simulator::ptx {

/// Who touches memory, and when: threads of one block are ordered by barriers, blocks by nothing but the end of their launch.
struct Access {
    std::uint64_t launch = 0;
    std::uint32_t block = 0;
    std::uint32_t thread = 0;
    std::uint32_t barriers = 0;  ///< how many the block has passed
};

/// Remembers of one word who wrote it last and who has read it since.
class WordShadow {
public:
    /// Notes an access; true if it races with an earlier one: another thread's, one of the two a write, and no barrier between.
    [[nodiscard]] bool touch(const Access& access, bool writes);

private:
    [[nodiscard]] static bool isUnordered(const Access& earlier, const Access& now);

    Access m_write;
    Access m_read;
    bool m_readByThreads = false;  ///< by several of m_read's block, since its last barrier
    bool m_readByBlocks = false;
};

/// The shadows of a piece of memory. Words have one for each 4 bytes, narrower accesses one for each byte; a race between a word and one
/// of its bytes is not seen.
class RaceShadow {
public:
    explicit RaceShadow(std::size_t size) : m_words((size + 3) / 4) {}
    /// As WordShadow::touch, for `width` bytes from `offset`.
    [[nodiscard]] bool touch(std::size_t offset, std::size_t width, const Access& access, bool writes);

private:
    std::vector<WordShadow> m_words;
    std::unordered_map<std::size_t, WordShadow> m_bytes;
};

}  // namespace glassnet::simulator::ptx
