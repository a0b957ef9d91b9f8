#include "engine/backend/reference/ReferenceBackend.h"

#include <algorithm>
#include <utility>

#include "engine/backend/Stoppable.h"
#include "engine/backend/reference/ReferenceOperations.h"

namespace glassnet {

namespace {

class ReferenceExecutable final : public Executable, public Stoppable {
public:
    explicit ReferenceExecutable(std::shared_ptr<const Program> program) : Executable(std::move(program)) {
        for (const auto& info : this->program().tensors()) {
            m_tensors.push_back(Tensor::zeros(info.shape, info.dtype == DType::Int64 ? DType::Int64 : DType::Float64));
        }
        for (const auto& constant : this->program().constants()) {
            put(constant.tensor, constant.values);
        }
    }

    [[nodiscard]] bool runUntil(std::size_t from, std::size_t to, const std::function<bool()>& stop) override {
        m_watch = ReferenceWatch(stop);
        run(from, to);
        return !std::exchange(m_watch, ReferenceWatch()).isStopped();
    }

private:
    void put(TensorId id, const Tensor& values) {
        auto& tensor = m_tensors[id.value - 1];
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            tensor.set(i, values.at(i));
        }
    }

    void doRun(std::size_t from, std::size_t to) override {
        for (std::size_t i = from; i < to && !m_watch.ask(); ++i) {
            const auto& entry = program().entries()[i];
            referenceOperation(entry.op)({program(), entry, m_tensors, static_cast<std::size_t>(rows()), knobs(), m_generator, m_watch});
        }
    }
    [[nodiscard]] Tensor doRead(TensorId id) const override {
        const auto& tensor = m_tensors[id.value - 1];
        return program().tensor(id).perSample ? tensor.narrow(0, 0, rows()).clone() : tensor.clone();
    }
    void doWrite(TensorId id, const Tensor& values) override { put(id, values); }
    void doSetDropoutGenerator(const Generator& generator) override { m_generator = generator; }
    [[nodiscard]] Generator doDropoutGenerator() const override { return m_generator; }

    std::vector<Tensor> m_tensors;
    Generator m_generator{0};
    ReferenceWatch m_watch;
};

}  // namespace

std::unique_ptr<Executable> ReferenceBackend::prepare(std::shared_ptr<const Program> program, const Observed& /*observed*/) const {
    return std::make_unique<ReferenceExecutable>(std::move(program));
}

}  // namespace glassnet
