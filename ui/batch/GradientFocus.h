#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/program/SampleParts.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// An element of a parameter's gradient that is a sum over the batch.
struct GradientFocus {
    TensorId parameter;
    TensorId gradient;
    /// The entry that makes it.
    std::size_t entry = 0;
    std::int64_t element = 0;
    friend bool operator==(const GradientFocus&, const GradientFocus&) = default;
};

/// Every parameter of the program that has a gradient, in the order of the network, with its first element.
[[nodiscard]] std::vector<GradientFocus> gradientsOf(const Program& program);

/// The gradient to show: that of `chosen`, else of the selected parameter, else the one that is being made, else the first. None where no
/// parameter has one.
[[nodiscard]] std::optional<GradientFocus> gradientFocus(const Snapshot& snapshot, const Selection& selection,
                                                         const std::optional<ElementRef>& chosen);

/// Each sample's part of the elements of one gradient, as far as it is shown: all parts of an element that is made, and of the one whose
/// terms join those that have joined.
class ShownParts {
public:
    ShownParts(SnapshotPtr snapshot, const GradientFocus& focus);

    /// How many samples, from the first on, have their part of an element shown.
    [[nodiscard]] std::int64_t shown(std::int64_t element) const;
    /// None while it is not computed or not shown.
    [[nodiscard]] std::optional<double> part(std::int64_t element, std::int64_t sample) const;
    /// Its factors where they are computed, else none.
    [[nodiscard]] std::vector<Factor> factors(std::int64_t element, std::int64_t sample) const;
    [[nodiscard]] bool isCut(std::int64_t element) const { return m_parts != nullptr && m_parts->isCut(element); }

private:
    SnapshotPtr m_snapshot;
    GradientFocus m_focus;
    std::shared_ptr<const SampleParts> m_parts;
};

}  // namespace glassnet::ui
