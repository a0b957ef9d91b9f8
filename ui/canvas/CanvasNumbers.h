#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "engine/program/Program.h"
#include "ui/canvas/LinkLines.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// Which numbers are kept from the eye, as while a person is to say them. Empty: none.
using HiddenNumbers = std::function<bool(const ElementRef&)>;

/// The numbers of a snapshot as the canvas may show them: of the sample that is followed, without what is not there yet or hidden.
/// Refers to what it is made from.
class CanvasNumbers {
public:
    /// `snapshot` may be null or without a program: then there are none.
    CanvasNumbers(const Snapshot* snapshot, const Selection& selection, const HiddenNumbers& hidden);

    [[nodiscard]] bool isThere() const noexcept { return m_snapshot != nullptr; }
    [[nodiscard]] const Snapshot& snapshot() const { return *m_snapshot; }
    [[nodiscard]] const Program& program() const { return *m_snapshot->program; }
    /// The entry in front of the eye; null at the start of a step.
    [[nodiscard]] const Entry* entry() const noexcept { return m_entry; }
    [[nodiscard]] std::int64_t row() const noexcept { return m_row; }
    [[nodiscard]] bool in(Phase phase) const { return m_entry != nullptr && m_entry->phase == phase; }
    /// True when the entry in front of the eye is there only in part.
    [[nodiscard]] bool isPart() const { return m_entry != nullptr && m_snapshot->part.has_value(); }

    [[nodiscard]] bool isHidden(const ElementRef& element) const { return m_hidden && m_hidden(element); }
    [[nodiscard]] std::optional<double> at(const std::optional<ElementRef>& element) const;
    /// The element that belongs to a unit: of the shown sample where the tensor has one for each. None of an invalid tensor.
    [[nodiscard]] std::optional<ElementRef> elementOf(TensorId tensor, std::int64_t unit) const;
    /// A tensor that is there in whole, hidden numbers too; null otherwise.
    [[nodiscard]] const Tensor* find(TensorId tensor) const;
    /// The numbers of `count` elements from `first` on, zero where they are hidden; none while not all of them are there.
    [[nodiscard]] std::optional<LinkValues> values(TensorId tensor, std::int64_t first, std::int64_t count) const;

    /// True when the entry in front of the eye made this tensor, in whole or in part.
    [[nodiscard]] bool isMadeHere(TensorId tensor) const;
    /// The same for the gradient by this tensor, whole or a part of it.
    [[nodiscard]] bool isGradientMadeHere(TensorId of) const;
    /// True when the entry in front of the eye made this tensor; of one that is there in part, when this element is the number in hand.
    [[nodiscard]] bool isHere(const std::optional<ElementRef>& element) const;
    /// The same for the gradient by the element's tensor, whole or a part of it.
    [[nodiscard]] bool isGradientHere(const std::optional<ElementRef>& element) const;

private:
    [[nodiscard]] bool isInHand(std::int64_t element) const;

    const Snapshot* m_snapshot = nullptr;
    const Entry* m_entry = nullptr;
    const HiddenNumbers& m_hidden;
    std::int64_t m_row = 0;
};

}  // namespace glassnet::ui
