#include "tests/parity/CaseRunners.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/Error.h"
#include "tests/parity/NetworkCases.h"
#include "tests/parity/OptimizerCases.h"
#include "tests/parity/RandomCases.h"
#include "tests/parity/UpdateCases.h"

namespace glassnet::test {

namespace {

constexpr CaseRunner kRunners[] = {
    {"networks.json", runNetworkCases},
    {"optimizers.json", runOptimizerCases},
    {"random.json", runRandomCases},
    {"updates.json", runUpdateCases},
};

std::vector<CaseResult> failedFile(const std::string& fileName, const std::string& reason) { return {{fileName, reason, {}}}; }

}  // namespace

std::span<const CaseRunner> caseRunners() { return kRunners; }

std::vector<CaseResult> runFile(const std::string& path) {
    const std::string fileName = std::filesystem::path(path).filename().string();
    const auto runner = std::ranges::find(kRunners, fileName, &CaseRunner::fileName);
    if (runner == std::end(kRunners)) {
        return failedFile(fileName, "no runner for this kind of file");
    }
    std::ifstream file(path);
    if (!file) {
        return failedFile(fileName, "cannot be read");
    }
    try {
        std::vector<CaseResult> results = runner->run(nlohmann::json::parse(file));
        return results.empty() ? failedFile(fileName, "holds no cases") : results;
    } catch (const std::exception& exception) {
        return failedFile(fileName, exception.what());
    }
}

}  // namespace glassnet::test
