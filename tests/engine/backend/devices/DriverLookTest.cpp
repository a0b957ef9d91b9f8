#include "engine/backend/devices/DriverLook.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

using namespace glassnet;
using test::FakeDevices;

namespace {

/// The real look at drivers that are not there or say what they are told to.
class DriverLookTest : public test::TestCase {
    Q_OBJECT
private slots:
    void tells_data();
    void tells();
    void noDriver();
    void noDriverAtAll();
};

void DriverLookTest::tells_data() {
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("devices");
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char* name, const char* result, const char* devices, DeviceTrouble trouble, int version, const char* detail) {
        QTest::newRow(name) << QByteArray(result) << QByteArray(devices) << static_cast<int>(trouble) << version << QByteArray(detail);
    };
    row("good", "0", "1", DeviceTrouble::None, 12040, "");
    row("no device", "100", "0", DeviceTrouble::NoDevice, 12040, "CUDA_ERROR_NO_DEVICE (100)");
    row("none counted", "0", "0", DeviceTrouble::NoDevice, 12040, "CUDA_ERROR_NO_DEVICE (100)");
    row("stub", "34", "1", DeviceTrouble::StubDriver, 0, "CUDA_ERROR_STUB_LIBRARY (34)");
    row("broken", "999", "1", DeviceTrouble::BrokenDriver, 12040, "CUDA_ERROR_UNKNOWN (999)");
}

void DriverLookTest::tells() {
    QFETCH(QByteArray, result);
    QFETCH(QByteArray, devices);
    QFETCH(int, trouble);
    QFETCH(int, version);
    QFETCH(QByteArray, detail);
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_DRIVER_RESULT", result);
    fake.set("GLASSNET_FAKE_DRIVER_DEVICES", devices);
    fake.set("GLASSNET_FAKE_DRIVER_VERSION", "12040");
    const auto look = lookAtDriver(FakeDevices::places().driverLibrary.c_str());
    QCOMPARE(static_cast<int>(look.trouble), trouble);
    QCOMPARE(look.version, version);
    QCOMPARE(QByteArray::fromStdString(look.detail), detail);
}

void DriverLookTest::noDriver() {
    const auto look = lookAtDriver("libnowhere-to-be-found.so.1");
    QCOMPARE(look.trouble, DeviceTrouble::NoDriver);
    QVERIFY(QByteArray::fromStdString(look.detail).contains("libnowhere-to-be-found.so.1"));
}

/// A library that is no driver.
void DriverLookTest::noDriverAtAll() {
    const auto look = lookAtDriver("libz.so.1");
    QCOMPARE(look.trouble, DeviceTrouble::BrokenDriver);
    QCOMPARE(QByteArray::fromStdString(look.detail), QByteArray("libz.so.1"));
}

}  // namespace

GLASSNET_TEST(DriverLookTest);
#include "DriverLookTest.moc"
