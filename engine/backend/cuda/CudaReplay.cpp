#include "engine/backend/cuda/CudaReplay.h"

#include <algorithm>

namespace glassnet {

CudaReplay::CudaReplay(const CudaDevice& device) {
    for (auto& event : m_events) {
        // Whoever waits sleeps: the processor has the window to draw.
        device.check(cudaEventCreateWithFlags(event.place(), cudaEventDisableTiming | cudaEventBlockingSync), "cudaEventCreateWithFlags");
    }
}

void CudaReplay::step(const CudaDevice& device, std::int64_t rows, const std::function<void()>& queue) {
    const auto& event = m_events[m_steps % kAhead];
    if (m_steps >= kAhead) {
        device.check(cudaEventSynchronize(event.get()), "cudaEventSynchronize");
    }
    const auto found = std::ranges::find(m_recordings, rows, &Recording::rows);
    if (found == m_recordings.end()) {
        queue();
        m_recordings.push_back({rows, std::nullopt});
    } else {
        if (!found->graph) {
            found->graph.emplace(device, queue);
        }
        found->graph->launch(device);
    }
    device.check(cudaEventRecord(event.get(), device.stream()), "cudaEventRecord");
    ++m_steps;
}

}  // namespace glassnet
