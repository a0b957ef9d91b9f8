#include "ui/support/DeviceText.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/support/ErrorText.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct DeviceTextContext {
    Q_DECLARE_TR_FUNCTIONS(DeviceText)
};

/// %1 the device's name, %2 its detail, %3 and %4 the driver's version and the one needed, %5 its compute capability, %6 the package that
/// has the library.
struct Row {
    DeviceTrouble trouble;
    const char* key;
    const char* sentence;
};
constexpr Row kRows[] = {
    {DeviceTrouble::None, "none", ""},
    {DeviceTrouble::NoModule, "no-module",
     QT_TRANSLATE_NOOP("DeviceText",
                       "This build of Glassnet has no part for NVIDIA GPUs. Build it where NVIDIA's CUDA toolkit is installed.")},
    {DeviceTrouble::OtherModule, "other-module",
     QT_TRANSLATE_NOOP("DeviceText", "The part for NVIDIA GPUs does not belong to this Glassnet (%2). Install both from the same build.")},
    {DeviceTrouble::NoDriver, "no-driver",
     QT_TRANSLATE_NOOP("DeviceText", "No NVIDIA driver is installed. If this computer has an NVIDIA GPU, install its driver.")},
    {DeviceTrouble::DriverTooOld, "driver-too-old",
     QT_TRANSLATE_NOOP("DeviceText", "The NVIDIA driver supports CUDA %3, but this program needs %4. Install a newer driver.")},
    {DeviceTrouble::StubDriver, "stub-driver",
     QT_TRANSLATE_NOOP("DeviceText",
                       "The driver library is only the CUDA toolkit's stand-in for linking (%2). Take its folder out of LD_LIBRARY_PATH.")},
    {DeviceTrouble::BrokenDriver, "broken-driver",
     QT_TRANSLATE_NOOP("DeviceText", "The NVIDIA driver does not start (%2). Restart the computer, or install the driver again.")},
    {DeviceTrouble::NoDevice, "no-device",
     QT_TRANSLATE_NOOP("DeviceText",
                       "The NVIDIA driver finds no such GPU in this computer. Look whether it is switched on in the computer's setup.")},
    {DeviceTrouble::DeviceTooOld, "device-too-old",
     QT_TRANSLATE_NOOP(
         "DeviceText",
         "%1 (compute capability %5) is older than this build supports. Use the CPU, or a build made with an older CUDA toolkit.")},
    {DeviceTrouble::LibraryMissing, "library-missing",
     QT_TRANSLATE_NOOP("DeviceText", "The library %2 is missing. Install the package %6 from NVIDIA, and start the program again.")},
    {DeviceTrouble::SelfTestFailed, "self-test-failed",
     QT_TRANSLATE_NOOP("DeviceText",
                       "%1 gave wrong numbers in its self-test (%2), so it is not used. Save the report and send it to the developers.")},
    {DeviceTrouble::Lost, "lost",
     QT_TRANSLATE_NOOP("DeviceText", "%1 has stopped answering (%2). Start the program again to try it once more.")},
};

const Row& rowOf(DeviceTrouble trouble) {
    return *std::find_if(std::begin(kRows), std::end(kRows), [trouble](const Row& row) { return row.trouble == trouble; });
}

/// NVIDIA's packages carry the name of the library and CUDA's version: libcublas.so.13 is in libcublas-13-0 and in those after it.
QString packageOf(const QString& library) {
    const auto end = library.indexOf(QLatin1String(".so."));
    if (end < 0) {
        return library;
    }
    return QStringLiteral("%1-%2-0").arg(library.left(end), library.mid(end + 4).section(QLatin1Char('.'), 0, 0));
}

}  // namespace

QString troubleKey(DeviceTrouble trouble) { return QString::fromLatin1(rowOf(trouble).key); }

QString DeviceText::version(int number) { return QStringLiteral("%1.%2").arg(number / 1000).arg(number % 1000 / 10); }

QString DeviceText::name(const DeviceInfo& device) {
    if (device.key == kCpuKey) {
        return DeviceTextContext::tr("CPU");
    }
    return device.name.empty() ? DeviceTextContext::tr("NVIDIA GPU") : QString::fromStdString(device.name);
}

QString DeviceText::nameOf(const std::string& choiceText, const std::vector<DeviceInfo>& devices) {
    const auto key = choiceText.substr(0, choiceText.find('+'));
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const DeviceInfo& device) { return device.key == key; });
    const auto text = key == kCpuKey ? DeviceTextContext::tr("CPU") : found == devices.end() ? QString::fromStdString(key) : name(*found);
    return key.size() == choiceText.size() ? text : DeviceTextContext::tr("%1, fast (TF32)").arg(text);
}

QString DeviceText::facts(const DeviceInfo& device, const QLocale& locale) {
    const auto memory = locale.formattedDataSize(device.memory, 1);
    if (device.key == kCpuKey) {
        const auto cores = device.multiprocessors == 1 ? DeviceTextContext::tr("1 core")
                                                       : DeviceTextContext::tr("%1 cores").arg(locale.toString(device.multiprocessors));
        return QStringLiteral("%1, %2").arg(cores, memory);
    }
    if (device.memory == 0) {
        return {};
    }
    const auto capability = QStringLiteral("%1.%2").arg(device.majorVersion).arg(device.minorVersion);
    if (device.freeMemory == 0) {  // Not known before it is used.
        return DeviceTextContext::tr("%1, compute capability %2").arg(memory, capability);
    }
    return DeviceTextContext::tr("%1, %2 free, compute capability %3")
        .arg(memory, locale.formattedDataSize(device.freeMemory, 1), capability);
}

QString DeviceText::reason(const DeviceInfo& device, const QLocale&) {
    const auto detail = QString::fromStdString(device.detail);
    const auto capability = QStringLiteral("%1.%2").arg(device.majorVersion).arg(device.minorVersion);
    const QStringList arguments{name(device), detail,           version(device.driverVersion), version(device.neededVersion),
                                capability,   packageOf(detail)};
    // All at once, so that a %1 in a driver's words stays what it is.
    const auto sentence = DeviceTextContext::tr(rowOf(device.trouble).sentence);
    QString filled;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const int number = sentence[i] == QLatin1Char('%') && i + 1 < sentence.size() ? sentence[i + 1].digitValue() : -1;
        if (number >= 1 && number <= arguments.size()) {
            filled += arguments[number - 1];
            ++i;
        } else {
            filled += sentence[i];
        }
    }
    return filled;
}

QString DeviceText::selfTest(const SelfTestReport& report, const QLocale& locale) {
    const auto cases = locale.toString(static_cast<qlonglong>(report.cases));
    switch (report.outcome) {
        case SelfTestOutcome::Passed:
            return DeviceTextContext::tr(
                       "The self-test passed: %1 cases agree with the float64 reference; products are off by at most %2 of their terms.")
                .arg(cases, NumberText(NumberText::kFewest, locale).of(report.productError));
        case SelfTestOutcome::Failed:
            return DeviceTextContext::tr(
                       "The self-test failed: %1 of %2 cases are not what the float64 reference gives. The first is “%3”.")
                .arg(locale.toString(static_cast<qlonglong>(report.failed)), cases,
                     report.failures.empty() ? QString() : QString::fromStdString(report.failures.front().name));
        case SelfTestOutcome::Broken:
            return DeviceTextContext::tr("The self-test could not be finished: the device stopped at “%1”. %2")
                .arg(QString::fromStdString(report.failures.back().name), ErrorText::of(*report.failures.back().error, locale));
        case SelfTestOutcome::Cancelled:
            return DeviceTextContext::tr("The self-test was stopped and says nothing of the device.");
    }
    return {};
}

}  // namespace glassnet::ui
