#pragma once

#include <QObject>
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

/// A test class of this program: its name without namespaces, and how to make one.
struct TestClass {
    std::string name;
    std::unique_ptr<TestCase> (*make)();
};

/// The registered classes of this program, in link order.
std::vector<TestClass>& testClasses();

/// Registers the class T; GLASSNET_TEST calls it.
template <class T>
bool addTestClass() {
    const std::string name = T::staticMetaObject.className();
    testClasses().push_back({name.substr(name.rfind(':') + 1), []() -> std::unique_ptr<TestCase> { return std::make_unique<T>(); }});
    return true;
}

}  // namespace glassnet::test

/// Puts a test class into its folder's program; once, at file scope of the class's .cpp.
#define GLASSNET_TEST(Class) [[maybe_unused]] static const bool registered##Class = glassnet::test::addTestClass<Class>()
