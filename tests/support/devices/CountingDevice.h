#pragma once

#include <map>
#include <memory>

#include "engine/backend/cpu/CpuBackend.h"

namespace glassnet::test {

/// How often each tensor was read from a device.
using ReadCounts = std::map<TensorId, int>;

/// The CPU as a device with a memory of its own, which counts what is read from it.
class CountingDevice final : public Backend {
public:
    explicit CountingDevice(std::shared_ptr<ReadCounts> reads) : m_reads(std::move(reads)) {}
    [[nodiscard]] std::string_view key() const noexcept override { return m_cpu.key(); }
    [[nodiscard]] std::string_view arithmetic() const noexcept override { return m_cpu.arithmetic(); }
    [[nodiscard]] std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed& observed) const override {
        return std::make_unique<Counted>(program, m_cpu.prepare(program, observed), m_reads);
    }

private:
    class Counted final : public Executable {
    public:
        Counted(std::shared_ptr<const Program> program, std::unique_ptr<Executable> inner, std::shared_ptr<ReadCounts> reads)
            : Executable(std::move(program)), m_inner(std::move(inner)), m_reads(std::move(reads)) {}

    private:
        void doRun(std::size_t from, std::size_t to) override {
            m_inner->setRows(rows());
            m_inner->run(from, to);
        }
        [[nodiscard]] Tensor doRead(TensorId id) const override {
            ++(*m_reads)[id];
            m_inner->setRows(rows());
            return m_inner->read(id);
        }
        void doWrite(TensorId id, const Tensor& values) override {
            m_inner->setRows(rows());
            m_inner->write(id, values);
        }
        void doSetKnobs(const Knobs& knobs) override { m_inner->setKnobs(knobs); }
        void doSetDropoutGenerator(const Generator& generator) override { m_inner->setDropoutGenerator(generator); }
        [[nodiscard]] Generator doDropoutGenerator() const override { return m_inner->dropoutGenerator(); }
        [[nodiscard]] double doLoss() const override { return m_inner->read(program().loss()).item(); }

        std::unique_ptr<Executable> m_inner;
        std::shared_ptr<ReadCounts> m_reads;
    };

    CpuBackend m_cpu;
    std::shared_ptr<ReadCounts> m_reads;
};

}  // namespace glassnet::test
