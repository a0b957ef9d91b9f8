#include "tests/support/cuda/DeviceMemory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "tests/support/cuda/Sanitizers.h"

namespace glassnet::simulator {

namespace {

constexpr std::size_t kAlignment = 256;

std::size_t offset(const Allocation& allocation, const void* address) {
    return static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(address) - allocation.begin());
}

}  // namespace

void* MemoryPool::allocate(std::size_t size, int device, bool follow) {
    void* memory = nullptr;
    if (posix_memalign(&memory, kAlignment, size) != 0) {
        return nullptr;
    }
    std::memset(memory, 0xFF, size);
    Allocation made{static_cast<std::byte*>(memory), size, device, ++m_serial, {}};
    if (follow) {
        made.written.assign(size, 0);
    }
    if (m_guarded) {
        close(made);
    }
    m_allocations.emplace(made.begin(), std::move(made));
    return memory;
}

bool MemoryPool::release(const void* start) {
    const auto found = m_allocations.find(reinterpret_cast<std::uintptr_t>(start));
    if (found == m_allocations.end()) {
        return false;
    }
    open(found->second);
    std::free(found->second.start);
    m_allocations.erase(found);
    return true;
}

void MemoryPool::clear() {
    while (!m_allocations.empty()) {
        release(m_allocations.begin()->second.start);
    }
}

Allocation* MemoryPool::find(const void* address) {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    auto next = m_allocations.upper_bound(at);
    if (next == m_allocations.begin()) {
        return nullptr;
    }
    Allocation& candidate = (--next)->second;
    return at < candidate.end() ? &candidate : nullptr;
}

bool MemoryPool::holds(const void* address, std::size_t size) {
    const Allocation* allocation = find(address);
    return allocation != nullptr && size <= allocation->end() - reinterpret_cast<std::uintptr_t>(address);
}

void MemoryPool::open(const Allocation& allocation) const { unpoison(allocation.start, allocation.size); }

void MemoryPool::close(const Allocation& allocation) const {
    if (m_guarded) {
        poison(allocation.start, allocation.size);
    }
}

void MemoryPool::markWritten(const void* address, std::size_t size) {
    Allocation* allocation = find(address);
    if (allocation != nullptr && !allocation->written.empty()) {
        std::fill_n(allocation->written.begin() + static_cast<std::ptrdiff_t>(offset(*allocation, address)), size, std::uint8_t{1});
    }
}

void MemoryPool::copyWritten(const void* to, const void* from, std::size_t size) {
    Allocation* target = find(to);
    const Allocation* source = find(from);
    if (target != nullptr && source != nullptr && !target->written.empty() && !source->written.empty()) {
        std::memmove(target->written.data() + offset(*target, to), source->written.data() + offset(*source, from), size);
    }
}

}  // namespace glassnet::simulator
