#include <QFile>
#include <QTemporaryDir>
#include <thread>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/devices/DeviceHost.h"
#include "engine/base/MachineMemory.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

using namespace glassnet;
using test::FakeDevices;

namespace {

class DeviceHostTest : public test::TestCase {
    Q_OBJECT
private slots:
    void cpuIsAlwaysThere();
    void withoutDriverNoModuleIsOpened();
    void driverTroubles_data();
    void driverTroubles();
    void moduleTroubles_data();
    void moduleTroubles();
    void listsWhatTheModuleFinds();
    void givesBackends();
    void brokenAtFirstUse();
    void excludes();
    void unknownDevice();
    void environmentDecidesNothing();
    void looksBesideTheProgram();
};

/// True when this process has the file in memory.
bool isMapped(const QString& file) {
    QFile maps(QStringLiteral("/proc/self/maps"));
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(file.toUtf8());
}

/// A copy of the fake module under a name of its own, so that what other tests opened is not taken for it.
QString copyOfModule(const QTemporaryDir& folder, const QString& name) {
    const auto copy = folder.filePath(name);
    return QFile::copy(QString::fromStdString(FakeDevices::module().string()), copy) ? copy : QString();
}

std::vector<DeviceTrouble> troubles(const std::vector<DeviceInfo>& devices) {
    std::vector<DeviceTrouble> all;
    for (const auto& device : devices) {
        all.push_back(device.trouble);
    }
    return all;
}

void DeviceHostTest::cpuIsAlwaysThere() {
    DeviceHost host(DevicePlaces{"libnowhere-to-be-found.so.1", {}});
    const auto devices = host.list();
    QVERIFY(troubles(devices) == (std::vector{DeviceTrouble::None, DeviceTrouble::NoDriver, DeviceTrouble::NoModule}));
    QCOMPARE(devices[0].key, std::string("cpu"));
    QCOMPARE(devices[0].memory, static_cast<std::int64_t>(machineMemoryBytes()));
    QCOMPARE(devices[0].multiprocessors, static_cast<int>(std::thread::hardware_concurrency()));
    const auto backend = host.backend({});
    QVERIFY(backend.has_value());
    QCOMPARE((*backend)->key(), std::string_view("cpu"));
}

/// The cause why a machine without a driver pays nothing: 200 MB of libraries stay closed.
void DeviceHostTest::withoutDriverNoModuleIsOpened() {
    const QTemporaryDir folder;
    const auto copy = copyOfModule(folder, QStringLiteral("libneveropened.so"));
    QVERIFY(!copy.isEmpty());
    DeviceHost without(DevicePlaces{"libnowhere-to-be-found.so.1", {copy.toStdString()}});
    QVERIFY(troubles(without.list()) == (std::vector{DeviceTrouble::None, DeviceTrouble::NoDriver}));
    QVERIFY(!isMapped(copy));
    DeviceHost with(DevicePlaces{FakeDevices::places().driverLibrary, {copy.toStdString()}});
    QVERIFY(!isMapped(copy));
    QCOMPARE(with.list().size(), std::size_t{2});
    QVERIFY(isMapped(copy));
}

void DeviceHostTest::driverTroubles_data() {
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<int>("trouble");
    QTest::newRow("no device") << QByteArray("100") << static_cast<int>(DeviceTrouble::NoDevice);
    QTest::newRow("stub") << QByteArray("34") << static_cast<int>(DeviceTrouble::StubDriver);
    QTest::newRow("broken") << QByteArray("999") << static_cast<int>(DeviceTrouble::BrokenDriver);
}

void DeviceHostTest::driverTroubles() {
    QFETCH(QByteArray, result);
    QFETCH(int, trouble);
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_DRIVER_RESULT", result);
    const auto host = FakeDevices::host();
    const auto devices = host->list();
    QCOMPARE(devices.size(), std::size_t{2});
    QCOMPARE(static_cast<int>(devices[1].trouble), trouble);
    QCOMPARE(devices[1].key, std::string("cuda"));
    const auto refused = host->backend({"cuda:0", {}});
    QVERIFY(!refused.has_value());
    QCOMPARE(static_cast<int>(refused.error().trouble), trouble);
}

void DeviceHostTest::moduleTroubles_data() {
    QTest::addColumn<int>("trouble");
    QTest::addColumn<QByteArray>("key");
    for (const auto trouble :
         {DeviceTrouble::DriverTooOld, DeviceTrouble::StubDriver, DeviceTrouble::BrokenDriver, DeviceTrouble::NoDevice}) {
        QTest::addRow("all %d", static_cast<int>(trouble)) << static_cast<int>(trouble) << QByteArray("cuda");
    }
    QTest::newRow("old device") << static_cast<int>(DeviceTrouble::DeviceTooOld) << QByteArray("cuda:0");
}

void DeviceHostTest::moduleTroubles() {
    QFETCH(int, trouble);
    QFETCH(QByteArray, key);
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_TROUBLE", QByteArray::number(trouble));
    const auto host = FakeDevices::host();
    const auto found = host->find(key.toStdString());
    QVERIFY(found.has_value());
    QCOMPARE(static_cast<int>(found->trouble), trouble);
    const auto refused = host->backend({"cuda:0", {}});
    QVERIFY(!refused.has_value());
    QCOMPARE(static_cast<int>(refused.error().trouble), trouble);
    if (found->trouble == DeviceTrouble::DriverTooOld) {
        QCOMPARE(found->driverVersion, 12040);
        QCOMPARE(found->neededVersion, 13000);
    }
}

void DeviceHostTest::listsWhatTheModuleFinds() {
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_DEVICES", "3");
    fake.set("GLASSNET_FAKE_TROUBLE", QByteArray::number(static_cast<int>(DeviceTrouble::DeviceTooOld)));
    const auto devices = FakeDevices::host()->list();
    QVERIFY(troubles(devices) == (std::vector{DeviceTrouble::None, DeviceTrouble::DeviceTooOld, DeviceTrouble::None, DeviceTrouble::None}));
    QCOMPARE(devices[2].key, std::string("cuda:1"));
    QCOMPARE(devices[2].name, std::string("Fake GPU 1"));
}

void DeviceHostTest::givesBackends() {
    const auto host = FakeDevices::host();
    const auto exact = host->backend({"cuda:0", {}});
    QVERIFY(exact.has_value());
    QCOMPARE((*exact)->arithmetic(), std::string_view("mul-add"));
    QCOMPARE(host->find("cuda:0")->freeMemory, std::int64_t{7} << 30U);
    const auto again = host->backend({"cuda:0", {}});
    QVERIFY(again->get() == exact->get());
    const auto fast = host->backend({"cuda:0", {true}});
    QVERIFY(fast.has_value() && fast->get() != exact->get());
}

void DeviceHostTest::brokenAtFirstUse() {
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_BROKEN", "1");
    const auto host = FakeDevices::host();
    const auto refused = host->backend({"cuda:0", {}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().trouble, DeviceTrouble::BrokenDriver);
    QCOMPARE(host->find("cuda:0")->trouble, DeviceTrouble::BrokenDriver);
}

void DeviceHostTest::excludes() {
    const auto host = FakeDevices::host();
    const auto backend = host->backend({"cuda:0", {}});
    QVERIFY(backend.has_value());
    host->exclude("cuda:0", DeviceTrouble::Lost, "gone");
    QCOMPARE(host->find("cuda:0")->trouble, DeviceTrouble::Lost);
    const auto refused = host->backend({"cuda:0", {}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().detail, std::string("gone"));
}

void DeviceHostTest::unknownDevice() {
    const auto refused = FakeDevices::host()->backend({"cuda:7", {}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().trouble, DeviceTrouble::NoDevice);
    QCOMPARE(refused.error().key, std::string("cuda:7"));
}

void DeviceHostTest::environmentDecidesNothing() {
    FakeDevices fake;
    fake.set("NVIDIA_TF32_OVERRIDE", "1");
    fake.set("CUBLAS_EMULATE_SINGLE_PRECISION", "1");
    const DeviceHost host(FakeDevices::places());
    QVERIFY(!qEnvironmentVariableIsSet("NVIDIA_TF32_OVERRIDE"));
    QVERIFY(!qEnvironmentVariableIsSet("CUBLAS_EMULATE_SINGLE_PRECISION"));
}

void DeviceHostTest::looksBesideTheProgram() {
    const auto places = DevicePlaces::ofProgram();
    const auto folder = std::filesystem::path(QCoreApplication::applicationDirPath().toStdString());
    QCOMPARE(places.moduleFiles.size(), std::size_t{2});
    QCOMPARE(places.moduleFiles[0].parent_path(), folder);
    QVERIFY(places.moduleFiles[1].string().starts_with(folder.parent_path().string()));
    QCOMPARE(places.moduleFiles[1].parent_path().filename().string(), std::string("glassnet"));
}

}  // namespace

GLASSNET_TEST(DeviceHostTest);
#include "DeviceHostTest.moc"
