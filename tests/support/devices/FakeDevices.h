#pragma once

#include <QByteArrayList>
#include <filesystem>
#include <memory>

#include "engine/backend/devices/DeviceHost.h"

namespace glassnet::test {

/// A machine that has what the variables of FakeDriver.cpp and FakeModule.cpp say; they are gone with it.
class FakeDevices {
public:
    FakeDevices() = default;
    ~FakeDevices();
    FakeDevices(const FakeDevices&) = delete;
    FakeDevices& operator=(const FakeDevices&) = delete;

    void set(const char* variable, const QByteArray& value);
    void unset(const char* variable);
    /// The fake driver and the fake module.
    [[nodiscard]] static DevicePlaces places();
    [[nodiscard]] static std::shared_ptr<DeviceHost> host();
    [[nodiscard]] static std::filesystem::path module();
    /// A module that needs a library which is nowhere.
    [[nodiscard]] static std::filesystem::path moduleWithoutLibrary();
    /// The folder of the fake driver, whose file has the real one's name.
    [[nodiscard]] static std::filesystem::path driverFolder();

private:
    QByteArrayList m_set;
};

}  // namespace glassnet::test
