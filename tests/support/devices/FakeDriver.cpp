// A driver library that says what the environment tells it to: the functions of libcuda.so.1 that are asked before a module is opened.

#include <cstdlib>
#include <cstring>

namespace {

int number(const char* variable, int standard) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? standard : std::atoi(text);
}

}  // namespace

extern "C" {

int cuDriverGetVersion(int* version) {
    const int result = number("GLASSNET_FAKE_DRIVER_RESULT", 0);
    // A stand-in for linking answers every question so.
    if (result == 34) {
        return result;
    }
    *version = number("GLASSNET_FAKE_DRIVER_VERSION", 13000);
    return 0;
}

int cuInit(unsigned) { return number("GLASSNET_FAKE_DRIVER_RESULT", 0); }

int cuDeviceGetCount(int* count) {
    *count = number("GLASSNET_FAKE_DRIVER_DEVICES", 1);
    return 0;
}

int cuGetErrorName(int result, const char** name) {
    *name = result == 100 ? "CUDA_ERROR_NO_DEVICE" : result == 34 ? "CUDA_ERROR_STUB_LIBRARY" : "CUDA_ERROR_UNKNOWN";
    return 0;
}
}
