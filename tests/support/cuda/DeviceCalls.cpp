#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "tests/support/cuda/GridRunner.h"
#include "tests/support/cuda/Runtime.h"

using namespace glassnet::simulator;

namespace {

constexpr int kNeededDriver = 13000;

struct ErrorName {
    cudaError_t error;
    const char* name;
    const char* text;
};
constexpr auto kErrorNames = std::to_array<ErrorName>({
    {cudaSuccess, "cudaSuccess", "no error"},
    {cudaErrorInvalidValue, "cudaErrorInvalidValue", "invalid argument"},
    {cudaErrorMemoryAllocation, "cudaErrorMemoryAllocation", "out of memory"},
    {cudaErrorInitializationError, "cudaErrorInitializationError", "initialization error"},
    {cudaErrorInvalidConfiguration, "cudaErrorInvalidConfiguration", "invalid configuration argument"},
    {cudaErrorInvalidMemcpyDirection, "cudaErrorInvalidMemcpyDirection", "invalid copy direction for memcpy"},
    {cudaErrorStubLibrary, "cudaErrorStubLibrary", "CUDA driver is a stub library"},
    {cudaErrorInsufficientDriver, "cudaErrorInsufficientDriver", "CUDA driver version is insufficient for CUDA runtime version"},
    {cudaErrorInvalidDeviceFunction, "cudaErrorInvalidDeviceFunction", "invalid device function"},
    {cudaErrorNoDevice, "cudaErrorNoDevice", "no CUDA-capable device is detected"},
    {cudaErrorInvalidDevice, "cudaErrorInvalidDevice", "invalid device ordinal"},
    {cudaErrorNoKernelImageForDevice, "cudaErrorNoKernelImageForDevice", "no kernel image is available for execution on the device"},
    {cudaErrorECCUncorrectable, "cudaErrorECCUncorrectable", "uncorrectable ECC error encountered"},
    {cudaErrorInvalidResourceHandle, "cudaErrorInvalidResourceHandle", "invalid resource handle"},
    {cudaErrorNotReady, "cudaErrorNotReady", "device not ready"},
    {cudaErrorIllegalAddress, "cudaErrorIllegalAddress", "an illegal memory access was encountered"},
    {cudaErrorLaunchOutOfResources, "cudaErrorLaunchOutOfResources", "too many resources requested for launch"},
    {cudaErrorLaunchTimeout, "cudaErrorLaunchTimeout", "the launch timed out and was terminated"},
    {cudaErrorLaunchFailure, "cudaErrorLaunchFailure", "unspecified launch failure"},
    {cudaErrorNotSupported, "cudaErrorNotSupported", "operation not supported"},
    {cudaErrorStreamCaptureUnsupported, "cudaErrorStreamCaptureUnsupported", "operation not permitted when stream is capturing"},
    {cudaErrorStreamCaptureInvalidated, "cudaErrorStreamCaptureInvalidated", "operation failed due to a previous error during capture"},
    {cudaErrorUnknown, "cudaErrorUnknown", "unknown error"},
});

const ErrorName* find(cudaError_t error) {
    const auto* found = std::ranges::find(kErrorNames, error, &ErrorName::error);
    return found == kErrorNames.end() ? nullptr : found;
}

bool isDevice(int device) { return device >= 0 && device < settings().devices; }

bool fits(const dim3& grid, const dim3& block) {
    const bool any = grid.x > 0 && grid.y > 0 && grid.z > 0 && block.x > 0 && block.y > 0 && block.z > 0;
    return any && grid.x <= 2147483647U && grid.y <= 65535 && grid.z <= 65535 && block.x <= 1024 && block.y <= 1024 && block.z <= 64 &&
           std::size_t{block.x} * block.y * block.z <= 1024;
}

}  // namespace

cudaError_t cudaDriverGetVersion(int* version) {
    *version = settings().driverVersion;
    return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
    *version = kNeededDriver;
    return cudaSuccess;
}

// Like the real one it leaves the count alone when it fails.
cudaError_t cudaGetDeviceCount(int* count) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (settings().driverVersion < kNeededDriver) {
        return fail(cudaErrorInsufficientDriver);
    }
    if (settings().devices == 0) {
        return fail(cudaErrorNoDevice);
    }
    *count = settings().devices;
    return cudaSuccess;
}

cudaError_t cudaSetDevice(int device) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isDevice(device)) {
        return fail(cudaErrorInvalidDevice);
    }
    currentDevice() = device;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isDevice(device)) {
        return fail(cudaErrorInvalidDevice);
    }
    *properties = {};
    std::strcpy(properties->name, "Simulated GPU");
    properties->totalGlobalMem = settings().deviceMemory;
    properties->major = 7;
    properties->minor = 5;
    properties->multiProcessorCount = 4;
    return cudaSuccess;
}

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    *total = settings().deviceMemory;
    *free = *total - liveBytes(currentDevice());
    return cudaSuccess;
}

cudaError_t cudaDeviceSynchronize() {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (const cudaError_t error = refuseInCapture("cudaDeviceSynchronize")) {
        return error;
    }
    ++runtime().counters.waits;
    drainAll();
    return cudaSuccess;
}

cudaError_t cudaGetLastError() {
    const cudaError_t error = runtime().lastError;
    if (!runtime().lost) {
        runtime().lastError = cudaSuccess;
    }
    return error;
}

const char* cudaGetErrorName(cudaError_t error) {
    const ErrorName* found = find(error);
    return found == nullptr ? "unrecognized error code" : found->name;
}

const char* cudaGetErrorString(cudaError_t error) {
    const ErrorName* found = find(error);
    return found == nullptr ? "unrecognized error code" : found->text;
}

cudaError_t glassnet::simulator::launch(const cudaLaunchConfig_t& config, Launch launch) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!fits(launch.grid, launch.block) || config.dynamicSmemBytes > (std::size_t{48} << 10)) {
        return fail(cudaErrorInvalidConfiguration);
    }
    if (config.stream != nullptr && config.stream->device != currentDevice()) {
        return misuse(cudaErrorInvalidResourceHandle, nameOf(launch.kernel) + " is launched into a stream of another device");
    }
    for (const void* each : std::exchange(launch.pointers, {})) {
        const Allocation* memory = runtime().device.find(each);
        if (memory != nullptr) {
            launch.pointers.push_back(each);
        }
        if (each == nullptr) {
            continue;
        }
        if (memory == nullptr) {
            report("an argument of " + nameOf(launch.kernel) + " is no device memory");
        } else if (config.stream != nullptr && memory->device != config.stream->device) {
            report("an argument of " + nameOf(launch.kernel) + " is memory of another device");
        }
    }
    ++runtime().counters.launches;
    Operation operation{"a kernel", launch.kernel, launch.pointers, {}};
    if (runtime().interpreter != nullptr) {
        operation.run = [launch = std::move(launch)] { runtime().interpreter(launch); };
    } else {
        operation.run = [grid = launch.grid, block = launch.block, body = std::move(launch.body)] { runGrid(grid, block, body); };
    }
    enqueue(config.stream, std::move(operation));
    return cudaSuccess;
}
