#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/base/Error.h"

namespace glassnet {

/// How a self-test ended.
enum class SelfTestOutcome : std::uint8_t {
    Passed,
    Failed,     ///< a number is too far from the reference's
    Broken,     ///< the device stopped with an error
    Cancelled,  ///< whoever waited has stopped it: it says nothing of the device
};
/// "passed", "failed", "broken", "cancelled": for files.
[[nodiscard]] std::string_view outcomeKey(SelfTestOutcome outcome);

/// What is compared how.
struct SelfTestPlan {
    /// Matrix products may be this far off, as a share of the sum of their absolute terms; 0: 1e-6 as everything else.
    double productTolerance = 0.0;
    /// Only these operations, and no training; empty: everything.
    std::vector<Op> only = {};
};
/// What products with inputs rounded to 10 bits after the point may be off: twice half a unit of the tenth bit, and their float32 sum.
inline constexpr double kTf32Tolerance = 1.05 * 0x1p-10;

/// A case that did not pass.
struct SelfTestFailure {
    /// Operation, variant and size.
    std::string name;
    std::int64_t output = 0;
    std::int64_t element = 0;
    double got = 0.0;
    double want = 0.0;
    /// The distance as a share of what is allowed.
    double ofAllowed = 0.0;
    /// Where it ended with an error instead of a number.
    std::optional<Error> error;
};

/// The cases of one operation.
struct SelfTestRow {
    /// Operations' key, or "slices".
    std::string operation;
    std::int64_t cases = 0;
    std::int64_t failed = 0;
    /// The worst distance as a share of what is allowed, and its case.
    double ofAllowed = 0.0;
    std::string worstCase;
};

/// What a self-test found; a value.
struct SelfTestReport {
    SelfTestOutcome outcome = SelfTestOutcome::Cancelled;
    std::int64_t cases = 0;
    std::int64_t failed = 0;
    /// The worst error of a matrix product as a share of the sum of its absolute terms.
    double productError = 0.0;
    std::vector<SelfTestRow> rows;
    /// The first ones, and the error that ended it.
    std::vector<SelfTestFailure> failures;

    [[nodiscard]] bool passed() const noexcept { return outcome == SelfTestOutcome::Passed; }
};

/// Told how far it is: an operation in one size counts as one.
using SelfTestProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Runs every operation in every variant (activations, losses, optimizers, norms, masks, short batches) in sizes from 1x1 to 784 on the
/// backend, in float32, and compares each number with the float64 reference; then trains a network in slices and entry by entry, which must
/// give the same bits. Looks at `stop` between cases. What the backend throws ends the test and stands in the report.
[[nodiscard]] SelfTestReport runSelfTest(const Backend& backend, const SelfTestPlan& plan = {}, const std::stop_token& stop = {},
                                         const SelfTestProgress& progress = {});

}  // namespace glassnet
