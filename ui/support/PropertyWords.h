#pragma once

#include <QString>
#include <optional>
#include <string_view>

#include "engine/network/NetworkSpec.h"

namespace glassnet::ui {

/// What something that can be set is called, and a sentence that says what it does.
struct PropertyWord {
    QString label;
    QString help;
};

/// Words for everything that can be set on a layer and for everything it can be set to. One row for each key and each choice of the
/// engine's tables.
class PropertyWords {
public:
    /// A property of a layer kind by its key ("weightStart"); none for an unknown key.
    [[nodiscard]] static std::optional<PropertyWord> property(std::string_view key);
    /// A number that an activation, a loss or an initializer takes, by its key ("negative_slope"); none for an unknown key.
    [[nodiscard]] static std::optional<PropertyWord> parameter(std::string_view key);
    [[nodiscard]] static PropertyWord activation(Activation kind);
    [[nodiscard]] static PropertyWord loss(Loss kind);
    [[nodiscard]] static PropertyWord initializer(InitializerKind kind);
    [[nodiscard]] static PropertyWord join(JoinMode mode);
};

}  // namespace glassnet::ui
