#include <QFile>
#include <QTemporaryDir>

#include "engine/backend/devices/ModuleLoader.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

using namespace glassnet;
using test::FakeDevices;

namespace {

class ModuleLoaderTest : public test::TestCase {
    Q_OBJECT
private slots:
    void opens();
    void noFile();
    void otherVersion();
    void libraryMissing();
    void noModule();
    void readsTheLoadersWords();
};

void ModuleLoaderTest::opens() {
    const auto loaded = openModule(FakeDevices::module());
    QCOMPARE(loaded.trouble, DeviceTrouble::None);
    QVERIFY(loaded.module != nullptr);
    QCOMPARE(QByteArray(loaded.module->key), QByteArray("cuda"));
    QCOMPARE(loaded.module->probe().size(), std::size_t{1});
}

void ModuleLoaderTest::noFile() {
    const auto loaded = openModule("nowhere/module.so");
    QCOMPARE(loaded.trouble, DeviceTrouble::NoModule);
    QVERIFY(loaded.module == nullptr);
}

void ModuleLoaderTest::otherVersion() {
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_ABI", "4711");
    const auto loaded = openModule(FakeDevices::module());
    QCOMPARE(loaded.trouble, DeviceTrouble::OtherModule);
    QVERIFY(loaded.module == nullptr);
    QVERIFY(loaded.detail.starts_with("4711"));
}

void ModuleLoaderTest::libraryMissing() {
    const auto loaded = openModule(FakeDevices::moduleWithoutLibrary());
    QCOMPARE(loaded.trouble, DeviceTrouble::LibraryMissing);
    QCOMPARE(QByteArray::fromStdString(loaded.detail), QByteArray("libglassnet_nowhere.so.13"));
}

/// A library without the function, and a file that is no library.
void ModuleLoaderTest::noModule() {
    QCOMPARE(openModule(FakeDevices::places().driverLibrary).trouble, DeviceTrouble::OtherModule);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("libbroken.so")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no library");
    file.close();
    const auto loaded = openModule(file.fileName().toStdString());
    QCOMPARE(loaded.trouble, DeviceTrouble::OtherModule);
    QVERIFY(loaded.detail.find("libbroken.so") != std::string::npos);
}

/// Whatever language the system speaks.
void ModuleLoaderTest::readsTheLoadersWords() {
    const std::filesystem::path file = "folder/libglassnet_cuda.so";
    QCOMPARE(missingLibrary("libcublas.so.13: cannot open shared object file: No such file or directory", file),
             std::string("libcublas.so.13"));
    QCOMPARE(missingLibrary("libcublas.so.13: Kann die Shared-Object-Datei nicht öffnen", file), std::string("libcublas.so.13"));
    QCOMPARE(missingLibrary("folder/libglassnet_cuda.so: undefined symbol: x", file), std::string());
    QCOMPARE(missingLibrary("something else", file), std::string());
    QCOMPARE(missingLibrary({}, file), std::string());
}

}  // namespace

GLASSNET_TEST(ModuleLoaderTest);
#include "ModuleLoaderTest.moc"
