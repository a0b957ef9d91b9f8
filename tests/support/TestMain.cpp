#include <QGuiApplication>

#include "tests/support/TestCase.h"
#ifdef GLASSNET_TEST_GUI
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace glassnet::test {

std::vector<Factory>& factories() {
    static std::vector<Factory> all;
    return all;
}

void TestCase::init() {
    // The offscreen platform says this of every top-level window; it is not about the program.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
}

}  // namespace glassnet::test

int main(int argc, char** argv) {
    Application application(argc, argv);
    // A first argument without a dash picks one class: test_ui PaletteTest [Qt Test's own arguments].
    std::string only;
    if (argc > 1 && argv[1][0] != '-') {
        only = argv[1];
        for (int i = 1; i + 1 < argc; ++i) {
            argv[i] = argv[i + 1];
        }
        --argc;
    }
    int failed = 0;
    for (const auto factory : glassnet::test::factories()) {
        const auto object = factory();
        const std::string name = object->metaObject()->className();
        if (only.empty() || name == only || name.ends_with("::" + only)) {
            failed += QTest::qExec(object.get(), argc, argv);
        }
    }
    return failed == 0 ? 0 : 1;
}
