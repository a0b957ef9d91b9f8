#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glassnet::test {

/// How one case ended.
struct CaseResult {
    std::string name;
    std::string reason;    ///< why it failed; empty when it did not
    std::string notBuilt;  ///< what the program does not have, so that nothing was compared: such a case did not pass and did not fail

    [[nodiscard]] bool passed() const noexcept { return reason.empty() && notBuilt.empty(); }
};

/// One kind of reference file. A new kind is a file pair with its function (RandomCases.h) and a row in CaseRunners.cpp.
struct CaseRunner {
    std::string_view fileName;                              ///< "random.json"
    std::vector<CaseResult> (*run)(const nlohmann::json&);  ///< every case of the parsed file; may throw what its readers throw
};

/// The table of kinds.
[[nodiscard]] std::span<const CaseRunner> caseRunners();

/// Every case of one JSON file. A file of no known kind, without cases, unreadable or damaged is one failed case: nothing passes silently.
[[nodiscard]] std::vector<CaseResult> runFile(const std::string& path);

}  // namespace glassnet::test
