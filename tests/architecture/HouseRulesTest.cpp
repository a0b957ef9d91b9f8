#include "tests/architecture/HouseRules.h"

#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class HouseRulesTest : public TestCase {
    Q_OBJECT
private slots:
    void everyFileKeepsTheRules();
    void topLevelHoldsOnlyWhatBelongsThere();
    void topLevelNames();
    void scriptsMayRun();
    void finds_data();
    void finds();
    void longFilesAreFound();
    void codeLeavesOutCommentsAndTexts();
};

void HouseRulesTest::everyFileKeepsTheRules() {
    int code = 0;
    QStringList found;
    for (const SourceFile& file : readRepository(GLASSNET_SOURCE)) {
        code += file.isCode() ? 1 : 0;
        for (const std::string& each : houseViolations(file)) {
            found << QString::fromStdString(each);
        }
    }
    QVERIFY2(code > 5, "hardly any source was read: is the source folder right?");
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

void HouseRulesTest::topLevelHoldsOnlyWhatBelongsThere() {
    for (const auto& entry : std::filesystem::directory_iterator(GLASSNET_SOURCE)) {
        const std::string name = entry.path().filename().string();
        QVERIFY2(mayLieAtTop(name), name.c_str());
    }
}

void HouseRulesTest::topLevelNames() {
    QVERIFY(mayLieAtTop("engine"));
    QVERIFY(mayLieAtTop(".clang-tidy"));
    QVERIFY(mayLieAtTop("build"));
    QVERIFY(!mayLieAtTop("setup.sh"));
    QVERIFY(!mayLieAtTop("src"));
    QVERIFY(!mayLieAtTop("notes.md"));
}

void HouseRulesTest::scriptsMayRun() {
    using std::filesystem::perms;
    for (const char* name : {"run", "test", ".ci/run"}) {
        const auto permissions = std::filesystem::status(std::filesystem::path(GLASSNET_SOURCE) / name).permissions();
        QVERIFY2((permissions & perms::others_exec) != perms::none, name);
    }
}

void HouseRulesTest::finds_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("violations");
    const auto row = [](const char* name, const char* path, const QByteArray& text, int violations) {
        QTest::newRow(name) << QByteArray(path) << text << violations;
    };
    row("clean header", "engine/tensor/Tensor.h", "#pragma once\n", 0);
    row("header without guard", "engine/tensor/Tensor.h", "class Tensor;\n", 1);
    row("lower case name", "engine/tensor/tensor.cpp", "\n", 1);
    row("underscore in the name", "engine/tensor/Tensor_Ops.cpp", "\n", 1);
    row("main", "app/main.cpp", "\n", 0);
    row("bits counted on a device", "engine/backend/cuda/Kernels.cu", "int zeros = std::countl_zero(3U);\n", 1);
    row("bits counted elsewhere", "engine/random/Generator.h", "#pragma once\nint ones = std::popcount(3U);\n", 0);
    row("header that replaces another", "tests/support/cuda/include/cuda_runtime.h", "#pragma once\n", 0);
    row("lower case name beside it", "tests/support/cuda/runtime.h", "#pragma once\n", 1);
    row("tab", "app/Settings.cpp", "\tint a;\n", 1);
    row("blank at the end", "app/Settings.cpp", "int a; \n", 1);
    row("carriage return", "app/Settings.cpp", "int a;\r\n", 1);
    row("printing in the engine", "engine/tensor/Tensor.cpp", "std::cout << a;\n", 1);
    row("printf in the engine", "engine/tensor/Tensor.cpp", "printf(text);\n", 1);
    row("snprintf prints nothing", "engine/tensor/Tensor.cpp", "std::snprintf(buffer, 4, text);\n", 0);
    row("printing in a comment", "engine/tensor/Tensor.cpp", "// like printf\n", 0);
    row("printing in the program", "app/CommandLine.cpp", "std::cout << a;\n", 0);
    row("Qt's log in the engine", "engine/tensor/Tensor.cpp", "qDebug() << a;\n", 1);
    row("words in the engine", "engine/tensor/Tensor.cpp", "return tr(\"No\");\n", 1);
    row("words in the window", "ui/theme/Theme.cpp", "return tr(\"No\");\n", 0);
    row("ptr( is no tr(", "engine/tensor/Tensor.cpp", "ptr(a);\n", 0);
    row("home", "README.md", QByteArray("cd /ho") + "me/ann\n", 1);
    row("work", "tests/architecture/README.md", QByteArray("see /wo") + "rk/notes\n", 1);
    row("a folder that begins like it", "ui/README.md", QByteArray("ui/wo") + "rkbench/Workbench.h\n", 0);
    row("a page on the net", "README.md", QByteArray("https://example.org/ho") + "me/page\n", 0);
    row("registry", "README.md", QByteArray("from py") + "pi.org\n", 1);
    row("unfinished", "ui/theme/Theme.cpp", QByteArray("// TO") + "DO\n", 1);
    row("data is not read for words", "tests/data/torch/a.json", QByteArray("TO") + "DO\n", 0);
}

void HouseRulesTest::finds() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QFETCH(int, violations);
    const auto found = houseViolations(sourceFile(path.toStdString(), text.toStdString()));
    QCOMPARE(static_cast<int>(found.size()), violations);
    if (violations > 0) {
        QVERIFY2(found[0].starts_with(path.toStdString() + ":1: "), found[0].c_str());
    }
}

void HouseRulesTest::longFilesAreFound() {
    const auto lines = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += "int a;\n";
        }
        return text;
    };
    QVERIFY(houseViolations(sourceFile("app/Settings.cpp", lines(kMostLines))).empty());
    QCOMPARE(houseViolations(sourceFile("app/Settings.cpp", lines(kMostLines + 1))).size(), std::size_t{1});
}

void HouseRulesTest::codeLeavesOutCommentsAndTexts() {
    const auto file = sourceFile("a.cpp", "a /* b\nc */ d // e\nf(\"g \\\" h\", 'i', 1'000, '\\'')j\n");
    const auto code = file.code();
    QCOMPARE(code.size(), std::size_t{3});
    QCOMPARE(code[0], std::string("a "));
    QCOMPARE(code[1], std::string(" d "));
    QCOMPARE(code[2], std::string("f(\"\", '', 1'000, '')j"));
}

GLASSNET_TEST(HouseRulesTest);

}  // namespace glassnet::test

#include "HouseRulesTest.moc"
