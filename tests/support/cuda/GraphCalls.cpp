#include "tests/support/cuda/Runtime.h"

using namespace glassnet::simulator;

namespace {

bool isGraph(CUgraph_st* graph) {
    if (runtime().graphs.contains(graph)) {
        return true;
    }
    misuse(cudaErrorInvalidValue, "a graph is used that does not exist");
    return false;
}

bool isExecutable(CUgraphExec_st* executable) {
    if (runtime().executables.contains(executable)) {
        return true;
    }
    misuse(cudaErrorInvalidValue, "an executable graph is used that does not exist");
    return false;
}

void discard(CUgraph_st* graph) {
    runtime().graphs.erase(graph);
    delete graph;
}

}  // namespace

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode /*mode*/) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (stream == nullptr || !runtime().streams.contains(stream) || stream->capture != nullptr) {
        return misuse(cudaErrorStreamCaptureUnsupported, "a capture begins in the default stream or within another capture");
    }
    stream->capture = new CUgraph_st;
    stream->captureBroken = false;
    runtime().graphs.insert(stream->capture);
    return cudaSuccess;
}

// Whatever it returns, the stream is not captured any more.
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
    if (stream == nullptr || !runtime().streams.contains(stream) || stream->capture == nullptr) {
        return misuse(cudaErrorInvalidValue, "a capture ends that did not begin");
    }
    CUgraph_st* captured = stream->capture;
    stream->capture = nullptr;
    *graph = nullptr;
    cudaError_t error = enter();
    if (error == cudaSuccess && stream->captureBroken) {
        error = fail(cudaErrorStreamCaptureInvalidated);
    }
    if (error != cudaSuccess) {
        discard(captured);
        return error;
    }
    *graph = captured;
    return cudaSuccess;
}

// An executable graph holds what was captured by value: numbers that a kernel was given stay as they were.
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, unsigned long long /*flags*/) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isGraph(graph)) {
        return runtime().lastError;
    }
    *executable = new CUgraphExec_st{graph->operations};
    runtime().executables.insert(*executable);
    return cudaSuccess;
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isExecutable(executable)) {
        return runtime().lastError;
    }
    if (stream != nullptr && stream->capture != nullptr) {
        stream->captureBroken = true;
        return misuse(cudaErrorStreamCaptureUnsupported, "a graph is launched into a stream that is captured");
    }
    ++runtime().counters.graphLaunches;
    for (const Operation& each : executable->operations) {
        enqueue(stream, each);
    }
    return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
    if (!isGraph(graph)) {
        return runtime().lastError;
    }
    discard(graph);
    return enterFree();
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t executable) {
    if (!isExecutable(executable)) {
        return runtime().lastError;
    }
    runtime().executables.erase(executable);
    delete executable;
    return enterFree();
}
