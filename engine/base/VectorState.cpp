#include "engine/base/VectorState.h"

namespace glassnet {

#if defined(__x86_64__)

namespace {

[[gnu::target("avx")]] void clearUpperHalves() noexcept { __builtin_ia32_vzeroupper(); }

}  // namespace

void restVectorRegisters() noexcept {
    if (__builtin_cpu_supports("avx") != 0) {
        clearUpperHalves();
    }
}

#else

void restVectorRegisters() noexcept {}

#endif

}  // namespace glassnet
