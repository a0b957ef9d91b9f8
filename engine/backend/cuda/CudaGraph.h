#pragma once

#include <functional>

#include "engine/backend/cuda/CudaDevice.h"

namespace glassnet {

/// Work of a device that was recorded once and is queued again by one call. Addresses and numbers are those of the recording.
class CudaGraph {
public:
    /// Records what `body` queues; nothing of it runs. Throws what the device or `body` throws, and the device is then as before.
    CudaGraph(const CudaDevice& device, const std::function<void()>& body);

    void launch(const CudaDevice& device) const { device.check(cudaGraphLaunch(m_executable.get(), device.stream()), "cudaGraphLaunch"); }

private:
    CudaHandle<cudaGraphExec_t, cudaGraphExecDestroy> m_executable;
};

}  // namespace glassnet
