#include "tests/support/cuda/Runtime.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "tests/support/cuda/Blas.h"

namespace glassnet::simulator {

namespace {

/// Deletes what is left of handles and says how many of them there were.
template <class T>
void clearHandles(std::set<T*>& handles, const char* what) {
    if (!handles.empty()) {
        report(std::to_string(handles.size()) + " " + what + " leaked");
    }
    for (T* each : handles) {
        delete each;
    }
    handles.clear();
}

void clearMemory(MemoryPool& pool, const char* what) {
    if (!pool.all().empty()) {
        report(std::to_string(pool.all().size()) + " allocations of " + what + " leaked");
    }
    pool.clear();
}

void execute(Operation& operation) {
    MemoryPool& device = runtime().device;
    std::vector<const Allocation*> given;
    for (const void* pointer : operation.pointers) {
        if (pointer == nullptr || runtime().pinned.find(pointer) != nullptr) {
            continue;
        }
        const Allocation* allocation = device.find(pointer);
        if (allocation == nullptr) {
            report(nameOf(operation) + ": its memory was freed before it ran");
            return;
        }
        given.push_back(allocation);
    }
    for (const Allocation* each : given) {
        device.open(*each);
    }
    operation.run();
    for (const Allocation* each : given) {
        device.close(*each);
    }
}

}  // namespace

Runtime& runtime() {
    static Runtime one;
    return one;
}

int& currentDevice() {
    thread_local int device = 0;
    return device;
}

const Settings& settings() { return runtime().settings; }
const Counters& counters() { return runtime().counters; }

void failCall(std::int64_t index, cudaError_t error, bool lasting) {
    Settings& now = runtime().settings;
    now.failAt = index < 0 ? -1 : runtime().counters.calls + index;
    now.failWith = error;
    now.failForever = lasting;
}

void report(std::string finding) {
    std::vector<std::string>& all = runtime().findings;
    if (std::ranges::find(all, finding) == all.end()) {
        all.push_back(std::move(finding));
    }
}

std::vector<std::string> takeFindings() { return std::exchange(runtime().findings, {}); }

std::size_t liveBytes(int device) {
    std::size_t total = 0;
    for (const auto& [start, each] : runtime().device.all()) {
        total += each.device == device ? each.size : 0;
    }
    return total;
}

void reset(const Settings& settings) {
    Runtime& now = runtime();
    // A stream's queued work is dropped: nothing waited for it.
    clearHandles(now.blas, "cuBLAS handles");
    clearHandles(now.executables, "executable graphs");
    clearHandles(now.graphs, "graphs");
    clearHandles(now.events, "events");
    clearHandles(now.streams, "streams");
    clearMemory(now.device, "device memory");
    clearMemory(now.pinned, "pinned memory");
    now.defaultStream = {};
    now.settings = settings;
    now.counters = {};
    now.lastError = cudaSuccess;
    now.lost = false;
}

cudaError_t fail(cudaError_t error) {
    runtime().lastError = error;
    return error;
}

cudaError_t misuse(cudaError_t error, std::string finding) {
    report(std::move(finding));
    return fail(error);
}

cudaError_t enter() {
    Runtime& now = runtime();
    const std::int64_t call = now.counters.calls++;
    const bool fails = now.lost || (now.settings.failAt >= 0 && call == now.settings.failAt);
    if (!fails) {
        return cudaSuccess;
    }
    ++now.counters.failures;
    now.lost = now.settings.failForever;
    return fail(now.settings.failWith);
}

cudaError_t enterFree() { return runtime().lost ? fail(runtime().settings.failWith) : cudaSuccess; }

bool runOne(CUstream_st& stream) {
    if (stream.queue.empty()) {
        return false;
    }
    Operation operation = std::move(stream.queue.front());
    stream.queue.pop_front();
    execute(operation);
    return true;
}

void drain(CUstream_st& stream) {
    while (runOne(stream)) {
    }
}

void drainAll() {
    for (CUstream_st* each : runtime().streams) {
        drain(*each);
    }
    drain(runtime().defaultStream);
}

void enqueue(CUstream_st* stream, Operation operation) {
    if (stream == nullptr) {
        report(nameOf(operation) + " is queued on the default stream");
        stream = &runtime().defaultStream;
    }
    if (stream->capture != nullptr) {
        stream->capture->operations.push_back(std::move(operation));
        return;
    }
    stream->queue.push_back(std::move(operation));
    if (settings().queue == QueueMode::AtOnce) {
        drain(*stream);
    }
}

cudaError_t refuseInCapture(std::string_view call) {
    bool any = false;
    for (CUstream_st* each : runtime().streams) {
        if (each->capture != nullptr) {
            each->captureBroken = true;
            any = true;
        }
    }
    return any ? misuse(cudaErrorStreamCaptureUnsupported, std::string(call) + " is called while a stream is captured") : cudaSuccess;
}

const char* symbolOf(const void* kernel) {
    Dl_info info{};
    return dladdr(kernel, &info) == 0 || info.dli_saddr != kernel ? nullptr : info.dli_sname;
}

std::string nameOf(const void* kernel) {
    const char* symbol = symbolOf(kernel);
    return symbol == nullptr ? "a kernel" : readableName(symbol);
}

std::string readableName(const std::string& symbol) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> readable(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
    std::string name = status == 0 ? readable.get() : symbol;
    name = name.substr(0, name.find('('));
    // A template's name begins with what it returns.
    return name.starts_with("void ") ? name.substr(5) : name;
}

std::string nameOf(const Operation& operation) {
    return operation.kernel == nullptr ? std::string(operation.what) : nameOf(operation.kernel);
}

Build build() {
#if defined(GLASSNET_SIMULATOR_TSAN)
    return Build::ThreadSanitizer;
#elif defined(__SANITIZE_ADDRESS__)
    return Build::AddressSanitizer;
#else
    return runtime().interpreter == nullptr ? Build::Plain : Build::Interpreter;
#endif
}

}  // namespace glassnet::simulator
