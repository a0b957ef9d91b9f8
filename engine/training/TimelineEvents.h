#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/StateKey.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

using BranchId = StrongId<struct BranchTag>;

/// A value changed by hand.
struct ParameterEvent {
    StateKey key;
    Tensor values;
};

/// Knobs turned by hand.
struct KnobsEvent {
    Knobs knobs;
};

/// The run goes on on another device; its steps are repeated there.
struct DeviceEvent {
    std::string device;
};

/// Something from outside that happened at the start of a step and must be repeated when the step is replayed.
struct TimelineEvent {
    std::int64_t step = 0;
    std::variant<ParameterEvent, KnobsEvent, DeviceEvent> what;
};

/// A stretch of a branch on the way to another: its steps up to `lastStep`.
struct Stretch {
    BranchId branch;
    std::int64_t lastStep = 0;
};

/// What a tensor was made into by hand: all of it, or a few elements of the tensor that stood there.
class TensorChange {
public:
    /// `before` may be null (not known): then all of `values` is kept, as it is where many elements differ.
    TensorChange(const Tensor* before, const Tensor& values);

    /// What `before` becomes.
    [[nodiscard]] Tensor applied(const Tensor& before) const;
    [[nodiscard]] std::uint64_t bytes() const;

private:
    std::optional<Tensor> m_values;
    std::vector<std::pair<std::int64_t, double>> m_elements;
};

/// What happened from outside at one step of one branch. Every key is there once: of a drag only the last value counts.
struct StepEvents {
    std::map<StateKey, TensorChange> tensors;
    std::optional<Knobs> knobs;
    std::optional<std::string> device;
};

/// The events of all branches, by branch and step.
class EventLog {
public:
    /// `before` as in TensorChange.
    void setTensor(BranchId branch, std::int64_t step, const StateKey& key, const Tensor* before, const Tensor& values);
    void setKnobs(BranchId branch, std::int64_t step, const Knobs& knobs);
    void setDevice(BranchId branch, std::int64_t step, const std::string& device);

    /// Null when nothing happened there.
    [[nodiscard]] const StepEvents* find(BranchId branch, std::int64_t step) const;
    /// The first step after `after` and before `last` of the way at which something happened, else `last`.
    [[nodiscard]] std::int64_t nextStep(const std::vector<Stretch>& path, std::int64_t after, std::int64_t last) const;
    /// The device that a step of the way runs on: the last one changed to up to it; null where none was.
    [[nodiscard]] const std::string* deviceAt(const std::vector<Stretch>& path, std::int64_t step) const;
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_bytes; }

private:
    StepEvents& at(BranchId branch, std::int64_t step);

    std::map<std::pair<BranchId, std::int64_t>, StepEvents> m_steps;
    std::uint64_t m_bytes = 0;
};

}  // namespace glassnet
