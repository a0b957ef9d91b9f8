#pragma once

#include <QString>
#include <map>
#include <set>
#include <vector>

#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/tools/Grab.h"

namespace glassnet::ui {

/// What is marked on layers and links beside their numbers.
struct BuildMarks {
    bool building = false;
    std::set<LayerId> layers;             ///< selected, outlined while building
    std::set<LinkId> links;               ///< selected
    Grab hovered;                         ///< while building
    LayerId stepped;                      ///< shows the plus and minus buttons; none
    std::set<LayerId> frozen;             ///< not trained
    std::map<LayerId, QString> problems;  ///< sentences
    std::map<LayerId, int> colors;        ///< 1 to kMarks
    std::vector<LinkGeometry> cuts;       ///< see cutConnections
};

}  // namespace glassnet::ui
