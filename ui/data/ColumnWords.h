#pragma once

#include <QString>
#include <QStringList>

#include "engine/data/DataPlan.h"

namespace glassnet::ui {

/// "numbers", "3 labels".
[[nodiscard]] QString columnKindText(const TableColumn& column);
/// "feature", "target", "ignored".
[[nodiscard]] QString columnRoleText(ColumnRole role);
/// The words of all roles, in ColumnRole's order.
[[nodiscard]] QStringList columnRoleTexts();
/// The role of a column; what has none is ignored.
[[nodiscard]] ColumnRole roleOf(const TableSpec& spec, std::size_t column);

}  // namespace glassnet::ui
