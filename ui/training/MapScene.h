#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <utility>
#include <vector>

#include "engine/project/Project.h"
#include "engine/training/UnitMaps.h"
#include "ui/training/MapImage.h"

namespace glassnet::ui {

/// The rows of a project as a plane shows them: raw columns, and the target of one output.
struct MapRows {
    /// The names of the columns.
    QStringList names;
    /// float32 [n, columns]; the test part may have no rows.
    Tensor training;
    Tensor test;
    /// Class indices, or numbers.
    std::vector<double> trainingTargets;
    std::vector<double> testTargets;
    /// 0: the targets are numbers.
    std::int64_t classes = 0;
    QStringList classNames;
};

/// The output with this id, else the first; null where there is none.
[[nodiscard]] const LayerSpec* outputOr(const NetworkSpec& network, LayerId id);

/// Rows of stored data have one column for each unit of the inputs, named after them. The targets are those of `output`, or of the first
/// where it is null.
[[nodiscard]] MapRows mapRows(const NetworkSpec& network, const SplitData& data, const LayerSpec* output = nullptr);

/// The plane of two columns: wide enough for all rows with some room around, the same on both axes where the columns are alike; the other
/// columns rest at their mean.
[[nodiscard]] MapPlane mapPlane(const MapRows& rows, std::size_t x, std::size_t y, std::int64_t side);

/// The two columns that are shown at first: the first two, or of images, which have many columns that are nearly constant, the two that
/// vary most.
[[nodiscard]] std::pair<std::size_t, std::size_t> firstColumns(const MapRows& rows);

/// At most `most` points of each part, evenly taken.
[[nodiscard]] std::vector<MapPoint> mapPoints(const MapRows& rows, const MapPlane& plane, std::size_t most = 1000);

/// What a unit gives over the plane; null where the maps have no such unit.
[[nodiscard]] std::shared_ptr<const MapImage> unitMap(const UnitMaps& maps, const LayerSpec& layer, std::int64_t unit);

/// What an output says over the plane: of several units the classes, where `classes` says that they are some.
[[nodiscard]] std::shared_ptr<const MapImage> outputMap(const UnitMaps& maps, const LayerSpec& layer, std::int64_t classes);

}  // namespace glassnet::ui
