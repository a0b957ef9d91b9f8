#pragma once

#include <memory>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/selftest/OneOperation.h"

namespace glassnet::selftest {

/// The seed of the generator that masks are drawn from.
inline constexpr std::uint64_t kMaskSeed = 11;

/// Runs the operation's one entry on a backend, on these contents.
[[nodiscard]] std::unique_ptr<Executable> runOperation(const Backend& backend, const OneOperation& operation,
                                                       const std::vector<Tensor>& contents, const Knobs& knobs);

/// What the reference says of one operation.
struct Wanted {
    std::unique_ptr<Executable> reference;
    /// The outputs for the magnitudes of the inputs: the sums of absolute terms.
    std::vector<Tensor> terms;
    std::vector<Tensor> inputs;
};
[[nodiscard]] Wanted wantedOf(const OneOperation& operation);

/// How far an executable's outputs are from the reference's, at the worst element.
struct Difference {
    bool sameShapes = true;
    /// The distance as a share of what is allowed: above 1 it fails. Not a number counts as infinitely far.
    double ofAllowed = 0.0;
    /// The distance as a share of the sum of absolute terms, of outputs that are compared so.
    double ofTerms = 0.0;
    /// The element that is worst by `ofAllowed`.
    std::size_t output = 0;
    std::int64_t element = 0;
    double got = 0.0;
    double want = 0.0;

    [[nodiscard]] bool fails() const { return !sameShapes || !(ofAllowed <= 1.0); }
};
/// `productTolerance` widens what is allowed for matrix products (TF32); 0: the usual rule.
[[nodiscard]] Difference compare(const OneOperation& operation, const Wanted& wanted, const Executable& found,
                                 double productTolerance = 0.0);

/// Operations that are a matrix product on every device.
[[nodiscard]] bool isProduct(Op op);

}  // namespace glassnet::selftest
