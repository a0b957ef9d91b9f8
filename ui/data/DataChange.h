#pragma once

#include <QMetaType>
#include <functional>

#include "engine/project/Project.h"

namespace glassnet::ui {

/// A change of what a network learns from, made to the data and the plan that hold when its turn comes: changes that follow each other
/// fast are carried out one after the other, and none undoes the one before it.
using DataChange = std::function<void(DataSpec& data, DataPlan& plan)>;

}  // namespace glassnet::ui
