#include "engine/training/TrainingState.h"

#include <bit>

#include "engine/program/KnobTable.h"
#include "engine/tensor/TensorMaps.h"

namespace glassnet {

namespace {

/// FNV-1a over bytes (Fowler, Noll, Vo): small, the same everywhere, good enough to tell states apart in tests.
class Hash {
public:
    void add(std::span<const std::byte> bytes) {
        for (const auto byte : bytes) {
            m_value = (m_value ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3ULL;
        }
    }
    void add(std::uint64_t word) {
        for (int i = 0; i < 8; ++i) {
            const auto byte = static_cast<std::byte>(word >> (8 * i));
            add(std::span(&byte, 1));
        }
    }
    void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
    void add(const Tensor& tensor) {
        add(static_cast<std::uint64_t>(tensor.dtype()));
        for (const auto size : tensor.shape().sizes()) {
            add(static_cast<std::uint64_t>(size));
        }
        add(tensor.contiguous().bytes());
    }
    void add(const Generator& generator) {
        const auto& state = generator.state();
        for (const auto word : state.words) {
            add(static_cast<std::uint64_t>(word));
        }
        add(static_cast<std::uint64_t>(state.next));
        add(state.cachedNormal.has_value() ? std::uint64_t{1} : std::uint64_t{0});
        add(state.cachedNormal.value_or(0.0));
    }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

}  // namespace

bool bitEqual(const TrainingState& a, const TrainingState& b) {
    return bitEqual(a.tensors, b.tensors) && a.seeds == b.seeds && a.generators == b.generators && bitEqual(a.order, b.order) &&
           a.cursor == b.cursor && a.step == b.step && a.epoch == b.epoch && a.knobs == b.knobs;
}

std::uint64_t stateHash(const TrainingState& state) {
    Hash hash;
    for (const auto& [key, tensor] : state.tensors) {
        hash.add(static_cast<std::uint64_t>(key.layer.value));
        hash.add(static_cast<std::uint64_t>(key.role));
        hash.add(static_cast<std::uint64_t>(key.slot));
        hash.add(tensor);
    }
    for (std::size_t i = 0; i < kGeneratorRoles; ++i) {
        hash.add(state.seeds[i]);
        hash.add(state.generators[i]);
    }
    hash.add(state.order);
    hash.add(static_cast<std::uint64_t>(state.cursor));
    hash.add(static_cast<std::uint64_t>(state.step));
    hash.add(static_cast<std::uint64_t>(state.epoch));
    for (const auto& knob : knobTable()) {
        if (knob.get != nullptr) {
            hash.add(knob.get(state.knobs));
        }
    }
    return hash.value();
}

std::uint64_t stateBytes(const TrainingState& state) {
    const auto bytes = [](const Tensor& tensor) { return static_cast<std::uint64_t>(tensor.elements()) * byteSize(tensor.dtype()); };
    std::uint64_t sum = sizeof(TrainingState) + bytes(state.order);
    for (const auto& [key, tensor] : state.tensors) {
        sum += bytes(tensor);
    }
    return sum;
}

}  // namespace glassnet
