#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glassnet::test {

/// How one case ended: `reason` is empty when it passed.
struct CaseResult {
    std::string name;
    std::string reason;

    [[nodiscard]] bool passed() const noexcept { return reason.empty(); }
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
