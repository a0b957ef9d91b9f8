// parity DIR: runs every case of every .json file of a folder against reference numbers from PyTorch.
// Prints a line for each failing case, one for what is not built yet (its cases are counted nowhere else) and at last "N passed, N failed".
// Ends with 0, 1 (a case failed) or 2 (wrong arguments, no such folder).

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "tests/parity/CaseRunners.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: parity DIR\n";
        return 2;
    }
    std::vector<std::string> paths;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(argv[1], error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".json") {
            paths.push_back(entry->path().string());
        }
    }
    if (error || paths.empty()) {
        std::cerr << "parity: " << argv[1] << ": " << (error ? error.message() : std::string("no .json file in this folder")) << '\n';
        return 2;
    }
    std::ranges::sort(paths);
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::map<std::string, std::size_t> notBuilt;
    for (const std::string& path : paths) {
        for (const auto& result : glassnet::test::runFile(path)) {
            if (result.passed()) {
                ++passed;
            } else if (!result.notBuilt.empty()) {
                ++notBuilt[result.notBuilt];
            } else {
                ++failed;
                std::cout << "FAILED " << result.name << ": " << result.reason << '\n';
            }
        }
    }
    if (!notBuilt.empty()) {
        std::cout << "not built yet, nothing compared:";
        for (const auto& [what, cases] : notBuilt) {
            std::cout << ' ' << what << " (" << cases << (cases == 1 ? " case)" : " cases)");
        }
        std::cout << '\n';
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed == 0 ? 0 : 1;
}
