#include "ui/support/DeviceText.h"

#include <QRegularExpression>
#include <QSet>

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using ui::DeviceText;

constexpr auto kLast = DeviceTrouble::Lost;

DeviceInfo gpu(DeviceTrouble trouble = DeviceTrouble::None) {
    DeviceInfo device;
    device.key = "cuda:0";
    device.name = "NVIDIA X";
    device.memory = std::int64_t{8} << 30U;
    device.majorVersion = 6;
    device.minorVersion = 1;
    device.driverVersion = 12040;
    device.neededVersion = 13000;
    device.trouble = trouble;
    device.detail = "libcublas.so.13";
    return device;
}

class DeviceTextTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyTroubleHasASentence_data();
    void everyTroubleHasASentence();
    void namesWhatItIsAbout();
    void wordsOfADriverStay();
    void facts();
    void namesOfChoices();
    void selfTests();
};

void DeviceTextTest::everyTroubleHasASentence_data() {
    QTest::addColumn<int>("trouble");
    for (int i = 1; i <= static_cast<int>(kLast); ++i) {
        QTest::addRow("%d", i) << i;
    }
}

void DeviceTextTest::everyTroubleHasASentence() {
    QFETCH(int, trouble);
    const auto sentence = DeviceText::reason(gpu(static_cast<DeviceTrouble>(trouble)), QLocale::c());
    static const QRegularExpression kHole(QStringLiteral("%\\d"));
    QVERIFY2(!sentence.contains(kHole), qPrintable(sentence));
    // What is wrong, and the way out.
    QVERIFY2(sentence.endsWith(QLatin1Char('.')) && sentence.count(QRegularExpression(QStringLiteral("[.,;]( |$)"))) >= 2,
             qPrintable(sentence));
    QSet<QString> keys;
    QSet<QString> sentences;
    for (int i = 0; i <= static_cast<int>(kLast); ++i) {
        keys.insert(ui::troubleKey(static_cast<DeviceTrouble>(i)));
        sentences.insert(DeviceText::reason(gpu(static_cast<DeviceTrouble>(i)), QLocale::c()));
    }
    QCOMPARE(keys.size(), static_cast<int>(kLast) + 1);
    QCOMPARE(sentences.size(), static_cast<int>(kLast) + 1);
    QVERIFY(DeviceText::reason(gpu()).isEmpty());
}

void DeviceTextTest::namesWhatItIsAbout() {
    const auto of = [](DeviceTrouble trouble) { return DeviceText::reason(gpu(trouble), QLocale::c()); };
    QVERIFY(of(DeviceTrouble::DriverTooOld).contains(QStringLiteral("CUDA 12.4")));
    QVERIFY(of(DeviceTrouble::DriverTooOld).contains(QStringLiteral("13.0")));
    QVERIFY(of(DeviceTrouble::LibraryMissing).contains(QStringLiteral("libcublas.so.13")));
    QVERIFY(of(DeviceTrouble::LibraryMissing).contains(QStringLiteral("libcublas-13-0")));
    QVERIFY(of(DeviceTrouble::DeviceTooOld).contains(QStringLiteral("6.1")));
    QVERIFY(of(DeviceTrouble::Lost).startsWith(QStringLiteral("NVIDIA X")));
}

void DeviceTextTest::wordsOfADriverStay() {
    auto device = gpu(DeviceTrouble::BrokenDriver);
    device.detail = "error %1 of %3";
    QVERIFY(DeviceText::reason(device).contains(QStringLiteral("(error %1 of %3)")));
}

void DeviceTextTest::facts() {
    QCOMPARE(DeviceText::facts(gpu(), QLocale::c()), QStringLiteral("8.0 GiB, compute capability 6.1"));
    auto used = gpu();
    used.freeMemory = std::int64_t{7} << 30U;
    QCOMPARE(DeviceText::facts(used, QLocale::c()), QStringLiteral("8.0 GiB, 7.0 GiB free, compute capability 6.1"));
    DeviceInfo cpu;
    cpu.key = "cpu";
    cpu.memory = std::int64_t{4} << 30U;
    cpu.multiprocessors = 2;
    QCOMPARE(DeviceText::facts(cpu, QLocale::c()), QStringLiteral("2 cores, 4.0 GiB"));
    cpu.multiprocessors = 1;
    QCOMPARE(DeviceText::facts(cpu, QLocale::c()), QStringLiteral("1 core, 4.0 GiB"));
    QCOMPARE(DeviceText::version(12040), QStringLiteral("12.4"));
    QCOMPARE(DeviceText::version(13000), QStringLiteral("13.0"));
}

void DeviceTextTest::namesOfChoices() {
    const std::vector devices{gpu()};
    QCOMPARE(DeviceText::nameOf("cuda:0", devices), QStringLiteral("NVIDIA X"));
    QCOMPARE(DeviceText::nameOf("cuda:0+tf32", devices), QStringLiteral("NVIDIA X, fast (TF32)"));
    QCOMPARE(DeviceText::nameOf("cuda:7", devices), QStringLiteral("cuda:7"));
}

void DeviceTextTest::selfTests() {
    SelfTestReport report;
    report.cases = 1234;
    report.outcome = SelfTestOutcome::Passed;
    report.productError = 2.5e-7;
    QVERIFY(DeviceText::selfTest(report, QLocale(QStringLiteral("en_US"))).contains(QStringLiteral("1,234 cases")));
    report.outcome = SelfTestOutcome::Failed;
    report.failed = 3;
    report.failures = {{"affine: affine 1x1x1", 0, 0, 1.0, 2.0, 1e6, std::nullopt}};
    QVERIFY(DeviceText::selfTest(report).contains(QStringLiteral("affine: affine 1x1x1")));
    report.outcome = SelfTestOutcome::Broken;
    report.failures.front().error = Error{ErrorCode::DeviceLost, {std::string("X"), std::string("call"), std::string("gone")}};
    QVERIFY(DeviceText::selfTest(report).contains(QStringLiteral("gone")));
    report.outcome = SelfTestOutcome::Cancelled;
    QVERIFY(!DeviceText::selfTest(report).isEmpty());
}

}  // namespace

GLASSNET_TEST(DeviceTextTest);

}  // namespace glassnet::test

#include "DeviceTextTest.moc"
