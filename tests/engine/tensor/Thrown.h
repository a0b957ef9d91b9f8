#pragma once

#include <optional>

#include "engine/base/Error.h"

namespace glassnet::test {

/// The error that `action` throws, or nothing.
template <class Action>
[[nodiscard]] std::optional<Error> thrown(Action&& action) {
    try {
        static_cast<void>(action());
    } catch (const ErrorException& exception) {
        return exception.error();
    }
    return std::nullopt;
}

}  // namespace glassnet::test
