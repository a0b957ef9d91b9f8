#include "tests/support/cuda/ptx/Warp.h"

#include <algorithm>

namespace glassnet::simulator::ptx {

Warp::Warp(const Kernel& kernel, unsigned firstThread, unsigned threads)
    : first(firstThread),
      present(threads >= kLanes ? ~0U : (1U << threads) - 1),
      local(kernel.localSize * kLanes),
      localWritten(kernel.localSize * kLanes),
      m_slots(static_cast<std::size_t>(kernel.slotCount) * kLanes) {
    for (const Constant& each : kernel.constants) {
        std::fill_n(slot(each.slot), kLanes, each.value);
    }
}

void Warp::restart() {
    alive = present;
    waiting = 0;
    next.fill(0);
    std::ranges::fill(localWritten, std::uint8_t{0});
    std::ranges::fill(local, std::byte{0xFF});
}

}  // namespace glassnet::simulator::ptx
