#include "tests/support/TestCase.h"

#include <QRegularExpression>
#include <QTest>

namespace glassnet::test {

void TestCase::init() {
    // The offscreen platform says this of every top-level window; it is not about the program.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
}

std::vector<TestClass>& testClasses() {
    static std::vector<TestClass> all;
    return all;
}

}  // namespace glassnet::test
