#include "ui/workbench/DeviceDesk.h"

#include <algorithm>
#include <chrono>

#include "engine/base/Version.h"

namespace glassnet::ui {

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// What makes the steps of two networks equally long.
std::string raceKey(const Program& program, const std::string& device) {
    auto key =
        device + "|" + std::to_string(program.options().batchSize) + "|" + std::to_string(static_cast<int>(program.options().optimizer));
    for (const auto& tensor : program.tensors()) {
        key += "|" + std::to_string(tensor.shape.elements());
    }
    return key;
}

std::string firstFailure(const SelfTestReport& report) { return report.failures.empty() ? std::string() : report.failures.front().name; }

}  // namespace

std::string deviceFingerprint(const DeviceInfo& device, const DeviceOptions& options) {
    auto text = device.key + "|" + device.name;
    for (const auto number : {static_cast<std::int64_t>(device.majorVersion), static_cast<std::int64_t>(device.minorVersion),
                              static_cast<std::int64_t>(device.multiprocessors), static_cast<std::int64_t>(device.driverVersion),
                              static_cast<std::int64_t>(device.neededVersion), device.memory}) {
        text += "|" + std::to_string(number);
    }
    return text + "|" + std::string(kVersion) + (options.tf32 ? "|tf32" : "");
}

DeviceDesk::DeviceDesk(std::shared_ptr<DeviceHost> host, std::set<std::string> passed) : m_host(std::move(host)), m_seconds(now) {
    DeviceReport first;
    first.devices = {cpuDevice()};
    first.isLookedFor = m_host == nullptr;
    first.passed = std::move(passed);
    m_report = std::make_shared<const DeviceReport>(std::move(first));
}

void DeviceDesk::change(const std::function<void(DeviceReport&)>& change) {
    const std::lock_guard lock(m_mutex);
    auto next = std::make_shared<DeviceReport>(*m_report);
    change(*next);
    m_report = std::move(next);
    ++m_version;
}

DeviceReportPtr DeviceDesk::report() const {
    const std::lock_guard lock(m_mutex);
    return m_report;
}

std::uint64_t DeviceDesk::version() const {
    const std::lock_guard lock(m_mutex);
    return m_version;
}

void DeviceDesk::takeList() {
    auto devices = m_host->list();
    change([&](DeviceReport& report) {
        report.devices = std::move(devices);
        report.isLookedFor = true;
    });
}

void DeviceDesk::look() {
    if (m_host != nullptr) {
        takeList();
    }
}

void DeviceDesk::exclude(const std::string& key, DeviceTrouble trouble, const std::string& detail) {
    if (m_host != nullptr) {
        m_host->exclude(key, trouble, detail);
        takeList();
    }
}

bool DeviceDesk::isPassed(const DeviceInfo& device, const DeviceOptions& options) const {
    const std::lock_guard lock(m_mutex);
    return m_report->passed.contains(deviceFingerprint(device, options));
}

NamedBackend DeviceDesk::give(const std::string& device) {
    const auto choice = DeviceChoice::parse(device);
    if (m_host == nullptr || !choice.has_value()) {
        return {};
    }
    auto backend = m_host->backend(*choice);
    return backend.has_value() ? NamedBackend{choice->text(), std::move(*backend)} : NamedBackend{};
}

void DeviceDesk::lost(const std::string& device, const Error& error) {
    // One that is full may do for the next network; one that could not do a step is not trusted with another.
    const auto choice = DeviceChoice::parse(device);
    if (error.code != ErrorCode::DeviceFull && choice.has_value()) {
        const auto* words = error.arguments.size() > 2 ? std::get_if<std::string>(&error.arguments[2]) : nullptr;
        exclude(choice->key, DeviceTrouble::Lost, words == nullptr ? std::string() : *words);
    }
}

SessionDevices DeviceDesk::forSessions() {
    SessionDevices devices;
    devices.give = [this](const std::string& device) { return give(device); };
    devices.lost = [this](const std::string& device, const Error& error) { lost(device, error); };
    const auto now = report();
    const auto& wish = now->wish;
    if (wish.has_value() && !wish->isCpu() && now->isLookedFor) {
        const auto device = m_host->find(wish->key);
        if (device.has_value() && device->trouble == DeviceTrouble::None && isPassed(*device, wish->options)) {
            devices.device = wish->text();
        }
    }
    return devices;
}

void DeviceDesk::wish(const DeviceWish& wish) {
    change([&](DeviceReport& report) {
        report.wish = wish;
        report.verdict = {};
    });
}

void DeviceDesk::noteFallback() {
    change([](DeviceReport& report) { report.verdict = {std::string(kCpuKey), DeviceReason::Failed, 0.0, {}, {}}; });
}

void DeviceDesk::test(const DeviceChoice& choice, const std::stop_token& stop, const Progress& progress) {
    const auto device = choice.isCpu() ? std::optional(cpuDevice()) : m_host != nullptr ? m_host->find(choice.key) : std::nullopt;
    const auto backend = choice.isCpu() ? NamedBackend{choice.text(), std::make_shared<const CpuBackend>()} : give(choice.text());
    if (!device.has_value() || backend.backend == nullptr) {
        return;
    }
    SelfTestPlan plan;
    plan.productTolerance = choice.options.tf32 ? kTf32Tolerance : 0.0;
    auto found = runSelfTest(*backend.backend, plan, stop, progress);
    if (found.outcome == SelfTestOutcome::Cancelled) {
        return;
    }
    const auto outcome = found.outcome;
    const auto failure = firstFailure(found);
    change([&](DeviceReport& report) {
        report.selfTests.insert_or_assign(choice.text(), SelfTestRecord{*device, choice.options, std::move(found)});
        if (outcome == SelfTestOutcome::Passed) {
            report.passed.insert(deviceFingerprint(*device, choice.options));
        } else {
            report.passed.erase(deviceFingerprint(*device, choice.options));
        }
    });
    if (outcome != SelfTestOutcome::Passed && !choice.isCpu()) {
        exclude(choice.key, DeviceTrouble::SelfTestFailed, failure);
    }
}

DeviceDesk::Readiness DeviceDesk::ready(const DeviceChoice& choice, const std::stop_token& stop, const Progress& progress) {
    if (choice.isCpu()) {
        return Readiness::Ready;
    }
    if (m_host == nullptr || !m_host->backend(choice).has_value()) {
        look();  // Its trouble may be known only now.
        return Readiness::Refused;
    }
    const auto device = m_host->find(choice.key);
    if (!isPassed(*device, choice.options)) {
        test(choice, stop, progress);
        if (!isPassed(*device, choice.options)) {
            return stop.stop_requested() ? Readiness::Stopped : Readiness::Refused;
        }
    }
    return Readiness::Ready;
}

std::optional<Error> DeviceDesk::move(Session& session, const std::string& device) {
    const auto before = session.moment();
    try {
        session.useDevice(device);
    } catch (const ErrorException& exception) {
        if (!isDeviceError(exception.error())) {
            throw;
        }
        // Where it had no room nothing has changed.
        if (session.device() != before.device) {
            session.leaveDevice(exception.error(), &before);
        }
        return exception.error();
    }
    return std::nullopt;
}

std::optional<Error> DeviceDesk::apply(Session& session, const std::stop_token& stop, const Progress& progress) {
    const auto wish = report()->wish;
    if (!wish.has_value()) {
        change([&](DeviceReport& report) { report.verdict = {session.device(), DeviceReason::NotYet, 0.0, {}, {}}; });
        return std::nullopt;
    }
    const auto readiness = ready(*wish, stop, progress);
    auto failed = readiness == Readiness::Ready ? move(session, wish->text()) : std::nullopt;
    if (readiness == Readiness::Refused || failed.has_value()) {
        session.useDevice(std::string(kCpuKey));
    }
    const auto reason = session.device() == wish->text() ? DeviceReason::Chosen : DeviceReason::Failed;
    change([&](DeviceReport& report) { report.verdict = {session.device(), reason, 0.0, {}, {}}; });
    return failed;
}

void DeviceDesk::follow(const Session& session) {
    const auto now = report();
    if (now->verdict.device != session.device()) {
        const bool isWished = now->wish.has_value() && now->wish->text() == session.device();
        const auto reason = isWished ? DeviceReason::Chosen : now->wish.has_value() ? DeviceReason::Failed : DeviceReason::NotYet;
        change([&](DeviceReport& report) { report.verdict = {session.device(), reason, 0.0, {}, {}}; });
    }
}

std::optional<DeviceInfo> DeviceDesk::rival() const {
    if (m_host == nullptr) {
        return std::nullopt;
    }
    const auto devices = m_host->list();
    const auto found = std::ranges::find_if(
        devices, [](const DeviceInfo& device) { return device.key != kCpuKey && device.trouble == DeviceTrouble::None; });
    return found == devices.end() ? std::nullopt : std::optional(*found);
}

DeviceVerdict DeviceDesk::automatic(Session& session, const std::stop_token& stop, const Progress& progress) {
    DeviceVerdict verdict{std::string(kCpuKey), DeviceReason::NoOther, stepOperations(session.trainer().program()), {}, {}};
    if (verdict.operations < kFewOperations) {
        verdict.reason = DeviceReason::Small;
        return verdict;
    }
    const auto device = rival();
    if (!device.has_value()) {
        return verdict;
    }
    verdict.rival = device->key;
    verdict.reason = DeviceReason::Failed;
    const auto readiness = ready({device->key, {}}, stop, progress);
    if (readiness != Readiness::Ready) {
        verdict.reason = readiness == Readiness::Stopped ? DeviceReason::NotYet : DeviceReason::Failed;
        return verdict;
    }
    const auto key = raceKey(session.trainer().program(), device->key);
    if (!m_races.contains(key)) {
        try {
            const auto times = raceDevices(session.trainer(), {std::string(kCpuKey), std::make_shared<const CpuBackend>()},
                                           give(device->key), m_seconds, stop);
            if (!times.has_value()) {
                verdict.reason = DeviceReason::NotYet;
                return verdict;
            }
            m_races[key] = *times;
        } catch (const ErrorException& exception) {
            if (!isDeviceError(exception.error())) {
                throw;
            }
            lost(device->key, exception.error());
            return verdict;
        }
    }
    verdict.times = m_races.at(key);
    verdict.reason = verdict.times.isWorthwhile() ? DeviceReason::Faster : DeviceReason::NotFaster;
    verdict.device = verdict.times.isWorthwhile() ? device->key : std::string(kCpuKey);
    return verdict;
}

void DeviceDesk::decide(Session& session, const std::stop_token& stop, const Progress& progress) {
    if (report()->wish.has_value()) {
        apply(session, stop, progress);
        return;
    }
    auto verdict = automatic(session, stop, progress);
    if (move(session, verdict.device).has_value()) {
        verdict = {session.device(), DeviceReason::Failed, verdict.operations, {}, verdict.rival};
    }
    change([&](DeviceReport& report) { report.verdict = verdict; });
}

}  // namespace glassnet::ui
