#pragma once

namespace glassnet::ui {

/// What a palette entry carries when it is dragged: the key of a layer kind in layerKinds(), as UTF-8.
inline constexpr auto kLayerMime = "application/x-glassnet-layer";
/// The key of a set in syntheticSets(), as UTF-8.
inline constexpr auto kDataMime = "application/x-glassnet-data";

}  // namespace glassnet::ui
