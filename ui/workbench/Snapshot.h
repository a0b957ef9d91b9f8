#pragma once

#include <algorithm>
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
#include "engine/program/StepPlace.h"
#include "engine/training/Timeline.h"
#include "engine/training/TrainingState.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/ShownTensors.h"

namespace glassnet::ui {

/// The ways through time and what remembering them takes.
struct TimeFacts {
    std::vector<BranchInfo> branches;
    BranchId branch;
    /// Bytes of checkpoints and events, and the most there may be.
    std::uint64_t bytes = 0;
    std::uint64_t budget = 0;
};

/// Immutable numbers for display, with the step they belong to. Shares nothing with live buffers.
struct Snapshot {
    std::shared_ptr<const NetworkSpec> network;
    std::shared_ptr<const Program> program;
    /// Entries of the step in hand that have run; the entry in front of the eye is position - 1.
    std::size_t position = 0;
    Direction direction = Direction::Forward;
    /// Set while the entry in front of the eye is only partly shown: these of `numbers` are there.
    std::optional<EntryPart> part;
    /// The numbers of that entry; only with `part`.
    std::shared_ptr<const EntryNumbers> numbers;
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    /// Set where the step moved and the selection went along: what is selected now, which the explanation is of.
    std::optional<Selection> followed;
    /// Samples in the batch in hand, in a full one, and in the data; with fewer than a full one's it is the short last batch of an epoch.
    std::int64_t rows = 1;
    std::int64_t batchSize = 1;
    std::int64_t dataRows = 1;
    /// Which rows of the data the batch has, int64 [rows], and which place of the epoch's order it begins at.
    Tensor batchRows;
    std::int64_t batchStart = 0;
    /// The ways through time.
    std::shared_ptr<const TimeFacts> time;
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    /// What the step in hand computes with: the learning rate is the one that the schedule gives this epoch.
    Knobs knobs;
    /// The learning rate before the schedule, the one that is turned.
    double baseLearningRate = 0.0;
    /// The state at the start of the step in hand: what an update changes in place was this before. Has the tensors that `values` has.
    std::shared_ptr<const TrainingState> stepStart;
    /// What the seeds draw: a value that differs was edited or trained.
    std::shared_ptr<const TrainingState> start;
    /// Every tensor of the program that has its value at `position` (and parameters, inputs, targets), contiguous. What a partly shown
    /// entry changes in place is old and new as far as it is shown. Shares its storage with the snapshots before, never with a device.
    /// While a device with a memory of its own trains: only those that the snapshots before were asked for.
    std::map<TensorId, Tensor> values;
    /// Told which tensors are asked for, and the number of this snapshot there; may be null.
    std::shared_ptr<ShownTensors> shown;
    std::uint64_t number = 0;
    /// The terms behind the focused number; none when nothing is focused or it is not computed.
    std::optional<Explanation> explanation;
    /// Where the focused number is f(z): the terms behind z.
    std::optional<Explanation> inner;
    /// Numeric gradients of the parameters of the inspected layer; empty unless asked for.
    std::vector<GradientCheckItem> gradientCheck;

    /// Elements that are to be guessed: nobody is told them. Few.
    std::vector<ElementRef> hidden;

    /// False for an element of the entry in front of the eye that is not shown yet, and for one that is to be guessed; whether the tensor
    /// is computed at all says find.
    [[nodiscard]] bool isKnown(const ElementRef& element) const {
        if (std::find(hidden.begin(), hidden.end(), element) != hidden.end()) {
            return false;
        }
        if (!part.has_value() || !isHiddenInPart(element.tensor)) {
            return true;
        }
        const auto index = numbers->indexOf({element.tensor, element.element});
        return !index.has_value() || *index < part->numbers;
    }
    /// The tensor's values, or null while they are not all computed.
    [[nodiscard]] const Tensor* find(TensorId id) const {
        if (std::any_of(hidden.begin(), hidden.end(), [id](const ElementRef& element) { return element.tensor == id; })) {
            return nullptr;
        }
        return part.has_value() && isHiddenInPart(id) && numbers->indexOf({id, 0}).has_value() ? nullptr : findPart(id);
    }
    /// The same of a tensor that may be partly shown: isKnown tells which of its elements are.
    [[nodiscard]] const Tensor* findPart(TensorId id) const {
        if (shown != nullptr && id.valid()) {
            shown->note(id, number);
        }
        const auto found = values.find(id);
        return found == values.end() ? nullptr : &found->second;
    }
    /// Terms of the explanation that have joined so far: all of them unless one after the other joins.
    [[nodiscard]] std::size_t termsShown() const {
        const auto all = explanation.has_value() ? explanation->terms.size() : 0;
        return part.has_value() && part->terms > 0 ? std::min(all, static_cast<std::size_t>(part->terms)) : all;
    }
    /// One element, or none while it is not computed.
    [[nodiscard]] std::optional<double> at(const ElementRef& element) const {
        const auto* tensor = isKnown(element) ? findPart(element.tensor) : nullptr;
        const bool isThere = tensor != nullptr && element.element >= 0 && element.element < tensor->elements();
        return isThere ? std::optional(tensor->at(element.element)) : std::nullopt;
    }
    /// The entry in front of the eye: the last that ran; none at the start of a step.
    [[nodiscard]] const Entry* current() const { return position == 0 ? nullptr : &program->entries()[position - 1]; }

private:
    /// What is changed in place has a value all the time, the old one; the rest has none before it is shown.
    [[nodiscard]] bool isHiddenInPart(TensorId id) const { return isMadeByEntries(program->tensor(id).role); }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace glassnet::ui
