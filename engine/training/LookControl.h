#pragma once

#include <cstdint>
#include <functional>

#include "engine/program/Program.h"

namespace glassnet {

/// How someone who waits is heard and told while the engine looks at a step. Empty functions are not called.
struct LookControl {
    /// Asked between two entries that run: true ends the look.
    std::function<bool()> cancelled;
    /// Told how much of the work is done.
    std::function<void(std::int64_t done, std::int64_t total)> progress;

    [[nodiscard]] bool isCancelled() const { return cancelled && cancelled(); }
    void tell(std::int64_t done, std::int64_t total) const {
        if (progress) {
            progress(done, total);
        }
    }
};

/// How a look at the step in hand ended.
enum class LookOutcome : std::uint8_t {
    Done,
    Cancelled,       ///< what is in the result is not whole
    NoGradientsYet,  ///< no parameter's gradient is computed at this position
    NoUpdatesYet,    ///< no parameter's update has run at this position
    NothingTrains,   ///< the program has no loss or no parameter with a gradient
    NotAParameter,   ///< an element that was asked for is none of a parameter
};

/// One number of a parameter.
struct ParameterElement {
    TensorId parameter;
    std::int64_t element = 0;
    friend bool operator==(const ParameterElement&, const ParameterElement&) = default;
};

/// True when the parameter's update is among the first `position` entries: its value is the next step's.
[[nodiscard]] inline bool isUpdated(const Program& program, TensorId parameter, std::size_t position) {
    const auto& entries = program.entries();
    for (std::size_t i = program.phaseBegin(Phase::Update); i < position && i < entries.size(); ++i) {
        if (entries[i].op == Op::Update && entries[i].outputs[0] == parameter) {
            return true;
        }
    }
    return false;
}

}  // namespace glassnet
