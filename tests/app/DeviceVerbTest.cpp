#include "app/verbs/DeviceVerb.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "tests/app/ProgramRun.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

namespace glassnet::test {

namespace {

/// With `driver` the program finds the fake driver under the real one's name, which gives that result.
ProgramEnd runDeviceVerb(const QStringList& arguments, const char* driver = nullptr) {
    return runProgram(arguments, [driver](QProcessEnvironment& environment) {
        if (driver != nullptr) {
            environment.insert(QStringLiteral("LD_LIBRARY_PATH"), QString::fromStdString(FakeDevices::driverFolder().string()));
            environment.insert(QStringLiteral("GLASSNET_FAKE_DRIVER_RESULT"), QString::fromLatin1(driver));
        }
    });
}

QJsonArray listed(const char* driver = nullptr) {
    const auto ended = runDeviceVerb({QStringLiteral("device"), QStringLiteral("--json")}, driver);
    return QJsonDocument::fromJson(ended.output.toUtf8()).object().value(QStringLiteral("devices")).toArray();
}

class DeviceVerbTest final : public TestCase {
    Q_OBJECT
private slots:
    void cpuIsListed();
    void driversAreTold_data();
    void driversAreTold();
    void textForm();
    void selfTestOfTheCpu();
    void selfTestOfWhatIsNotThere();
    void wrongArguments_data();
    void wrongArguments();
    void trainsOnTheCpuWhenTold();
    void needsNoCudaLibrary();
};

void DeviceVerbTest::cpuIsListed() {
    const auto cpu = listed().at(0).toObject();
    QCOMPARE(cpu.value(QStringLiteral("key")).toString(), QStringLiteral("cpu"));
    QVERIFY(cpu.value(QStringLiteral("usable")).toBool());
    QVERIFY(cpu.value(QStringLiteral("cores")).toInt() >= 1);
    QVERIFY(cpu.value(QStringLiteral("memory")).toDouble() > 1e8);
}

void DeviceVerbTest::driversAreTold_data() {
    QTest::addColumn<QByteArray>("driver");
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("words");
    QTest::newRow("no device") << QByteArray("100") << QStringLiteral("no-device") << QStringLiteral("finds no such GPU");
    QTest::newRow("stub") << QByteArray("34") << QStringLiteral("stub-driver") << QStringLiteral("stand-in");
    QTest::newRow("broken") << QByteArray("999") << QStringLiteral("broken-driver") << QStringLiteral("CUDA_ERROR_UNKNOWN (999)");
}

void DeviceVerbTest::driversAreTold() {
    QFETCH(QByteArray, driver);
    QFETCH(QString, trouble);
    QFETCH(QString, words);
    const auto device = listed(driver.constData()).at(1).toObject();
    QCOMPARE(device.value(QStringLiteral("key")).toString(), QStringLiteral("cuda"));
    QVERIFY(!device.value(QStringLiteral("usable")).toBool());
    QCOMPARE(device.value(QStringLiteral("trouble")).toString(), trouble);
    QVERIFY2(device.value(QStringLiteral("reason")).toString().contains(words),
             qPrintable(device.value(QStringLiteral("reason")).toString()));
}

void DeviceVerbTest::textForm() {
    const auto ended = runDeviceVerb({QStringLiteral("device")}, "999");
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.error.isEmpty());
    const auto lines = ended.output.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QVERIFY(lines.size() >= 2);
    QVERIFY2(lines[0].startsWith(QStringLiteral("cpu ")), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("cuda ")) && lines[1].contains(QStringLiteral("cannot be used: ")), qPrintable(lines[1]));
}

void DeviceVerbTest::selfTestOfTheCpu() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("report.json"));
    const auto ended = runDeviceVerb({QStringLiteral("device"), QStringLiteral("--self-test"), QStringLiteral("--device"),
                                      QStringLiteral("cpu"), QStringLiteral("--out"), path});
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.output.contains(QStringLiteral("The self-test passed")), qPrintable(ended.output));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto report = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(report.value(QStringLiteral("outcome")).toString(), QStringLiteral("passed"));
    QVERIFY(report.value(QStringLiteral("cases")).toInt() > 500);
}

void DeviceVerbTest::selfTestOfWhatIsNotThere() {
    const auto ended = runDeviceVerb(
        {QStringLiteral("device"), QStringLiteral("--self-test"), QStringLiteral("--device"), QStringLiteral("cuda:99")}, "100");
    QCOMPARE(ended.code, 1);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.error.contains(QStringLiteral("finds no such GPU")), qPrintable(ended.error));
}

void DeviceVerbTest::wrongArguments_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("a file") << QStringList{QStringLiteral("x")};
    QTest::newRow("no device") << QStringList{QStringLiteral("--self-test"), QStringLiteral("--device"), QStringLiteral("tpu")};
    QTest::newRow("device alone") << QStringList{QStringLiteral("--device"), QStringLiteral("cpu")};
    QTest::newRow("out alone") << QStringList{QStringLiteral("--out"), QStringLiteral("x.json")};
    QTest::newRow("option") << QStringList{QStringLiteral("--fast")};
}

void DeviceVerbTest::wrongArguments() {
    QFETCH(QStringList, arguments);
    const auto ended = runDeviceVerb(QStringList{QStringLiteral("device")} + arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.error.trimmed().endsWith(QLatin1Char('.')), qPrintable(ended.error));
}

void DeviceVerbTest::trainsOnTheCpuWhenTold() {
    const auto file = exampleFile(QStringLiteral("three-two-one"));
    const QStringList train{QStringLiteral("train"), file, QStringLiteral("--epochs"), QStringLiteral("3"), QStringLiteral("--json")};
    const auto plain = runDeviceVerb(train);
    const auto told = runDeviceVerb(train + QStringList{QStringLiteral("--device"), QStringLiteral("cpu")});
    QCOMPARE(plain.code, 0);
    QCOMPARE(told.output, plain.output);
    // Whatever the machine has: this one says that its driver is broken.
    const auto refused = runDeviceVerb(train + QStringList{QStringLiteral("--device"), QStringLiteral("cuda")}, "999");
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.error.contains(QStringLiteral("does not start")), qPrintable(refused.error));
}

/// The program starts where there is none, and nothing large is opened before a device is looked for.
void DeviceVerbTest::needsNoCudaLibrary() {
    const auto readelf = QStandardPaths::findExecutable(QStringLiteral("readelf"));
    QVERIFY(!readelf.isEmpty());
    QProcess process;
    process.start(readelf, {QStringLiteral("-d"), QStringLiteral(GLASSNET_PROGRAM)});
    QVERIFY(process.waitForFinished());
    const auto needed = QString::fromUtf8(process.readAllStandardOutput());
    QVERIFY(needed.contains(QStringLiteral("libQt6Widgets")));
    for (const auto* library : {"cuda", "cublas", "nvidia"}) {
        QVERIFY2(!needed.contains(QString::fromLatin1(library), Qt::CaseInsensitive), library);
    }
}

}  // namespace

GLASSNET_TEST(DeviceVerbTest);

}  // namespace glassnet::test

#include "DeviceVerbTest.moc"
