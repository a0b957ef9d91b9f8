#pragma once

#include <QAction>
#include <functional>
#include <optional>
#include <vector>

#include "app/ActionCatalog.h"
#include "ui/find/FindRow.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::app {

/// What the find field finds: a network typed as numbers, actions that can be used now, layers and units by name.
[[nodiscard]] std::vector<ui::FindRow> findRows(const QString& text, const ui::Workbench& workbench,
                                                const std::function<QAction*(ActionId)>& action);

/// What a row stands for.
struct FindTarget {
    std::optional<ActionId> action;
    LayerId layer;
    std::optional<std::int64_t> unit;
    std::vector<std::int64_t> chain;
};
[[nodiscard]] FindTarget findTarget(const ui::FindRow& row);

}  // namespace glassnet::app
