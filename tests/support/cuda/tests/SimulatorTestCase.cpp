#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

void SimulatorTestCase::init() {
    TestCase::init();
    simulator::reset();
    (void)simulator::takeFindings();
}

void SimulatorTestCase::cleanup() {
    simulator::reset();
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

void SimulatorTestCase::expectFinding(const char* part) {
    const std::vector<std::string> found = simulator::takeFindings();
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(QByteArray::fromStdString(found[0]).contains(part), found[0].c_str());
}

}  // namespace glassnet::test
