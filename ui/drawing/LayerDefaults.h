#pragma once

#include <QString>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "engine/project/ChainProject.h"

namespace glassnet::ui {

/// What a layer is like when it is drawn: ready to run, of a size one can see through.
[[nodiscard]] LayerSettings defaultSettings(LayerKind kind);

/// What it is called at first.
[[nodiscard]] QString defaultName(LayerKind kind);

/// What the layers of a chain typed as numbers are called.
[[nodiscard]] ChainNames chainNames();

/// The kind with this key of layerKinds(); none for another.
[[nodiscard]] std::optional<LayerKind> layerKindOf(const QString& key);

}  // namespace glassnet::ui
