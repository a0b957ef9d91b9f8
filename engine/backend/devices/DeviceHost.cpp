#include "engine/backend/devices/DeviceHost.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <thread>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/devices/DevicePaths.h"
#include "engine/backend/devices/DriverLook.h"
#include "engine/base/MachineMemory.h"

namespace glassnet {

namespace {

/// What stands for a kind of devices of which no single one can be named.
constexpr const char* kCudaKey = "cuda";

/// "NAME : VALUE" of a text file of the system; empty where it has none.
std::string factOf(const char* file, std::string_view name) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(':');
        if (line.starts_with(name) && colon != std::string::npos) {
            const auto begin = line.find_first_not_of(" \t", colon + 1);
            return begin == std::string::npos ? std::string() : line.substr(begin);
        }
    }
    return {};
}

/// Bytes of a line "NAME: N kB".
std::int64_t memoryFact(std::string_view name) {
    const auto text = factOf("/proc/meminfo", name);
    return text.empty() ? 0 : std::strtoll(text.c_str(), nullptr, 10) * 1024;
}

DeviceInfo without(DeviceTrouble trouble, std::string detail, int driverVersion = 0) {
    DeviceInfo info;
    info.key = kCudaKey;
    info.trouble = trouble;
    info.detail = std::move(detail);
    info.driverVersion = driverVersion;
    return info;
}

}  // namespace

DeviceInfo cpuDevice() {
    DeviceInfo info;
    info.key = kCpuKey;
    info.name = factOf("/proc/cpuinfo", "model name");
    info.memory = static_cast<std::int64_t>(machineMemoryBytes());
    info.freeMemory = memoryFact("MemAvailable");
    info.multiprocessors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return info;
}

DevicePlaces DevicePlaces::ofProgram() {
    DevicePlaces places;
    places.driverLibrary = kDriverLibrary;
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (!failed) {
        const auto folder = program.parent_path();
        places.moduleFiles = {folder / kCudaModuleFile, folder.parent_path() / kInstalledModules / kCudaModuleFile};
    }
    return places;
}

DeviceHost::DeviceHost(DevicePlaces places) : m_places(std::move(places)) {
    // NVIDIA_TF32_OVERRIDE would forbid or force TF32 whatever a person chose, CUBLAS_EMULATE_SINGLE_PRECISION take products apart.
    unsetenv("NVIDIA_TF32_OVERRIDE");
    unsetenv("CUBLAS_EMULATE_SINGLE_PRECISION");
}

void DeviceHost::look() {
    if (m_isLookedFor) {
        return;
    }
    m_isLookedFor = true;
    m_devices = {cpuDevice()};
    const auto& files = m_places.moduleFiles;
    std::error_code ignored;
    const auto file = std::ranges::find_if(files, [&](const auto& each) { return std::filesystem::exists(each, ignored); });
    const auto driver = lookAtDriver(m_places.driverLibrary.c_str());
    if (driver.trouble != DeviceTrouble::None) {
        m_devices.push_back(without(driver.trouble, driver.detail, driver.version));
    }
    if (file == files.end()) {
        m_devices.push_back(without(DeviceTrouble::NoModule, {}, driver.version));
        return;
    }
    if (driver.trouble != DeviceTrouble::None) {
        return;
    }
    const auto loaded = openModule(*file);
    if (loaded.module == nullptr) {
        m_devices.push_back(without(loaded.trouble, loaded.detail, driver.version));
        return;
    }
    m_module = loaded.module;
    const auto found = m_module->probe();
    m_devices.insert(m_devices.end(), found.begin(), found.end());
}

std::vector<DeviceInfo> DeviceHost::list() {
    const std::lock_guard lock(m_mutex);
    look();
    return m_devices;
}

DeviceInfo* DeviceHost::entry(const std::string& key) {
    look();
    const auto found = std::ranges::find(m_devices, key, &DeviceInfo::key);
    return found == m_devices.end() ? nullptr : &*found;
}

std::optional<DeviceInfo> DeviceHost::find(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    const auto* found = entry(key);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

tl::expected<std::shared_ptr<const Backend>, DeviceInfo> DeviceHost::backend(const DeviceChoice& choice) {
    const std::lock_guard lock(m_mutex);
    const auto made = std::ranges::find(m_made, choice, &Made::choice);
    if (made != m_made.end()) {
        return made->backend;
    }
    if (choice.isCpu()) {
        // Without looking for others: many runs need none.
        return m_made.emplace_back(Made{choice, std::make_shared<const CpuBackend>()}).backend;
    }
    auto* const device = entry(choice.key);
    if (device == nullptr) {
        // Of a whole kind that cannot be used the reason is known.
        const auto kind = std::ranges::find(m_devices, choice.key.substr(0, choice.key.find(':')), &DeviceInfo::key);
        auto absent = kind != m_devices.end() ? *kind : without(DeviceTrouble::NoDevice, {});
        absent.key = choice.key;
        return tl::unexpected(std::move(absent));
    }
    if (device->trouble != DeviceTrouble::None) {
        return tl::unexpected(*device);
    }
    const auto colon = choice.key.find(':');
    const int index = colon == std::string::npos ? 0 : std::atoi(choice.key.c_str() + colon + 1);
    auto trouble = *device;
    auto* const backend = m_module->create(index, choice.options, trouble);
    if (backend == nullptr) {
        *device = trouble;
        return tl::unexpected(trouble);
    }
    // What is free is known only now: asking before would have made a context.
    *device = trouble;
    return m_made.emplace_back(Made{choice, std::shared_ptr<const Backend>(backend)}).backend;
}

void DeviceHost::exclude(const std::string& key, DeviceTrouble trouble, const std::string& detail) {
    const std::lock_guard lock(m_mutex);
    if (auto* const device = entry(key); device != nullptr) {
        device->trouble = trouble;
        device->detail = detail;
    }
    std::erase_if(m_made, [&](const Made& each) { return each.choice.key == key; });
}

}  // namespace glassnet
