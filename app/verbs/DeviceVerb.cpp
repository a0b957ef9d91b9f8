#include "app/verbs/DeviceVerb.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "app/verbs/VerbArguments.h"
#include "engine/backend/devices/DeviceHost.h"
#include "engine/backend/selftest/SelfTestJson.h"
#include "engine/base/FileBytes.h"
#include "engine/base/Version.h"
#include "ui/support/DeviceText.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

using Json = nlohmann::ordered_json;
using ui::DeviceText;

struct DeviceVerbWords {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

Json deviceJson(const DeviceInfo& device) {
    Json json{{"key", device.key}, {"name", device.name}, {"usable", device.trouble == DeviceTrouble::None}};
    if (device.memory > 0) {
        json["memory"] = device.memory;
        if (device.freeMemory > 0) {
            json["free_memory"] = device.freeMemory;
        }
    }
    if (device.key == kCpuKey) {
        json["cores"] = device.multiprocessors;
    } else if (device.majorVersion > 0) {
        json["compute_capability"] = std::to_string(device.majorVersion) + "." + std::to_string(device.minorVersion);
        json["multiprocessors"] = device.multiprocessors;
    }
    if (device.driverVersion > 0) {
        json["driver"] = DeviceText::version(device.driverVersion).toStdString();
    }
    if (device.neededVersion > 0) {
        json["needed"] = DeviceText::version(device.neededVersion).toStdString();
    }
    if (device.trouble != DeviceTrouble::None) {
        json["trouble"] = ui::troubleKey(device.trouble).toStdString();
        json["reason"] = DeviceText::reason(device).toStdString();
        json["detail"] = device.detail;
    }
    return json;
}

void list(const std::vector<DeviceInfo>& devices, bool asJson) {
    if (asJson) {
        Json document{{"program", kVersion}, {"devices", Json::array()}};
        for (const auto& device : devices) {
            document["devices"].push_back(deviceJson(device));
        }
        printLine(QString::fromStdString(document.dump(2)));
        return;
    }
    for (const auto& device : devices) {
        const auto name = device.key == kCpuKey && !device.name.empty() ? QString::fromStdString(device.name) : DeviceText::name(device);
        const auto text = device.trouble == DeviceTrouble::None ? QStringLiteral("%1, %2").arg(name, DeviceText::facts(device))
                                                                : DeviceVerbWords::tr("cannot be used: %1").arg(DeviceText::reason(device));
        printLine(QStringLiteral("%1  %2").arg(QString::fromStdString(device.key).leftJustified(8), text));
    }
}

/// The device to test: the one asked for, else the first that is not the CPU, else the CPU.
DeviceChoice chosen(const std::optional<DeviceChoice>& asked, const std::vector<DeviceInfo>& devices) {
    if (asked.has_value()) {
        return *asked;
    }
    const auto found =
        std::ranges::find_if(devices, [](const auto& device) { return device.key != kCpuKey && device.trouble == DeviceTrouble::None; });
    return found == devices.end() ? DeviceChoice() : DeviceChoice{found->key, {}};
}

void printReport(const DeviceInfo& device, const SelfTestReport& report) {
    printLine(DeviceVerbWords::tr("Self-test of %1").arg(DeviceText::name(device)));
    printLine(DeviceVerbWords::tr("operation                  cases  failed  worst, as a share of what is allowed"));
    for (const auto& row : report.rows) {
        printLine(QStringLiteral("%1  %2  %3  %4  %5")
                      .arg(QString::fromStdString(row.operation).leftJustified(25), QString::number(row.cases).rightJustified(5),
                           QString::number(row.failed).rightJustified(6), QString::number(row.ofAllowed, 'g', 3).leftJustified(9),
                           QString::fromStdString(row.worstCase))
                      .trimmed());
    }
    printLine(DeviceText::selfTest(report));
}

ExitCode test(DeviceHost& host, const DeviceChoice& choice, const QString& out, bool asJson) {
    const auto backend = host.backend(choice);
    if (!backend.has_value()) {
        printError(DeviceText::reason(backend.error()));
        return ExitCode::Failed;
    }
    const auto device = host.find(choice.key).value_or(cpuDevice());
    SelfTestPlan plan;
    plan.productTolerance = choice.options.tf32 ? kTf32Tolerance : 0.0;
    const auto report = runSelfTest(**backend, plan);
    const auto json = selfTestJson(report, device, choice.options);
    if (asJson) {
        printLine(QString::fromStdString(json).trimmed());
    } else {
        printReport(device, report);
    }
    if (!out.isEmpty()) {
        if (const auto written = writeFileBytesAtomically(out.toStdString(), std::as_bytes(std::span(json))); !written) {
            printError(ui::ErrorText::of(written.error()));
            return ExitCode::Failed;
        }
    }
    return report.passed() ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace

ExitCode runDevice(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOption(QCommandLineOption(QStringLiteral("self-test")));
    parser.addOption({QStringLiteral("device"), {}, QStringLiteral("key")});
    parser.addOption({QStringLiteral("out"), {}, QStringLiteral("file")});
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    if (!parseArguments(parser, "device", arguments, 0)) {
        return ExitCode::WrongArguments;
    }
    const bool isTest = parser.isSet(QStringLiteral("self-test"));
    const auto out = parser.value(QStringLiteral("out"));
    const auto key = parser.value(QStringLiteral("device"));
    if (!isTest && (parser.isSet(QStringLiteral("device")) || !out.isEmpty())) {
        printError(DeviceVerbWords::tr("--device and --out belong to --self-test. Give that too, or leave them out."));
        return ExitCode::WrongArguments;
    }
    const auto asked = DeviceChoice::parse(key.toStdString());
    if (parser.isSet(QStringLiteral("device")) && !asked.has_value()) {
        printError(ui::ErrorText::of({ErrorCode::DeviceUnknown, {key.toStdString()}}));
        return ExitCode::WrongArguments;
    }
    const QCoreApplication application(argc, argv);
    DeviceHost host;
    const auto devices = host.list();
    const bool asJson = parser.isSet(QStringLiteral("json"));
    if (!isTest) {
        list(devices, asJson);
        return ExitCode::Done;
    }
    return test(host, chosen(asked, devices), out, asJson);
}

}  // namespace glassnet::app
