// A module whose devices compute with the CPU's split arithmetic and are, as the environment tells, in trouble, full, wrong or lost.
// What it takes from the engine it finds in the program that opens it.

#include <atomic>
#include <cstdlib>
#include <string>

#include "engine/backend/DeviceModule.h"
#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Operations.h"

namespace {

using namespace glassnet;

std::string text(const char* variable) {
    const char* const value = std::getenv(variable);
    return value == nullptr ? std::string() : value;
}

long number(const char* variable, long standard) {
    const auto value = text(variable);
    return value.empty() ? standard : std::atol(value.c_str());
}

std::string nameOf(int index) { return "Fake GPU " + std::to_string(index); }

/// Calls of the device since the variable was set.
void call(const std::string& name) {
    static std::atomic<long> calls = 0;
    const auto limit = text("GLASSNET_FAKE_LOST_AFTER");
    if (limit.empty()) {
        calls = 0;
    } else if (++calls > std::atol(limit.c_str())) {
        throw ErrorException({ErrorCode::DeviceLost, {name, std::string("fakeRun"), std::string("the fake device is gone")}});
    }
}

class FakeExecutable final : public Executable {
public:
    FakeExecutable(std::shared_ptr<const Program> program, std::string name)
        : Executable(program), m_name(std::move(name)), m_inner(CpuBackend(CpuArithmetic::Split).prepare(std::move(program), {})) {}

private:
    void doRun(std::size_t from, std::size_t to) override {
        call(m_name);
        m_inner->setRows(rows());
        m_inner->run(from, to);
        for (auto entry = from; entry < to; ++entry) {
            spoil(entry);
        }
    }
    Tensor doRead(TensorId id) const override {
        call(m_name);
        m_inner->setRows(rows());
        return m_inner->read(id);
    }
    void doWrite(TensorId id, const Tensor& values) override {
        call(m_name);
        m_inner->setRows(rows());
        m_inner->write(id, values);
    }
    void doSetKnobs(const Knobs& knobs) override { m_inner->setKnobs(knobs); }
    void doSetDropoutGenerator(const Generator& generator) override { m_inner->setDropoutGenerator(generator); }
    Generator doDropoutGenerator() const override { return m_inner->dropoutGenerator(); }
    SliceReport doTrainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop) override {
        call(m_name);
        // The contract's own loop, so that a device that is wrong or lost is so in the middle of a slice too.
        SliceReport report;
        const auto batch = program().options().batchSize;
        const auto rowsLeft = boundOrder().elements() - cursor;
        const auto left = (rowsLeft + batch - 1) / batch;
        while (report.steps < steps && report.steps < left && !stop.stop_requested()) {
            loadBatch(cursor + report.steps * batch);
            doRun(0, program().size());
            report.losses.push_back(m_inner->read(program().loss()).item());
            ++report.steps;
        }
        return report;
    }

    /// The operation that the environment names gives a first number that is a hundredth too large.
    void spoil(std::size_t index) {
        const auto& entry = program().entries()[index];
        if (text("GLASSNET_FAKE_WRONG") == operationInfo(entry.op).key) {
            auto values = m_inner->read(entry.outputs[0]).clone();
            values.set(0, 1.01 * values.at(0));
            m_inner->write(entry.outputs[0], values);
        }
    }

    std::string m_name;
    std::unique_ptr<Executable> m_inner;
};

class FakeBackend final : public Backend {
public:
    explicit FakeBackend(std::string name) : m_name(std::move(name)) {}
    [[nodiscard]] std::string_view key() const noexcept override { return "cuda"; }
    [[nodiscard]] std::string_view arithmetic() const noexcept override { return "mul-add"; }
    [[nodiscard]] std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed&) const override {
        if (!text("GLASSNET_FAKE_FULL").empty()) {
            throw ErrorException({ErrorCode::DeviceFull, {m_name, std::int64_t{5} << 30U, std::int64_t{1} << 30U}});
        }
        return std::make_unique<FakeExecutable>(std::move(program), m_name);
    }

private:
    std::string m_name;
};

std::vector<DeviceInfo> probe() noexcept {
    std::vector<DeviceInfo> devices;
    const auto trouble = static_cast<DeviceTrouble>(number("GLASSNET_FAKE_TROUBLE", 0));
    const bool ofAll = trouble != DeviceTrouble::None && trouble != DeviceTrouble::DeviceTooOld;
    for (long i = 0; i < (ofAll ? 1 : number("GLASSNET_FAKE_DEVICES", 1)); ++i) {
        DeviceInfo info;
        info.key = ofAll ? "cuda" : "cuda:" + std::to_string(i);
        info.name = ofAll ? std::string() : nameOf(static_cast<int>(i));
        info.memory = std::int64_t{8} << 30U;
        info.majorVersion = trouble == DeviceTrouble::DeviceTooOld ? 6 : 8;
        info.minorVersion = 6;
        info.multiprocessors = 20;
        info.driverVersion = trouble == DeviceTrouble::DriverTooOld ? 12040 : 13000;
        info.neededVersion = 13000;
        info.trouble = i == 0 ? trouble : DeviceTrouble::None;
        devices.push_back(info);
    }
    return devices;
}

Backend* create(int index, const DeviceOptions&, DeviceInfo& trouble) noexcept {
    trouble.freeMemory = std::int64_t{7} << 30U;
    if (!text("GLASSNET_FAKE_BROKEN").empty()) {
        trouble.trouble = DeviceTrouble::BrokenDriver;
        trouble.detail = "the fake device does not start";
        return nullptr;
    }
    return new FakeBackend(nameOf(index));
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const glassnet::DeviceModule* glassnetDeviceModule() {
    static glassnet::DeviceModule module{};
    module = {static_cast<std::uint32_t>(number("GLASSNET_FAKE_ABI", glassnet::kDeviceModuleAbi)), "cuda", probe, create};
    return &module;
}
