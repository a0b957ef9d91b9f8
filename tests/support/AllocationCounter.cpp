#include "tests/support/AllocationCounter.h"

#include <cstdlib>
#include <new>

namespace {
thread_local bool counting = false;
thread_local std::size_t counted = 0;
thread_local std::size_t asked = 0;
}  // namespace

void* operator new(std::size_t size) {
    if (counting) {
        counted += size;
        ++asked;
    }
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace glassnet::test {

AllocationCounter::AllocationCounter() {
    counted = 0;
    asked = 0;
    counting = true;
}
AllocationCounter::~AllocationCounter() { counting = false; }

std::size_t AllocationCounter::bytes() const { return counted; }

std::size_t AllocationCounter::times() const { return asked; }

}  // namespace glassnet::test
