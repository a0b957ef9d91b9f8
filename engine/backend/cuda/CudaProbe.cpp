#include "engine/backend/cuda/CudaProbe.h"

#include <exception>
#include <string>

#include "engine/backend/cuda/CudaBackend.h"
#include "engine/base/Error.h"

namespace glassnet {

namespace {

/// The oldest compute capability that this build has code for, times 10; CMake knows it.
constexpr int kOldest = GLASSNET_CUDA_OLDEST;

std::string described(cudaError_t error) { return std::string(cudaGetErrorName(error)) + ": " + cudaGetErrorString(error); }

DeviceInfo versions() {
    DeviceInfo info;
    info.key = "cuda";
    static_cast<void>(cudaDriverGetVersion(&info.driverVersion));
    static_cast<void>(cudaRuntimeGetVersion(&info.neededVersion));
    return info;
}

/// Why there are no devices. Without a driver and with one that is too old the runtime answers the same; the version of none is 0.
DeviceInfo noDevices(DeviceInfo info, cudaError_t error) {
    info.detail = described(error);
    if (error == cudaSuccess || error == cudaErrorNoDevice) {
        info.trouble = DeviceTrouble::NoDevice;
    } else if (error == cudaErrorStubLibrary) {
        info.trouble = DeviceTrouble::StubDriver;
    } else if (error != cudaErrorInsufficientDriver) {
        info.trouble = DeviceTrouble::BrokenDriver;
    } else {
        info.trouble = info.driverVersion == 0 ? DeviceTrouble::NoDriver : DeviceTrouble::DriverTooOld;
    }
    return info;
}

/// What one device is like.
DeviceInfo describe(DeviceInfo info, int index) {
    info.key = "cuda:" + std::to_string(index);
    cudaDeviceProp properties{};
    if (const auto error = cudaGetDeviceProperties(&properties, index); error != cudaSuccess) {
        static_cast<void>(cudaGetLastError());
        info.trouble = DeviceTrouble::BrokenDriver;
        info.detail = described(error);
        return info;
    }
    info.name = properties.name;
    info.memory = static_cast<std::int64_t>(properties.totalGlobalMem);
    info.majorVersion = properties.major;
    info.minorVersion = properties.minor;
    info.multiprocessors = properties.multiProcessorCount;
    if (properties.major * 10 + properties.minor < kOldest) {
        info.trouble = DeviceTrouble::DeviceTooOld;
    }
    return info;
}

/// The third argument of a device's error: the driver's word.
std::string driversWord(const Error& error) {
    const auto* word = error.arguments.size() > 2 ? std::get_if<std::string>(&error.arguments[2]) : nullptr;
    return word == nullptr ? std::string(errorName(error.code)) : *word;
}

}  // namespace

std::vector<DeviceInfo> probeCuda() noexcept {
    try {
        const auto info = versions();
        int count = 0;  // The runtime leaves it alone where it fails.
        const auto error = cudaGetDeviceCount(&count);
        if (error != cudaSuccess || count == 0) {
            static_cast<void>(cudaGetLastError());
            return {noDevices(info, error)};
        }
        std::vector<DeviceInfo> devices;
        for (int index = 0; index < count; ++index) {
            devices.push_back(describe(info, index));
        }
        return devices;
    } catch (const std::exception&) {
        return {};  // No memory even for this.
    }
}

Backend* createCuda(int index, const DeviceOptions& options, DeviceInfo& trouble) noexcept {
    try {
        trouble = describe(versions(), index);
        if (trouble.trouble != DeviceTrouble::None) {
            return nullptr;
        }
        auto backend = std::make_unique<CudaBackend>(index, options);
        trouble.freeMemory = backend->freeMemory();
        return backend.release();
    } catch (const ErrorException& exception) {
        trouble.detail = driversWord(exception.error());
        trouble.trouble = exception.error().code == ErrorCode::DeviceLost                       ? DeviceTrouble::Lost
                          : trouble.detail == cudaGetErrorName(cudaErrorNoKernelImageForDevice) ? DeviceTrouble::DeviceTooOld
                                                                                                : DeviceTrouble::BrokenDriver;
    } catch (const std::exception&) {
        trouble.trouble = DeviceTrouble::BrokenDriver;
    }
    return nullptr;
}

}  // namespace glassnet
