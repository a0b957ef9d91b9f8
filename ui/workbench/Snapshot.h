#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/network/NetworkSpec.h"
#include "engine/program/Cursor.h"
#include "engine/program/Explanation.h"
#include "engine/program/GradientCheck.h"
#include "engine/program/Program.h"
#include "engine/training/TrainingState.h"
#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// Immutable numbers for display, with the step they belong to. Shares nothing with live buffers.
struct Snapshot {
    std::shared_ptr<const NetworkSpec> network;
    std::shared_ptr<const Program> program;
    /// Entries of the step in hand that have run; the entry in front of the eye is position - 1.
    std::size_t position = 0;
    Direction direction = Direction::Forward;
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    /// Samples in the batch in hand.
    std::int64_t rows = 1;
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    Knobs knobs;
    /// What the seeds draw: a value that differs was edited or trained.
    std::shared_ptr<const TrainingState> start;
    /// Every tensor of the program that has its value at `position` (and parameters, inputs, targets), contiguous.
    std::map<TensorId, Tensor> values;
    /// The terms behind the focused number; none when nothing is focused or it is not computed.
    std::optional<Explanation> explanation;
    /// Where the focused number is f(z): the terms behind z.
    std::optional<Explanation> inner;
    /// Numeric gradients of the parameters of the inspected layer; empty unless asked for.
    std::vector<GradientCheckItem> gradientCheck;

    /// The tensor's values, or null while they are not computed.
    [[nodiscard]] const Tensor* find(TensorId id) const {
        const auto found = values.find(id);
        return found == values.end() ? nullptr : &found->second;
    }
    /// One element, or none while it is not computed.
    [[nodiscard]] std::optional<double> at(const ElementRef& element) const {
        const auto* tensor = find(element.tensor);
        const bool isThere = tensor != nullptr && element.element >= 0 && element.element < tensor->elements();
        return isThere ? std::optional(tensor->at(element.element)) : std::nullopt;
    }
    /// The entry in front of the eye: the last that ran; none at the start of a step.
    [[nodiscard]] const Entry* current() const { return position == 0 ? nullptr : &program->entries()[position - 1]; }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace glassnet::ui
