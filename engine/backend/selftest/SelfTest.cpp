#include "engine/backend/selftest/SelfTest.h"

#include <algorithm>
#include <array>

#include "engine/backend/selftest/Comparison.h"
#include "engine/backend/selftest/SliceCheck.h"
#include "engine/program/Operations.h"

namespace glassnet {

namespace {

using selftest::OneOperation;
using selftest::OperationSize;

constexpr std::size_t kFailuresKept = 20;
constexpr std::uint64_t kValueSeed = 5;

/// From one number to more than any block of threads, odd and even, each extent alone and all together.
constexpr std::array kSizes{OperationSize{1, 1, 1},   OperationSize{2, 3, 5},   OperationSize{16, 16, 16}, OperationSize{17, 33, 7},
                            OperationSize{257, 3, 4}, OperationSize{3, 257, 4}, OperationSize{4, 3, 257},  OperationSize{33, 64, 65},
                            OperationSize{4, 784, 3}, OperationSize{1100, 2, 3}};

class SelfTestRun {
public:
    SelfTestRun(const Backend& backend, const SelfTestPlan& plan, const std::stop_token& stop, const SelfTestProgress& progress)
        : m_backend(backend), m_plan(plan), m_stop(stop), m_progress(progress) {}

    SelfTestReport run() {
        const auto& only = m_plan.only;
        const auto rows = static_cast<std::int64_t>(only.empty() ? operations().size() : only.size());
        m_total = rows * static_cast<std::int64_t>(kSizes.size()) + (only.empty() ? 1 : 0);
        Generator generator(kValueSeed);
        try {
            for (const auto& info : operations()) {
                if (!only.empty() && std::ranges::find(only, info.op) == only.end()) {
                    continue;
                }
                m_report.rows.push_back({std::string(info.key), 0, 0, 0.0, {}});
                for (const auto& size : kSizes) {
                    for (const auto& operation : selftest::oneOperations(info.op, size, DType::Float32, generator)) {
                        if (m_stop.stop_requested()) {
                            return m_report;
                        }
                        compare(operation);
                    }
                    tell();
                }
            }
            if (only.empty()) {
                m_report.rows.push_back({"slices", 0, 0, 0.0, {}});
                checkSlices();
                tell();
            }
        } catch (const ErrorException& exception) {
            fail({m_case, 0, 0, 0.0, 0.0, 0.0, exception.error()});
            m_report.outcome = SelfTestOutcome::Broken;
            return m_report;
        }
        if (!m_stop.stop_requested()) {
            m_report.outcome = m_report.failed == 0 ? SelfTestOutcome::Passed : SelfTestOutcome::Failed;
        }
        return m_report;
    }

private:
    void compare(const OneOperation& operation) {
        m_case = m_report.rows.back().operation + ": " + operation.name;
        begin();
        const auto wanted = selftest::wantedOf(operation);
        const auto found = selftest::runOperation(m_backend, operation, operation.contents, operation.knobs);
        auto difference = selftest::compare(operation, wanted, *found, m_plan.productTolerance);
        if (found->dropoutGenerator() != wanted.reference->dropoutGenerator()) {
            difference.sameShapes = false;  // The next mask would be another one.
        }
        if (selftest::isProduct(operation.entry().op)) {
            m_report.productError = std::max(m_report.productError, difference.ofTerms);
        }
        note(difference.ofAllowed);
        if (difference.fails()) {
            fail({m_case, static_cast<std::int64_t>(difference.output), difference.element, difference.got, difference.want,
                  difference.ofAllowed, std::nullopt});
        }
    }

    void checkSlices() {
        m_case = "slices";
        for (const auto& found : selftest::checkSlices(m_backend)) {
            m_case = "slices: " + found.name;
            begin();
            if (!found.same) {
                fail({m_case, 0, found.step, found.got, found.want, 0.0, std::nullopt});
            }
        }
    }

    void begin() {
        ++m_report.cases;
        ++m_report.rows.back().cases;
    }

    void note(double ofAllowed) {
        auto& row = m_report.rows.back();
        if (ofAllowed > row.ofAllowed) {
            row.ofAllowed = ofAllowed;
            row.worstCase = m_case;
        }
    }

    void fail(SelfTestFailure failure) {
        ++m_report.failed;
        ++m_report.rows.back().failed;
        if (failure.error.has_value() || m_report.failures.size() < kFailuresKept) {
            m_report.failures.push_back(std::move(failure));
        }
    }

    void tell() {
        ++m_done;
        if (m_progress) {
            m_progress(m_done, m_total);
        }
    }

    const Backend& m_backend;
    const SelfTestPlan& m_plan;
    const std::stop_token& m_stop;
    const SelfTestProgress& m_progress;
    SelfTestReport m_report;
    std::string m_case;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
};

}  // namespace

std::string_view outcomeKey(SelfTestOutcome outcome) {
    constexpr std::array<std::string_view, 4> kKeys{"passed", "failed", "broken", "cancelled"};
    return kKeys.at(static_cast<std::size_t>(outcome));
}

SelfTestReport runSelfTest(const Backend& backend, const SelfTestPlan& plan, const std::stop_token& stop,
                           const SelfTestProgress& progress) {
    return SelfTestRun(backend, plan, stop, progress).run();
}

}  // namespace glassnet
