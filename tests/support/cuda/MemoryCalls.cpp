#include <array>
#include <cstring>

#include "tests/support/cuda/Runtime.h"

using namespace glassnet::simulator;

namespace {

/// What a kind of copy is from and to.
struct Direction {
    cudaMemcpyKind kind;
    bool fromDevice;
    bool toDevice;
    std::int64_t Counters::*copies;
    std::int64_t Counters::*bytes;
};
constexpr auto kDirections = std::to_array<Direction>({
    {cudaMemcpyHostToDevice, false, true, &Counters::copiesToDevice, &Counters::bytesToDevice},
    {cudaMemcpyDeviceToHost, true, false, &Counters::copiesToHost, &Counters::bytesToHost},
    {cudaMemcpyDeviceToDevice, true, true, &Counters::copiesOnDevice, &Counters::bytesOnDevice},
});

/// A copy's direction, or null and an error: wrong direction, or beyond the end of an allocation.
const Direction* checkCopy(const void* to, const void* from, std::size_t size, cudaMemcpyKind kind) {
    const Direction* found = nullptr;
    for (const Direction& each : kDirections) {
        found = each.kind == kind ? &each : found;
    }
    MemoryPool& device = runtime().device;
    if (found == nullptr || found->toDevice != (device.find(to) != nullptr) || found->fromDevice != (device.find(from) != nullptr)) {
        misuse(cudaErrorInvalidValue, "a copy's direction is not where its pointers point");
        return nullptr;
    }
    if ((found->toDevice && !device.holds(to, size)) || (found->fromDevice && !device.holds(from, size))) {
        misuse(cudaErrorInvalidValue, "a copy runs past the end of device memory");
        return nullptr;
    }
    ++(runtime().counters.*found->copies);
    runtime().counters.*found->bytes += static_cast<std::int64_t>(size);
    return found;
}

void copy(const Direction& direction, void* to, const void* from, std::size_t size) {
    std::memcpy(to, from, size);
    if (direction.toDevice && direction.fromDevice) {
        runtime().device.copyWritten(to, from, size);
    } else if (direction.toDevice) {
        runtime().device.markWritten(to, size);
    }
}

cudaError_t allocate(MemoryPool& pool, void** memory, std::size_t size) {
    *memory = nullptr;
    if (size == 0) {
        return cudaSuccess;
    }
    const bool isDevice = &pool == &runtime().device;
    if (isDevice && size > settings().deviceMemory - liveBytes(currentDevice())) {
        return fail(cudaErrorMemoryAllocation);
    }
    *memory = pool.allocate(size, currentDevice(), isDevice && runtime().interpreter != nullptr);
    if (*memory == nullptr) {
        return fail(cudaErrorMemoryAllocation);
    }
    ++(isDevice ? runtime().counters.allocations : runtime().counters.pinnedAllocations);
    runtime().counters.liveBytes += isDevice ? static_cast<std::int64_t>(size) : 0;
    return cudaSuccess;
}

}  // namespace

cudaError_t cudaMalloc(void** memory, std::size_t size) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (const cudaError_t error = refuseInCapture("cudaMalloc")) {
        return error;
    }
    return allocate(runtime().device, memory, size);
}

// Waits for the device, as the real one does.
cudaError_t cudaFree(void* memory) {
    if (memory == nullptr) {
        return cudaSuccess;
    }
    Runtime& now = runtime();
    const Allocation* allocation = now.device.find(memory);
    if (allocation == nullptr || allocation->start != memory) {
        return misuse(cudaErrorInvalidValue, "cudaFree is given what cudaMalloc did not give");
    }
    if (const cudaError_t error = refuseInCapture("cudaFree")) {
        return error;
    }
    if (!now.lost) {
        drainAll();
    }
    ++now.counters.frees;
    now.counters.liveBytes -= static_cast<std::int64_t>(allocation->size);
    now.device.release(memory);
    return enterFree();
}

cudaError_t cudaMallocHost(void** memory, std::size_t size) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (const cudaError_t error = refuseInCapture("cudaMallocHost")) {
        return error;
    }
    return allocate(runtime().pinned, memory, size);
}

cudaError_t cudaFreeHost(void* memory) {
    if (memory == nullptr) {
        return cudaSuccess;
    }
    if (!runtime().lost) {
        drainAll();
    }
    if (!runtime().pinned.release(memory)) {
        return misuse(cudaErrorInvalidValue, "cudaFreeHost is given what cudaMallocHost did not give");
    }
    return enterFree();
}

// Waits for the default stream only: a non-blocking stream keeps its work, and what it has not written yet is not copied.
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t size, cudaMemcpyKind kind) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (const cudaError_t error = refuseInCapture("cudaMemcpy")) {
        return error;
    }
    const Direction* direction = checkCopy(to, from, size, kind);
    if (direction == nullptr) {
        return runtime().lastError;
    }
    for (CUstream_st* each : runtime().streams) {
        if ((each->flags & cudaStreamNonBlocking) == 0) {
            drain(*each);
        }
    }
    ++runtime().counters.waits;
    std::vector<const void*> pointers;
    if (direction->toDevice) {
        pointers.push_back(to);
    }
    if (direction->fromDevice) {
        pointers.push_back(from);
    }
    enqueue(nullptr, {"cudaMemcpy", nullptr, pointers, [=] { copy(*direction, to, from, size); }});
    drain(runtime().defaultStream);
    return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t size, cudaMemcpyKind kind, cudaStream_t stream) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (size == 0) {
        return cudaSuccess;
    }
    const Direction* direction = checkCopy(to, from, size, kind);
    if (direction == nullptr) {
        return runtime().lastError;
    }
    const auto isPinned = [size](const void* host) { return runtime().pinned.holds(host, size); };
    if ((!direction->fromDevice && !isPinned(from)) || (!direction->toDevice && !isPinned(to))) {
        report("cudaMemcpyAsync is given host memory that is not pinned");
    }
    std::vector<const void*> pointers;
    for (const void* each : {static_cast<const void*>(to), from}) {
        if (runtime().device.find(each) != nullptr || isPinned(each)) {
            pointers.push_back(each);
        }
    }
    enqueue(stream, {"cudaMemcpyAsync", nullptr, pointers, [=] { copy(*direction, to, from, size); }});
    return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* to, int value, std::size_t size, cudaStream_t stream) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (size == 0) {
        return cudaSuccess;
    }
    if (!runtime().device.holds(to, size)) {
        return misuse(cudaErrorInvalidValue, "cudaMemsetAsync runs outside of device memory");
    }
    enqueue(stream, {"cudaMemsetAsync", nullptr, {to}, [=] {
                         std::memset(to, value, size);
                         runtime().device.markWritten(to, size);
                     }});
    return cudaSuccess;
}
