#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet {

/// The layers of a project and the links among them as JSON text, with settings, names, places, colors, held values and cut connections
/// (but not the cut ones of a norm, dropout or join whose source stays behind: its units are unknown). `numbers` (may be null, may lack
/// some) gives their tensors, bit for bit, optimizer slots included. Ids that the project does not have are passed over. Throws
/// ErrorException (FileField) where a number is not finite or a name is not UTF-8.
[[nodiscard]] std::string copyLayers(const Project& project, const TrainingState* numbers, const std::set<LayerId>& layers);

/// What was pasted.
struct Pasted {
    /// The new layers, in the order of the copied ones.
    std::vector<LayerId> ids;
    /// Their tensors as they were copied, by the new ids; without slots where the projects have different optimizers. A shape fits the
    /// layer it was copied with: what a layer reads now may need another one.
    std::map<StateKey, Tensor> tensors;
};

/// Adds what copyLayers wrote: new ids, unique names, each place moved by `offset`. An Input is fitted to the rows there are (fitInput).
/// Everything is checked before anything is changed or allocated. Errors: FileField and FileLimit (any other text, links that cannot be
/// drawn, more layers than a file may hold), NoName, BadProperty, FileDamaged, TensorShape, TensorDType.
[[nodiscard]] Result<Pasted> pasteLayers(Project& project, std::string_view text, Position offset);

}  // namespace glassnet
