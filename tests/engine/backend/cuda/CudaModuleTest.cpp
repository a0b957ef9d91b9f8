#include <dlfcn.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include <memory>

#include "engine/backend/DeviceModule.h"
#include "tests/support/TestCase.h"

using namespace glassnet;

namespace {

/// The module as nvcc and the linker made it; left out where there is no toolkit.
class CudaModuleTest : public test::TestCase {
    Q_OBJECT
private slots:
    void init();
    void showsOneName();
    void bringsItsRuntime();
    void probesWithoutAnError();

private:
    QString m_module;
};

/// What a tool of the compiler says of a file.
QString toldBy(const QString& tool, const QStringList& arguments) {
    QProcess process;
    process.start(tool, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

void CudaModuleTest::init() {
    TestCase::init();
    if (!QByteArray(GLASSNET_CUDA_STATUS).startsWith("on")) {
        QSKIP("The CUDA module is " GLASSNET_CUDA_STATUS ".");
    }
    m_module = QCoreApplication::applicationDirPath() + QStringLiteral("/../../../../app/libglassnet_cuda.so");
    QVERIFY2(QFileInfo::exists(m_module), qPrintable(m_module));
}

void CudaModuleTest::showsOneName() {
    const auto names = toldBy(QStringLiteral("nm"), {QStringLiteral("-D"), QStringLiteral("--defined-only"), m_module});
    const auto lines = names.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.front().endsWith(QLatin1String(kDeviceModuleSymbol)), qPrintable(lines.front()));
}

/// cudart is part of it, cuBLAS is asked for, and the driver is not.
void CudaModuleTest::bringsItsRuntime() {
    const auto module = toldBy(QStringLiteral("readelf"), {QStringLiteral("-d"), m_module});
    QVERIFY(module.contains(QStringLiteral("libcublas.so")));
    QVERIFY(!module.contains(QStringLiteral("libcudart")));
    QVERIFY(!module.contains(QStringLiteral("libcuda.so")));
}

/// Whatever machine this is: devices, or one entry with the reason. Never unloaded.
void CudaModuleTest::probesWithoutAnError() {
    void* const library = dlopen(m_module.toLocal8Bit().constData(), RTLD_NOW | RTLD_LOCAL);
    QVERIFY2(library != nullptr, library == nullptr ? dlerror() : "");
    const auto entry = reinterpret_cast<const DeviceModule* (*)()>(dlsym(library, kDeviceModuleSymbol));
    QVERIFY(entry != nullptr);
    QCOMPARE(entry()->abi, kDeviceModuleAbi);
    const auto found = entry()->probe();
    QVERIFY(!found.empty());
    for (const auto& device : found) {
        QVERIFY(device.neededVersion >= 12000);
        QVERIFY(!device.name.empty() || !device.detail.empty());
    }
    DeviceInfo trouble;
    const std::unique_ptr<Backend> none(entry()->create(static_cast<int>(found.size()) + 7, {}, trouble));
    QVERIFY(none == nullptr);
    QVERIFY(trouble.trouble != DeviceTrouble::None);
}

}  // namespace

GLASSNET_TEST(CudaModuleTest);
#include "CudaModuleTest.moc"
