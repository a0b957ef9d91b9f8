#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "engine/backend/cuda/CudaGraph.h"

namespace glassnet {

/// Whole steps that are recorded once for each size of a batch and then replayed, with a limit on how many wait in the queue.
class CudaReplay {
public:
    explicit CudaReplay(const CudaDevice& device);

    /// Queues the step of a batch of `rows` samples, which `queue` would queue. The first time it is queued that way, and not recorded
    /// before it comes again: a library may load code at its first call, which a recording forbids. Waits while kAhead steps are not done.
    void step(const CudaDevice& device, std::int64_t rows, const std::function<void()>& queue);
    /// Forgets the recordings, whose addresses or numbers no longer hold. What was queued must be done.
    void forget() noexcept { m_recordings.clear(); }

    /// Steps that wait in the queue at most.
    static constexpr std::size_t kAhead = 4;

private:
    struct Recording {
        std::int64_t rows = 0;
        std::optional<CudaGraph> graph;
    };
    using Event = CudaHandle<cudaEvent_t, cudaEventDestroy>;

    std::vector<Recording> m_recordings;
    std::array<Event, kAhead> m_events;
    std::size_t m_steps = 0;
};

}  // namespace glassnet
