#pragma once

#include <QLocale>
#include <QString>
#include <string>
#include <vector>

#include "engine/backend/DeviceModule.h"
#include "engine/backend/selftest/SelfTest.h"

namespace glassnet::ui {

/// What is said of devices: names, sizes, and one sentence for each trouble, which names the thing and the way out.
class DeviceText {
public:
    /// "CPU" for the CPU, else as its driver names it, or "NVIDIA GPU" where nothing is known.
    [[nodiscard]] static QString name(const DeviceInfo& device);
    /// "2 cores, 8.2 GiB", "8.0 GiB, 7.1 GiB free, compute capability 8.6".
    [[nodiscard]] static QString facts(const DeviceInfo& device, const QLocale& locale = QLocale());
    /// Why it cannot be used and what would help; empty where it can.
    [[nodiscard]] static QString reason(const DeviceInfo& device, const QLocale& locale = QLocale());
    /// Of a choice (its text form), by the list; with "fast (TF32)" where it is.
    [[nodiscard]] static QString nameOf(const std::string& choiceText, const std::vector<DeviceInfo>& devices);
    /// A version as CUDA counts it: 12040 is "12.4".
    [[nodiscard]] static QString version(int number);
    /// How a self-test went, in a sentence or two.
    [[nodiscard]] static QString selfTest(const SelfTestReport& report, const QLocale& locale = QLocale());
};

/// "no-driver" and the like: what --json says instead of the sentence.
[[nodiscard]] QString troubleKey(DeviceTrouble trouble);

}  // namespace glassnet::ui
