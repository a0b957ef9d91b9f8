#pragma once

#include "tests/support/TestCase.h"
#include "tests/support/cuda/Simulator.h"

namespace glassnet::test {

/// Starts each test with a fresh device, and ends it with a look for what is left: a test takes the findings that it expects.
class SimulatorTestCase : public TestCase {
    Q_OBJECT
protected slots:
    void init();
    void cleanup();

protected:
    /// Fails unless just one thing was found since the last look, whose text contains `part`.
    void expectFinding(const char* part);
};

}  // namespace glassnet::test
