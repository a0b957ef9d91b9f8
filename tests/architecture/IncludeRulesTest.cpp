#include "tests/architecture/IncludeRules.h"

#include <algorithm>

#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class IncludeRulesTest : public TestCase {
    Q_OBJECT
private slots:
    void noArrowPointsBack();
    void tableHasNoCircle();
    void engineDoesNotLinkQt();
    void finds_data();
    void finds();
};

void IncludeRulesTest::noArrowPointsBack() {
    int includes = 0;
    QStringList found;
    for (const SourceFile& file : readRepository(GLASSNET_SOURCE)) {
        if (!file.isCode()) {
            continue;
        }
        includes += static_cast<int>(std::ranges::count_if(file.lines, [](const auto& line) { return !includedPath(line).empty(); }));
        for (const std::string& each : includeViolations(file)) {
            found << QString::fromStdString(each);
        }
    }
    QVERIFY2(includes > 20, "hardly any include line was read: is the source folder right?");
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

void IncludeRulesTest::tableHasNoCircle() {
    for (auto room = rooms().begin(); room != rooms().end(); ++room) {
        for (const std::string_view name : room->mayInclude) {
            const auto target = std::find_if(rooms().begin(), room, [name](const Room& each) { return each.name == name; });
            QVERIFY2(target != room,
                     qPrintable(QString::fromStdString(std::string(room->name) + " includes the later " + std::string(name))));
        }
    }
}

void IncludeRulesTest::engineDoesNotLinkQt() {
    for (const SourceFile& file : readRepository(GLASSNET_SOURCE)) {
        if (!file.path.starts_with("engine/") || !file.path.ends_with("CMakeLists.txt")) {
            continue;
        }
        for (const std::string& line : file.lines) {
            QVERIFY2(line.find("Qt6") == std::string::npos, file.path.c_str());
        }
    }
}

void IncludeRulesTest::finds_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("violations");
    const auto row = [](const char* name, const char* path, const char* line, int violations) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(line) << violations;
    };
    row("standard header", "engine/tensor/Tensor.cpp", "#include <queue>", 0);
    row("own room", "engine/tensor/Tensor.cpp", "#include \"engine/tensor/Tensor.h\"", 0);
    row("arrow forward", "engine/program/Compiler.cpp", "#include \"engine/network/NetworkSpec.h\"", 0);
    row("arrow back", "engine/network/NetworkSpec.cpp", "#include \"engine/program/Program.h\"", 1);
    row("spaces in the line", "engine/network/NetworkSpec.cpp", "  #  include   \"engine/program/Program.h\"", 1);
    row("comment", "engine/network/NetworkSpec.cpp", "// #include \"engine/program/Program.h\"", 0);
    row("shape from base", "engine/base/Error.h", "#include \"engine/tensor/Shape.h\"", 0);
    row("tensor from base", "engine/base/Error.h", "#include \"engine/tensor/Tensor.h\"", 1);
    row("shape includes tensor", "engine/tensor/Shape.cpp", "#include \"engine/tensor/Tensor.h\"", 1);
    row("formulas from tensor", "engine/tensor/Reduce.cpp", "#include \"engine/backend/Reductions.h\"", 0);
    row("layer formulas from tensor", "engine/tensor/Reduce.cpp", "#include \"engine/backend/Formulas.h\"", 1);
    row("layer formulas from program", "engine/program/Explanation.cpp", "#include \"engine/backend/LossFormulas.h\"", 0);
    row("layer formulas know no program", "engine/backend/LossFormulas.h", "#include \"engine/program/Program.h\"", 1);
    row("backend from tensor", "engine/tensor/Reduce.cpp", "#include \"engine/backend/Backend.h\"", 1);
    row("formulas are leaves", "engine/backend/Arithmetic.h", "#include \"engine/tensor/Tensor.h\"", 1);
    row("project from exchange", "engine/exchange/Npy.cpp", "#include \"engine/project/Project.h\"", 1);
    row("Qt in the engine", "engine/tensor/Tensor.cpp", "#include <QString>", 1);
    row("Qt module in the engine", "engine/tensor/Tensor.cpp", "#include <QtCore/QString>", 1);
    row("old Qt name in the engine", "engine/tensor/Tensor.cpp", "#include <qglobal.h>", 1);
    row("Qt in the window", "ui/theme/Theme.h", "#include <QString>", 0);
    row("umbrella", "ui/theme/Theme.h", "#include <QtWidgets>", 1);
    row("umbrella in a test", "tests/ui/theme/ThemeTest.cpp", "#include <QtTest>", 1);
    row("engine from ui", "ui/workbench/Workbench.h", "#include \"engine/project/Project.h\"", 0);
    row("ui from engine", "engine/project/Project.h", "#include \"ui/workbench/Workbench.h\"", 1);
    row("app from ui", "ui/workbench/Workbench.h", "#include \"app/Settings.h\"", 1);
    row("ui from app", "app/MainWindow.h", "#include \"ui/workbench/Workbench.h\"", 0);
    row("tests from app", "app/MainWindow.h", "#include \"tests/support/TestCase.h\"", 1);
    row("app from tests", "tests/app/SettingsTest.cpp", "#include \"app/Settings.h\"", 0);
    row("GPU's insides from ui", "ui/workbench/Runner.cpp", "#include \"engine/backend/cuda/Stream.h\"", 1);
    row("room that is not in the table", "engine/cellar/Wine.h", "#include <vector>", 1);
    row("relative to the file", "engine/tensor/Tensor.cpp", "#include \"../tensor/Tensor.h\"", 1);
}

void IncludeRulesTest::finds() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, line);
    QFETCH(int, violations);
    const auto found = includeViolations(sourceFile(path.toStdString(), "#pragma once\n" + line.toStdString()));
    QCOMPARE(static_cast<int>(found.size()), violations);
    if (violations > 0 && !path.contains("cellar")) {
        QVERIFY2(found[0].starts_with(path.toStdString() + ":2: "), found[0].c_str());
    }
}

GLASSNET_TEST(IncludeRulesTest);

}  // namespace glassnet::test

#include "IncludeRulesTest.moc"
