#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/devices/DeviceChoice.h"
#include "engine/backend/devices/ModuleLoader.h"

namespace glassnet {

/// Where drivers and modules are looked for.
struct DevicePlaces {
    std::string driverLibrary;
    /// The first that exists is opened.
    std::vector<std::filesystem::path> moduleFiles;

    /// The system's driver; the module beside the executable, or in the library folder of the installation, and nowhere else: what lies in
    /// the current folder is not trusted with the process.
    [[nodiscard]] static DevicePlaces ofProgram();
};

/// The devices of this machine, looked for once and only as far as there is hope: a module is opened only where a driver has a device, and
/// never closed. Thread-safe; a backend that it made belongs to one thread at a time.
class DeviceHost {
public:
    /// Opens nothing. Takes out of the environment what would have NVIDIA's libraries compute products otherwise than they are asked to, so
    /// it is made before other threads read the environment.
    explicit DeviceHost(DevicePlaces places = DevicePlaces::ofProgram());
    DeviceHost(const DeviceHost&) = delete;
    DeviceHost& operator=(const DeviceHost&) = delete;

    /// The CPU first; then every other device, or an entry for each reason why there is none. The first call looks, which takes up to a
    /// second where there is a driver.
    [[nodiscard]] std::vector<DeviceInfo> list();
    /// The entry of a key; none when no device of this machine has it.
    [[nodiscard]] std::optional<DeviceInfo> find(const std::string& key);
    /// The device's arithmetic, made at its first use and kept as long as the host lives. Its entry with the trouble where it cannot be
    /// used; what is not there at all has DeviceTrouble::NoDevice.
    [[nodiscard]] tl::expected<std::shared_ptr<const Backend>, DeviceInfo> backend(const DeviceChoice& choice);
    /// From now on the device cannot be used (Lost, SelfTestFailed); its backends are not given out any more.
    void exclude(const std::string& key, DeviceTrouble trouble, const std::string& detail);

private:
    void look();
    [[nodiscard]] DeviceInfo* entry(const std::string& key);

    DevicePlaces m_places;
    std::mutex m_mutex;
    bool m_isLookedFor = false;
    std::vector<DeviceInfo> m_devices;
    const DeviceModule* m_module = nullptr;
    struct Made {
        DeviceChoice choice;
        std::shared_ptr<const Backend> backend;
    };
    std::vector<Made> m_made;
};

/// The CPU as a device: its name, its cores (as multiprocessors) and the machine's memory.
[[nodiscard]] DeviceInfo cpuDevice();

}  // namespace glassnet
