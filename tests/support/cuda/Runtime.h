#pragma once

#include <cuda_runtime.h>

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/cuda/DeviceMemory.h"
#include "tests/support/cuda/Simulator.h"

/// What the simulated calls share. Tests look at Simulator.h instead.
namespace glassnet::simulator {

/// Something that a stream does when its turn comes.
struct Operation {
    std::string_view what;
    /// The kernel, for its name, or null.
    const void* kernel = nullptr;
    /// What it was given to reach; device memory is closed to all else while it runs.
    std::vector<const void*> pointers;
    std::function<void()> run;
};

}  // namespace glassnet::simulator

struct CUgraph_st {
    std::vector<glassnet::simulator::Operation> operations;
};

struct CUgraphExec_st {
    std::vector<glassnet::simulator::Operation> operations;
};

struct CUstream_st {
    unsigned flags = 0;
    int device = 0;
    std::deque<glassnet::simulator::Operation> queue;
    CUgraph_st* capture = nullptr;
    bool captureBroken = false;
};

struct CUevent_st {
    CUstream_st* stream = nullptr;
    /// How often it was recorded, and how many of these records the stream has reached.
    std::int64_t recorded = 0;
    std::int64_t reached = 0;
};

struct cublasContext;

namespace glassnet::simulator {

struct Runtime {
    Settings settings;
    Counters counters;
    std::vector<std::string> findings;
    cudaError_t lastError = cudaSuccess;
    bool lost = false;
    MemoryPool device{true};
    MemoryPool pinned{false};
    std::set<CUstream_st*> streams;
    std::set<CUevent_st*> events;
    std::set<CUgraph_st*> graphs;
    std::set<CUgraphExec_st*> executables;
    std::set<cublasContext*> blas;
    CUstream_st defaultStream;
    /// Runs a kernel in place of its C++ form; null if there is no interpreter.
    void (*interpreter)(const Launch& launch) = nullptr;
};

[[nodiscard]] Runtime& runtime();

/// The device of the calling thread; 0 at first.
[[nodiscard]] int& currentDevice();

/// At the start of every call that can fail: counts it and says whether it fails.
[[nodiscard]] cudaError_t enter();
/// At the start of every call that frees or destroys: it fails only where the device is lost.
[[nodiscard]] cudaError_t enterFree();
/// Remembers an error for cudaGetLastError.
cudaError_t fail(cudaError_t error);
/// A finding, and the error that the call returns.
cudaError_t misuse(cudaError_t error, std::string finding);

/// Puts an operation into a stream, or into the graph that the stream is captured to.
void enqueue(CUstream_st* stream, Operation operation);
/// Runs everything that waits in a stream.
void drain(CUstream_st& stream);
/// Runs the first operation that waits; false if there is none.
bool runOne(CUstream_st& stream);
void drainAll();
/// An error if any stream is captured: this call waits or allocates, which ends a capture.
[[nodiscard]] cudaError_t refuseInCapture(std::string_view call);

/// A kernel's name, or `what` of an operation without one.
[[nodiscard]] std::string nameOf(const Operation& operation);
[[nodiscard]] std::string nameOf(const void* kernel);
/// The symbol of a kernel; null where it has none.
[[nodiscard]] const char* symbolOf(const void* kernel);
/// A kernel's name as it stands in the source, from its symbol.
[[nodiscard]] std::string readableName(const std::string& symbol);

}  // namespace glassnet::simulator
