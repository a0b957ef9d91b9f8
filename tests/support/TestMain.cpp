#include <QHashSeed>
#include <QLocale>
#include <QStandardPaths>
#include <QTest>
#include <cstdio>
#include <cstring>

#include "tests/support/TestCase.h"
#ifdef GLASSNET_TEST_GUI
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace {

/// Every test starts from the same place, also when its program is started by hand on somebody's desk.
void isolate() {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QHashSeed::setDeterministicGlobalSeed();
    QLocale::setDefault(QLocale::c());
    QStandardPaths::setTestModeEnabled(true);
#ifdef GLASSNET_TEST_GUI
    QApplication::setDesktopSettingsAware(false);
    QApplication::setStyle(QStringLiteral("Fusion"));
#endif
}

}  // namespace

/// test_NAME [--classes | CLASS] [Qt Test's own arguments]: runs all classes or one, or lists their names.
int main(int argc, char** argv) {
    const auto& classes = glassnet::test::testClasses();
    if (argc > 1 && std::strcmp(argv[1], "--classes") == 0) {
        for (const auto& each : classes) {
            std::puts(each.name.c_str());
        }
        return 0;
    }
    isolate();
    Application application(argc, argv);
    std::string only;
    if (argc > 1 && argv[1][0] != '-') {
        only = argv[1];
        for (int i = 1; i + 1 < argc; ++i) {
            argv[i] = argv[i + 1];
        }
        --argc;
    }
    int failed = 0;
    int run = 0;
    for (const auto& each : classes) {
        if (only.empty() || each.name == only) {
            failed += QTest::qExec(each.make().get(), argc, argv);
            ++run;
        }
    }
    if (run == 0) {
        std::fprintf(stderr, "There is no test class %s in this program; --classes lists those that are.\n", only.c_str());
        return 2;
    }
    return failed == 0 ? 0 : 1;
}
