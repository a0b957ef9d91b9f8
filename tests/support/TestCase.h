#pragma once

#include <QObject>
#include <QRegularExpression>
#include <QTest>
#include <memory>
#include <string>
#include <vector>

namespace glassnet::test {

/// The base of every test class: any warning that a test did not announce with QTest::ignoreMessage fails it.
/// A class that needs an init() of its own calls TestCase::init() first.
class TestCase : public QObject {
    Q_OBJECT
protected slots:
    void init();
};

using Factory = std::unique_ptr<TestCase> (*)();
/// The registered classes of this program, in link order.
std::vector<Factory>& factories();

template <class T>
bool add() {
    factories().push_back([]() -> std::unique_ptr<TestCase> { return std::make_unique<T>(); });
    return true;
}

}  // namespace glassnet::test

/// Puts a test class into its folder's program; once, at file scope of the class's .cpp.
#define GLASSNET_TEST(Class) [[maybe_unused]] static const bool registered##Class = glassnet::test::add<Class>()
