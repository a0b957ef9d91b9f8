#include "app/DeviceWiring.h"

#include <QAction>
#include <QMenu>
#include <span>

#include "engine/backend/selftest/SelfTestJson.h"
#include "engine/base/FileBytes.h"
#include "ui/header/DeviceButton.h"
#include "ui/support/DeviceText.h"
#include "ui/support/Dialogs.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberText.h"

namespace glassnet::app {

using ui::DeviceReason;
using ui::DeviceText;
using ui::DeviceWish;

namespace {

const auto kAuto = QStringLiteral("auto");

QString textOf(const DeviceWish& wish) { return wish.has_value() ? QString::fromStdString(wish->text()) : kAuto; }

/// "0.31 ms".
QString milliseconds(double seconds) { return QStringLiteral("%1 ms").arg(ui::NumberText(ui::NumberText::kFewest).of(1000.0 * seconds)); }

}  // namespace

DeviceWish deviceWish(const Settings& settings) {
    return settings.device() == kAuto ? DeviceWish() : DeviceChoice::parse(settings.device().toStdString());
}

DeviceWiring::DeviceWiring(ui::Workbench& workbench, ui::DeviceButton& button, Settings& settings, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_button(button), m_settings(settings) {
    auto& devices = workbench.devices();
    devices.restoreWish(deviceWish(settings));
    connect(&devices, &ui::DeviceControl::changed, this, &DeviceWiring::show);
    connect(&devices, &ui::DeviceControl::left, this, &DeviceWiring::tellFallback);
    connect(&button, &ui::DeviceButton::clicked, this, &DeviceWiring::open);
    show();
    devices.look();
}

void DeviceWiring::show() {
    const auto& now = report();
    const auto& cpu = now.devices.front();
    const auto cores = cpu.multiprocessors == 1 ? tr("CPU · 1 core") : tr("CPU · %1 cores").arg(cpu.multiprocessors);
    const bool isCpu = now.verdict.device == kCpuKey;
    // "NVIDIA GeForce RTX 3050" is "RTX 3050" where there is no room for it.
    const auto name = isCpu ? cores : DeviceText::nameOf(now.verdict.device, now.devices);
    m_button.setDevice(name, isCpu ? tr("CPU") : name.section(QLatin1Char(' '), -2), sentenceOfUse());
    m_button.setTroubled(now.verdict.reason == DeviceReason::Failed);
    m_settings.setValue(SettingId::Device, textOf(m_workbench.devices().wish()));
    m_settings.setPassedDevices(now.passed);
}

QString DeviceWiring::sentenceOfUse() const {
    const auto& now = report();
    const auto& verdict = now.verdict;
    const auto device = DeviceText::nameOf(verdict.device, now.devices);
    const auto rival = DeviceText::nameOf(verdict.rival, now.devices);
    switch (verdict.reason) {
        case DeviceReason::Chosen:
            return tr("%1 computes, because you chose it.").arg(device);
        case DeviceReason::NoOther:
            return tr("Auto: %1 computes, because there is no other device that can be used.").arg(device);
        case DeviceReason::NotYet:
            return tr("Auto: %1 computes; where to train is decided when training begins.").arg(device);
        case DeviceReason::Small:
            return tr("Auto: %1 computes, because a step takes only about %2 operations.")
                .arg(device, QLocale().toString(static_cast<qlonglong>(verdict.operations)));
        case DeviceReason::Faster:
            return tr("Auto: %1 computes, because its steps took %2 and the CPU's %3.")
                .arg(device, milliseconds(verdict.times.device), milliseconds(verdict.times.cpu));
        case DeviceReason::NotFaster:
            return tr("Auto: %1 computes, because its steps took %2 and those of %3 took %4.")
                .arg(device, milliseconds(verdict.times.cpu), rival, milliseconds(verdict.times.device));
        case DeviceReason::Failed:
            return tr("%1 computes, because the other device could not be used.").arg(device);
    }
    return {};
}

void DeviceWiring::tellFallback(const ui::DeviceFallback& fallback) {
    auto text = ui::ErrorText::headline(fallback.error) + QStringLiteral(". ");
    const auto steps = fallback.lastStep - fallback.firstStep;
    if (steps == 1) {
        text += tr("The CPU goes on and repeats step %1.").arg(fallback.firstStep + 1);
    } else if (steps > 1) {
        text += tr("The CPU goes on and repeats steps %1 to %2.").arg(fallback.firstStep + 1).arg(fallback.lastStep);
    } else {
        text += tr("The CPU goes on from step %1; nothing is lost.").arg(fallback.firstStep + 1);
    }
    emit sentence(text);
}

void DeviceWiring::open() {
    QMenu menu(&m_button);
    fill(menu);
    menu.exec(m_button.menuPlace());
}

void DeviceWiring::addChoice(QMenu& menu, const QString& text, const QString& help, const DeviceWish& wish) {
    auto* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(m_workbench.devices().wish() == wish);
    action->setToolTip(help);
    action->setStatusTip(help);
    connect(action, &QAction::triggered, this, [this, wish, text] { m_workbench.devices().choose(wish, tr("Device: %1").arg(text)); });
}

void DeviceWiring::addDevice(QMenu& menu, const DeviceInfo& device) {
    const auto name = DeviceText::name(device);
    if (device.trouble != DeviceTrouble::None) {
        // The reason stands in the list itself: a tooltip alone is not found by keys.
        auto* action = menu.addAction(tr("%1 — %2").arg(name, DeviceText::reason(device)));
        action->setEnabled(false);
        action->setToolTip(DeviceText::reason(device));
        return;
    }
    addChoice(menu, name, DeviceText::facts(device), DeviceChoice{device.key, {}});
    menu.actions().back()->setText(tr("%1 — %2").arg(name, DeviceText::facts(device)));
    if (device.key == kCpuKey) {
        return;
    }
    const DeviceChoice fast{device.key, {true}};
    const auto& tests = report().selfTests;
    const auto tested = tests.find(fast.text());
    const auto error = tested == tests.end() ? tr("errors of about a thousandth; the self-test measures them when it is chosen")
                                             : tr("products off by up to %1 of their terms, as its self-test measured")
                                                   .arg(ui::NumberText(ui::NumberText::kFewest).of(tested->second.report.productError));
    addChoice(menu, tr("%1, fast (TF32)").arg(name), error, fast);
    menu.actions().back()->setText(tr("%1, fast (TF32) — %2").arg(name, error));
}

void DeviceWiring::fill(QMenu& menu) {
    menu.setToolTipsVisible(true);
    const auto& now = report();
    addChoice(menu, tr("Auto"), sentenceOfUse(), std::nullopt);
    menu.actions().back()->setText(tr("Auto — the fastest for each network"));
    for (const auto& device : now.devices) {
        addDevice(menu, device);
    }
    if (!now.isLookedFor) {
        menu.addAction(tr("Looking for other devices…"))->setEnabled(false);
    }
    menu.addSeparator();
    auto* use = menu.addAction(sentenceOfUse());
    use->setEnabled(false);
    for (const auto& device : now.devices) {
        if (device.trouble == DeviceTrouble::None) {
            auto* test = menu.addAction(tr("Test %1").arg(DeviceText::name(device)));
            test->setToolTip(tr("Runs every operation and compares each number with the float64 reference"));
            connect(test, &QAction::triggered, this, [this, key = device.key] { m_workbench.devices().test({key, {}}); });
        }
    }
    for (const auto& [text, record] : now.selfTests) {
        auto* save = menu.addAction(tr("Save the self-test of %1…").arg(DeviceText::nameOf(text, now.devices)));
        save->setToolTip(DeviceText::selfTest(record.report));
        connect(save, &QAction::triggered, this, [this, record = record] { saveReport(record); });
    }
}

void DeviceWiring::saveReport(const ui::SelfTestRecord& record) {
    const auto path = ui::Dialogs::askSaveFile(&m_button, tr("Save the self-test"), QStringLiteral("glassnet-selftest"), tr("Reports"),
                                               QStringLiteral(".json"));
    if (path.isEmpty()) {
        return;
    }
    const auto json = selfTestJson(record.report, record.device, record.options);
    const auto written = writeFileBytesAtomically(path.toStdString(), std::as_bytes(std::span(json)));
    emit sentence(written ? DeviceText::selfTest(record.report) : ui::ErrorText::of(written.error()));
}

}  // namespace glassnet::app
