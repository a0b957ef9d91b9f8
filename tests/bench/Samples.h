#pragma once

#include <map>
#include <string>
#include <vector>

namespace glassnet::test {

/// The single times of cases that measure many steps in one run, in milliseconds by the case's name. Google Benchmark keeps their mean.
inline std::map<std::string, std::vector<double>>& samples() {
    static std::map<std::string, std::vector<double>> times;
    return times;
}

}  // namespace glassnet::test
