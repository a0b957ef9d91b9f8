#include "engine/backend/devices/DriverLook.h"

#include <dlfcn.h>

namespace glassnet {

namespace {

// CUresult of cuda.h, which a machine without the toolkit lacks.
constexpr int kSuccess = 0;
constexpr int kStubLibrary = 34;
constexpr int kNoDevice = 100;

using Initialize = int (*)(unsigned flags);
using AskNumber = int (*)(int* number);
using NameError = int (*)(int result, const char** name);

template <class F>
F function(void* library, const char* name) {
    return reinterpret_cast<F>(dlsym(library, name));
}

/// As the driver names it, or its number where it does not.
std::string errorName(void* library, int result) {
    const char* name = nullptr;
    const auto ask = function<NameError>(library, "cuGetErrorName");
    if (ask == nullptr || ask(result, &name) != kSuccess || name == nullptr) {
        return std::to_string(result);
    }
    return std::string(name) + " (" + std::to_string(result) + ")";
}

DeviceTrouble troubleOf(int result) {
    return result == kStubLibrary ? DeviceTrouble::StubDriver : result == kNoDevice ? DeviceTrouble::NoDevice : DeviceTrouble::BrokenDriver;
}

}  // namespace

DriverLook lookAtDriver(const char* library) {
    DriverLook look;
    void* const opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) {
        const char* const words = dlerror();
        return {DeviceTrouble::NoDriver, 0, words == nullptr ? library : words};
    }
    const auto version = function<AskNumber>(opened, "cuDriverGetVersion");
    const auto initialize = function<Initialize>(opened, "cuInit");
    const auto count = function<AskNumber>(opened, "cuDeviceGetCount");
    if (version == nullptr || initialize == nullptr || count == nullptr) {
        dlclose(opened);
        return {DeviceTrouble::BrokenDriver, 0, library};
    }
    int devices = 0;
    auto result = version(&look.version);
    if (result == kSuccess) {
        result = initialize(0);
    }
    if (result == kSuccess) {
        result = count(&devices);
    }
    if (result == kSuccess && devices == 0) {
        result = kNoDevice;
    }
    if (result != kSuccess) {
        // A driver that was started is never closed: NVIDIA's own loaders do not.
        look.trouble = troubleOf(result);
        look.detail = errorName(opened, result);
    }
    return look;
}

}  // namespace glassnet
