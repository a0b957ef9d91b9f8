#include "tests/support/devices/FakeDevices.h"

#include <QtGlobal>

namespace glassnet::test {

FakeDevices::~FakeDevices() {
    for (const auto& variable : m_set) {
        qunsetenv(variable.constData());
    }
}

void FakeDevices::set(const char* variable, const QByteArray& value) {
    m_set.append(variable);
    qputenv(variable, value);
}

void FakeDevices::unset(const char* variable) { qunsetenv(variable); }

std::filesystem::path FakeDevices::module() { return GLASSNET_FAKE_MODULE; }

std::filesystem::path FakeDevices::moduleWithoutLibrary() { return GLASSNET_FAKE_MODULE_WITHOUT_LIBRARY; }

std::filesystem::path FakeDevices::driverFolder() { return std::filesystem::path(GLASSNET_FAKE_DRIVER).parent_path(); }

DevicePlaces FakeDevices::places() { return {GLASSNET_FAKE_DRIVER, {module()}}; }

std::shared_ptr<DeviceHost> FakeDevices::host() { return std::make_shared<DeviceHost>(places()); }

}  // namespace glassnet::test
