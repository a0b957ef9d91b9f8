#include <memory>

#include "engine/backend/cuda/CudaProbe.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;

extern "C" const glassnet::DeviceModule* glassnetDeviceModule();

namespace {

/// What the module says of devices and of the lack of them.
class CudaProbeTest : public test::SimulatorTestCase {
    Q_OBJECT
private slots:
    void devices();
    void troubles_data();
    void troubles();
    void createsABackend();
    void saysWhyNot_data();
    void saysWhyNot();
};

void CudaProbeTest::devices() {
    simulator::Settings settings;
    settings.devices = 2;
    simulator::reset(settings);
    const auto* module = glassnetDeviceModule();
    QCOMPARE(module->abi, kDeviceModuleAbi);
    QCOMPARE(std::string_view(module->key), std::string_view("cuda"));
    const auto found = module->probe();
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[1].key, std::string("cuda:1"));
    for (const auto& info : found) {
        QCOMPARE(info.trouble, DeviceTrouble::None);
        QVERIFY(!info.name.empty());
        QCOMPARE(info.memory, static_cast<std::int64_t>(settings.deviceMemory));
        QVERIFY(info.majorVersion >= 7);
        QCOMPARE(info.driverVersion, 13000);
        QVERIFY(info.neededVersion > 0);
    }
}

void CudaProbeTest::troubles_data() {
    QTest::addColumn<int>("driver");
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("trouble");
    const auto row = [](const char* name, int driver, int devices, int failure, DeviceTrouble trouble) {
        QTest::newRow(name) << driver << devices << failure << static_cast<int>(trouble);
    };
    row("no driver", 0, 1, 0, DeviceTrouble::NoDriver);
    row("old driver", 12040, 1, 0, DeviceTrouble::DriverTooOld);
    row("no device", 13000, 0, 0, DeviceTrouble::NoDevice);
    row("stub", 13000, 1, cudaErrorStubLibrary, DeviceTrouble::StubDriver);
    row("broken", 13000, 1, cudaErrorUnknown, DeviceTrouble::BrokenDriver);
}

void CudaProbeTest::troubles() {
    QFETCH(int, driver);
    QFETCH(int, devices);
    QFETCH(int, failure);
    QFETCH(int, trouble);
    simulator::Settings settings;
    settings.driverVersion = driver;
    settings.devices = devices;
    settings.failAt = failure == 0 ? -1 : 0;  // the count of devices: versions do not fail
    settings.failWith = static_cast<cudaError_t>(failure);
    simulator::reset(settings);
    const auto found = probeCuda();
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(static_cast<int>(found[0].trouble), trouble);
    QCOMPARE(found[0].key, std::string("cuda"));
    QCOMPARE(found[0].driverVersion, driver);
    QVERIFY(!found[0].detail.empty());
}

void CudaProbeTest::createsABackend() {
    DeviceInfo trouble;
    const std::unique_ptr<Backend> backend(glassnetDeviceModule()->create(0, {}, trouble));
    QVERIFY(backend != nullptr);
    QVERIFY(trouble.freeMemory > 0);
    QVERIFY(trouble.freeMemory < trouble.memory);
    QCOMPARE(backend->key(), std::string_view("cuda"));
    QCOMPARE(backend->arithmetic(), std::string_view("cublas"));
}

void CudaProbeTest::saysWhyNot_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("trouble");
    QTest::newRow("no such device") << 1 << 0 << static_cast<int>(DeviceTrouble::BrokenDriver);
    QTest::newRow("no memory") << 0 << static_cast<int>(cudaErrorMemoryAllocation) << static_cast<int>(DeviceTrouble::BrokenDriver);
    QTest::newRow("lost") << 0 << static_cast<int>(cudaErrorIllegalAddress) << static_cast<int>(DeviceTrouble::Lost);
    QTest::newRow("no code") << 0 << static_cast<int>(cudaErrorNoKernelImageForDevice) << static_cast<int>(DeviceTrouble::DeviceTooOld);
}

/// The failure is at the first kernel, before a wait and the question for free memory.
void CudaProbeTest::saysWhyNot() {
    QFETCH(int, index);
    QFETCH(int, failure);
    QFETCH(int, trouble);
    DeviceInfo info;
    std::int64_t calls = 0;
    {
        const std::unique_ptr<Backend> whole(createCuda(0, {}, info));
        QVERIFY(whole != nullptr);
        calls = simulator::counters().calls;
    }
    simulator::Settings settings;
    settings.failAt = failure == 0 ? -1 : calls - 3;
    settings.failWith = static_cast<cudaError_t>(failure);
    settings.failForever = true;
    simulator::reset(settings);
    const std::unique_ptr<Backend> none(createCuda(index, {}, info));
    QVERIFY(none == nullptr);
    QCOMPARE(static_cast<int>(info.trouble), trouble);
    QVERIFY(!info.detail.empty());
}

}  // namespace

GLASSNET_TEST(CudaProbeTest);
#include "CudaProbeTest.moc"
