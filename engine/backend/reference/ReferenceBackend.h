#pragma once

#include "engine/backend/Backend.h"

namespace glassnet {

/// The definition of every operation: float64 whatever the program's dtype, plain loops, slow. Reads give float64 tensors (int64 for class
/// targets).
class ReferenceBackend final : public Backend {
public:
    [[nodiscard]] std::string_view key() const noexcept override { return "reference"; }
    [[nodiscard]] std::string_view arithmetic() const noexcept override { return "fma"; }
    /// Keeps every tensor readable. Parameters start as zeros. Throws TooLarge.
    [[nodiscard]] std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed& observed) const override;
};

}  // namespace glassnet
