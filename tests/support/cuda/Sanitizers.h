#pragma once

#include <cstddef>

/// What the sanitizers have to be told about stacks that are switched and memory that may not be touched; nothing without them.
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define GLASSNET_WITHOUT_ASAN __attribute__((no_sanitize_address))
#else
#define GLASSNET_WITHOUT_ASAN
#endif

// The runtime itself is built without the thread sanitizer, so that only a kernel's own accesses are looked at.
#ifdef GLASSNET_SIMULATOR_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace glassnet::simulator {

/// From now on every access by instrumented code ends the program.
inline void poison([[maybe_unused]] const void* memory, [[maybe_unused]] std::size_t size) {
#if defined(__SANITIZE_ADDRESS__)
    __asan_poison_memory_region(memory, size);
#endif
}

inline void unpoison([[maybe_unused]] const void* memory, [[maybe_unused]] std::size_t size) {
#if defined(__SANITIZE_ADDRESS__)
    __asan_unpoison_memory_region(memory, size);
#endif
}

/// What came before release(tag) in one simulated thread happened before what follows acquire(tag) in another.
inline void release([[maybe_unused]] void* tag) {
#ifdef GLASSNET_SIMULATOR_TSAN
    __tsan_release(tag);
#endif
}

inline void acquire([[maybe_unused]] void* tag) {
#ifdef GLASSNET_SIMULATOR_TSAN
    __tsan_acquire(tag);
#endif
}

/// True where each simulated thread needs a fiber of its own, to be one thread for the sanitizer.
#ifdef GLASSNET_SIMULATOR_TSAN
inline constexpr bool kFiberForEachThread = true;
#else
inline constexpr bool kFiberForEachThread = false;
#endif

}  // namespace glassnet::simulator
