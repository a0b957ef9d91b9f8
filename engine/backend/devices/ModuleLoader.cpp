#include "engine/backend/devices/ModuleLoader.h"

#include <dlfcn.h>

#include <system_error>

namespace glassnet {

std::string missingLibrary(const std::string& words, const std::filesystem::path& file) {
    const auto name = words.substr(0, words.find(": "));
    const bool isLibrary = name.find(".so") != std::string::npos && name.find(' ') == std::string::npos;
    return isLibrary && std::filesystem::path(name).filename() != file.filename() ? name : std::string();
}

LoadedModule openModule(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return {nullptr, DeviceTrouble::NoModule, {}};
    }
    void* const opened = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) {
        const char* const said = dlerror();
        const std::string words = said == nullptr ? std::string() : said;
        auto missing = missingLibrary(words, file);
        if (!missing.empty()) {
            return {nullptr, DeviceTrouble::LibraryMissing, std::move(missing)};
        }
        return {nullptr, DeviceTrouble::OtherModule, words};
    }
    using Give = const DeviceModule* (*)();
    const auto give = reinterpret_cast<Give>(dlsym(opened, kDeviceModuleSymbol));
    const auto* const module = give == nullptr ? nullptr : give();
    if (module == nullptr || module->abi != kDeviceModuleAbi) {
        return {
            nullptr, DeviceTrouble::OtherModule,
            module == nullptr ? std::string(kDeviceModuleSymbol) : std::to_string(module->abi) + " != " + std::to_string(kDeviceModuleAbi)};
    }
    return {module, DeviceTrouble::None, {}};
}

}  // namespace glassnet
