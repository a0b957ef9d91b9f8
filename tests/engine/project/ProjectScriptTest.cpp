#include "engine/project/ProjectScript.h"

#include <QFile>
#include <QTemporaryDir>

#include "engine/project/ProjectFile.h"
#include "engine/project/ScriptSeal.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// A folder in which scripts are saved.
class Desk {
public:
    /// A project whose data are too long for a script.
    const Project project = readProjectFile(GLASSNET_SOURCE "/resources/examples/iris.glassnet").value();

    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void put(const char* name, const QByteArray& bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QByteArray bytes(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Saves it and returns the name of the file of arrays.
    [[nodiscard]] std::string save(const char* name, ScriptForm form = ScriptForm::Nn) const {
        return writePyTorchScript(path(name).toStdString(), project, form).value().filename().string();
    }
    [[nodiscard]] bool replacesOwn(const char* name) const { return glassnet::replacesOwn(path(name).toStdString()); }

private:
    QTemporaryDir m_folder;
};

}  // namespace

class ProjectScriptTest final : public TestCase {
    Q_OBJECT
private slots:
    void ownArraysAreReplaced();
    void foreignArraysStay();
    void changedArraysStay();
    void linksThatLeadNowhereStay();
    void onlyOwnScriptsGoUnasked();
    void sealsAreReadFromAnyText();
};

void ProjectScriptTest::ownArraysAreReplaced() {
    const Desk desk;
    QCOMPARE(desk.save("iris.py"), std::string("iris.npz"));
    const auto first = desk.bytes("iris.npz");
    QCOMPARE(desk.save("iris.py", ScriptForm::ByHand), std::string("iris.npz"));
    QVERIFY(!first.isEmpty() && !QFile::exists(desk.path("iris-2.npz")));
    // A script with another name has arrays of its own.
    QCOMPARE(desk.save("iris-2.py"), std::string("iris-2.npz"));
    QCOMPARE(desk.save("iris.py"), std::string("iris.npz"));
}

/// Also once our script is there, which was saved beside them.
void ProjectScriptTest::foreignArraysStay() {
    const Desk desk;
    desk.put("iris.npz", "mine");
    desk.put("iris-2.npz", "mine too");
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(desk.save("iris.py"), std::string("iris-3.npz"));
        QVERIFY(desk.bytes("iris.py").contains("with_name(\"iris-3.npz\")"));
        QCOMPARE(desk.bytes("iris.npz"), QByteArray("mine"));
        QCOMPARE(desk.bytes("iris-2.npz"), QByteArray("mine too"));
    }
    QVERIFY(!QFile::exists(desk.path("iris-4.npz")));
    // A script of somebody else that loads them does not make them ours.
    desk.put("other.npz", "mine");
    desk.put("other.py", "arrays = np.load(pathlib.Path(__file__).with_name(\"other.npz\"))\n");
    QCOMPARE(desk.save("other.py"), std::string("other-2.npz"));
    QCOMPARE(desk.bytes("other.npz"), QByteArray("mine"));
}

void ProjectScriptTest::changedArraysStay() {
    const Desk desk;
    QCOMPARE(desk.save("iris.py"), std::string("iris.npz"));
    const auto changed = desk.bytes("iris.npz") + "x";
    desk.put("iris.npz", changed);
    QCOMPARE(desk.save("iris.py"), std::string("iris-2.npz"));
    QCOMPARE(desk.bytes("iris.npz"), changed);
}

void ProjectScriptTest::linksThatLeadNowhereStay() {
    const Desk desk;
    QVERIFY(QFile::link(desk.path("gone.npz"), desk.path("iris.npz")));
    QCOMPARE(desk.save("iris.py"), std::string("iris-2.npz"));
    QVERIFY(!QFile::exists(desk.path("gone.npz")));
}

void ProjectScriptTest::onlyOwnScriptsGoUnasked() {
    const Desk desk;
    QVERIFY(desk.replacesOwn("iris.py"));
    QCOMPARE(desk.save("iris.py"), std::string("iris.npz"));
    QVERIFY(desk.replacesOwn("iris.py"));
    const auto saved = desk.bytes("iris.py");
    for (const auto& changed : {"# mine\n" + saved, saved + "print(1)\n", saved.chopped(1), QByteArray("mine"), QByteArray()}) {
        desk.put("iris.py", changed);
        QVERIFY2(!desk.replacesOwn("iris.py"), changed.constData());
    }
    // A folder of that name.
    QVERIFY(!desk.replacesOwn("."));
}

void ProjectScriptTest::sealsAreReadFromAnyText() {
    const std::string arrays = "arrays";
    const auto bytes = std::as_bytes(std::span(arrays));
    const auto with = ScriptSeal::sealed("a = 1\n", "a\n\"b\".npz", bytes);
    const auto without = ScriptSeal::sealed("a = 1\n", "", {});
    QVERIFY(ScriptSeal(with).isWhole() && ScriptSeal(with).isOf(bytes) && !ScriptSeal(with).isOf({}));
    QVERIFY(ScriptSeal(without).isWhole() && !ScriptSeal(without).hasArrays());
    // Every line of it is a comment, whatever the file is called.
    QCOMPARE(QString::fromStdString(with).count(QStringLiteral("\n# ")), 3);
    QCOMPARE(QString::fromStdString(with).count(QLatin1Char('\n')), 5);
    for (std::size_t length = 0; length < with.size(); ++length) {
        QVERIFY(!ScriptSeal(with.substr(0, length)).isWhole());
        auto changed = with;
        changed[length] ^= 1;
        QVERIFY(!ScriptSeal(changed).isWhole());
    }
}

GLASSNET_TEST(ProjectScriptTest);

}  // namespace glassnet::test

#include "ProjectScriptTest.moc"
