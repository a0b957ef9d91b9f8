#pragma once

#include "engine/project/Project.h"

namespace glassnet {

/// How a change of the drawing treats the numbers that are there.
enum class CarryMode : std::uint8_t {
    Keep,     ///< what was edited or trained stays where its shape stays
    KeepAll,  ///< every tensor stays where its shape stays, also what still has its start value
    Redraw    ///< everything is drawn anew
};

/// The state a changed project goes on from.
struct CarriedState {
    TrainingState state;
    /// True when every parameter kept its shape and the data stayed: the step in hand goes on, also with another optimizer (whose
    /// slots are new) or with other batches. Otherwise the steps begin at 0.
    bool goesOn = false;
};

/// Brings the numbers of a project over to what became of it. `present` are its numbers and `presentStart` what it started from, `start`
/// is what the changed project starts from. Nobody touched what still has its start value at step 0: it is drawn anew, as the code of
/// the changed network would draw it. So is a layer whose start settings changed. All else is kept where its shape is.
[[nodiscard]] CarriedState carryState(const Project& before, const Project& after, const TrainingState& present,
                                      const TrainingState& presentStart, const TrainingState& start, CarryMode mode);

/// True when two networks differ in names at most.
[[nodiscard]] bool sameNetwork(const NetworkSpec& a, const NetworkSpec& b);

/// True when both compile to the same program with the same data: they differ in names, places, colors and knobs at most.
[[nodiscard]] bool sameProgram(const Project& a, const Project& b);

}  // namespace glassnet
