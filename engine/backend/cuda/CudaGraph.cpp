#include "engine/backend/cuda/CudaGraph.h"

namespace glassnet {

CudaGraph::CudaGraph(const CudaDevice& device, const std::function<void()>& body) {
    CudaHandle<cudaGraph_t, cudaGraphDestroy> graph;
    device.check(cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), "cudaStreamBeginCapture");
    try {
        body();
    } catch (...) {
        // The stream stays in capture until it is ended, and what was recorded has an owner again.
        static_cast<void>(cudaStreamEndCapture(device.stream(), graph.place()));
        static_cast<void>(cudaGetLastError());
        throw;
    }
    device.check(cudaStreamEndCapture(device.stream(), graph.place()), "cudaStreamEndCapture");
    device.check(cudaGraphInstantiate(m_executable.place(), graph.get(), 0), "cudaGraphInstantiate");
}

}  // namespace glassnet
