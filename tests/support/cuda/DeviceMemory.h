#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace glassnet::simulator {

/// One piece of memory that cudaMalloc or cudaMallocHost gave.
struct Allocation {
    std::byte* start = nullptr;
    std::size_t size = 0;
    int device = 0;
    /// Counts up: tells it from another that lay at the same address before.
    std::uint64_t serial = 0;
    /// One a byte, where writes are followed: whether anything wrote there.
    std::vector<std::uint8_t> written;

    [[nodiscard]] std::uintptr_t begin() const { return reinterpret_cast<std::uintptr_t>(start); }
    [[nodiscard]] std::uintptr_t end() const { return begin() + size; }
};

/// The memory of all devices, or all pinned memory of the host. A new allocation is full of NaN bits. With `guarded`, instrumented code
/// may touch it only between open() and close().
class MemoryPool {
public:
    explicit MemoryPool(bool guarded) : m_guarded(guarded) {}
    ~MemoryPool() { clear(); }
    MemoryPool(const MemoryPool&) = delete;
    MemoryPool& operator=(const MemoryPool&) = delete;

    /// Aligned to 256 bytes; null where the host has none left. `follow`: keep `written`.
    void* allocate(std::size_t size, int device, bool follow);
    /// False if no allocation starts there.
    bool release(const void* start);
    void clear();

    /// The allocation that `address` lies in, or null.
    [[nodiscard]] Allocation* find(const void* address);
    /// Whether `size` bytes from `address` lie in one allocation.
    [[nodiscard]] bool holds(const void* address, std::size_t size);
    [[nodiscard]] const std::map<std::uintptr_t, Allocation>& all() const { return m_allocations; }

    void open(const Allocation& allocation) const;
    void close(const Allocation& allocation) const;

    /// Notes that these bytes, in one allocation, were written.
    void markWritten(const void* address, std::size_t size);
    /// Notes that `to` was written with a copy of `from`: as known or unknown as that. Both lie in this pool.
    void copyWritten(const void* to, const void* from, std::size_t size);

private:
    std::map<std::uintptr_t, Allocation> m_allocations;
    std::uint64_t m_serial = 0;
    bool m_guarded;
};

}  // namespace glassnet::simulator
