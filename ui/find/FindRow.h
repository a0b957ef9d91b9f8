#pragma once

#include <QString>

namespace glassnet::ui {

/// Something that can be found: an action, a layer, a unit, a network typed as numbers.
struct FindRow {
    QString id;      ///< the caller's own; never shown
    QString title;   ///< what is searched
    QString detail;  ///< at the right: a shortcut, or what kind of thing it is; may be empty
    QString icon;    ///< a name of ui/theme/Icon, or empty
    friend bool operator==(const FindRow&, const FindRow&) = default;
};

}  // namespace glassnet::ui
