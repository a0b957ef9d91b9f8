#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/network/LayerProperties.h"
#include "engine/network/Problems.h"
#include "engine/project/Project.h"

namespace glassnet {

// Changes of what is drawn. Each checks first and changes nothing on an error; each keeps network, draw order, positions, colors and
// stored rows consistent (Draft::commit), so that what can run runs at once. A synthetic data set is never touched, and neither is the
// committed state: who holds it carries its tensors over. Every function with ids may fail with UnknownLayer or UnknownLink.

/// A name that no layer has: `base`, else its words with the first free number from 2 on ("Dense", "Dense 2", "Dense 3").
[[nodiscard]] std::string uniqueLayerName(const NetworkSpec& network, std::string_view base);

/// Adds a layer with uniqueLayerName of `name`. An Input in a project with stored rows draws its own samples, as many as there are rows.
/// Errors: NoName, BadProperty (also for "position").
[[nodiscard]] Result<LayerId> addLayer(Project& project, std::string name, LayerSettings settings, Position position);

/// Adds a layer in the middle of a link, which becomes two; the second keeps the link's place in its target's concatenation, and its cut
/// connections where the layer keeps units as they are (dropout, norms, a join). Errors: those of addLayer and whyNotConnect.
[[nodiscard]] Result<LayerId> insertOnLink(Project& project, LinkId link, std::string name, LayerSettings settings, Position position);

/// Why no link can be drawn: UnknownLayer, LinkToItself, LinkOutOfOutput, LinkIntoInput, LinkTwice, LinkCycle, LinkTaken, JoinSizes.
[[nodiscard]] std::optional<Error> whyNotConnect(const NetworkSpec& network, LayerId from, LayerId to);

/// Links two layers, at the end of the target's concatenation. Errors: those of whyNotConnect.
[[nodiscard]] Result<LinkId> connectLayers(Project& project, LayerId from, LayerId to);

/// Removes layers, their links and other links. Where a chain of removed layers had one link in and one out, the kept layers at its ends
/// are linked, unless whyNotConnect forbids it.
[[nodiscard]] Result<void> removeFromDrawing(Project& project, const std::set<LayerId>& layers, const std::set<LinkId>& links);

/// Sets a property of several layers, all or none. Inputs that draw their own samples always draw the same number: setting "drawnRows" of
/// one sets all. Errors: BadProperty (also for "drawnRows" other than the rows stored for another input).
[[nodiscard]] Result<void> setLayerProperty(Project& project, const std::set<LayerId>& layers, std::string_view key,
                                            const PropertyValue& value);
/// setLayerProperty of "units".
[[nodiscard]] Result<void> setUnits(Project& project, LayerId layer, std::int64_t units);

/// Errors: NoName, DuplicateName.
[[nodiscard]] Result<void> renameLayer(Project& project, LayerId layer, std::string name);
/// Names a unit, counted from 0; an empty name takes its name away. Errors: UnknownUnit, UnitNameTaken.
[[nodiscard]] Result<void> setUnitName(Project& project, LayerId layer, std::int64_t unit, std::string name);
/// Marks layers with a color from 1 to kLayerColors; none takes the mark away. Errors: BadProperty ("color").
[[nodiscard]] Result<void> setLayerColor(Project& project, const std::set<LayerId>& layers, std::optional<int> color);
/// Errors: BadProperty ("position") for one that is not finite or farther than 10^9 away.
[[nodiscard]] Result<void> moveLayers(Project& project, const std::map<LayerId, Position>& positions);

/// Cuts a connection of a link, or mends it. Errors: NotCuttable, UnknownUnit.
[[nodiscard]] Result<void> setCut(Project& project, LinkId link, UnitPair connection, bool cut);
/// Holds a unit at a value, or with none lets go of it. Errors: NotClampable, UnknownUnit, BadProperty ("clamps").
[[nodiscard]] Result<void> setClamp(Project& project, LayerId layer, std::int64_t unit, std::optional<double> value);

/// Carries out a repair, the batch size included. An input it adds gets uniqueLayerName of `name`, the rows there are (fitInput) and a
/// place left of what it feeds; an output one right of what it reads. Errors: NoName, BadProperty, those of whyNotConnect.
[[nodiscard]] Result<void> repairDrawing(Project& project, const Repair& repair, std::string name);

}  // namespace glassnet
