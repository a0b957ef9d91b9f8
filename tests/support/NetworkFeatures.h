#pragma once

#include <map>
#include <string>

#include "tests/support/RandomNetworks.h"

namespace glassnet::test {

/// Counts what random networks and their runs hold, so that a test can say that it saw all of it.
class FeatureCount {
public:
    void add(const NetworkSpec& network, const RandomRun& run);

    /// "skip link (3)": what less than a tenth of the networks had, with its number; empty when there is none.
    [[nodiscard]] std::string rare() const;

private:
    int m_networks = 0;
    std::map<std::string, int> m_counts;
};

}  // namespace glassnet::test
