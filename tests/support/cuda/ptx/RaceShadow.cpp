#include "tests/support/cuda/ptx/RaceShadow.h"

namespace glassnet::simulator::ptx {

bool WordShadow::isUnordered(const Access& earlier, const Access& now) {
    return earlier.launch == now.launch &&
           (earlier.block != now.block || (earlier.thread != now.thread && earlier.barriers == now.barriers));
}

bool WordShadow::touch(const Access& access, bool writes) {
    bool races = isUnordered(m_write, access);
    const bool readBefore = m_read.launch == access.launch;
    const bool sameBlock = readBefore && m_read.block == access.block;
    const bool sameTime = sameBlock && m_read.barriers == access.barriers;
    if (writes) {
        races = races || isUnordered(m_read, access) || (readBefore && m_readByBlocks) || (sameTime && m_readByThreads);
        m_write = access;
        return races;
    }
    m_readByBlocks = readBefore && (m_readByBlocks || !sameBlock);
    m_readByThreads = sameTime && (m_readByThreads || m_read.thread != access.thread);
    m_read = access;
    return races;
}

bool RaceShadow::touch(std::size_t offset, std::size_t width, const Access& access, bool writes) {
    bool races = false;
    if (width < 4) {
        for (std::size_t i = 0; i < width; ++i) {
            races = m_bytes[offset + i].touch(access, writes) || races;
        }
        return races;
    }
    for (std::size_t i = 0; i < width; i += 4) {
        races = m_words[(offset + i) / 4].touch(access, writes) || races;
    }
    return races;
}

}  // namespace glassnet::simulator::ptx
