#include "app/ScriptSaving.h"

#include <QFile>
#include <QTemporaryDir>

#include "engine/project/ProjectFile.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"
#include "ui/support/Dialogs.h"

namespace glassnet::test {

using ui::Dialogs;

namespace {

/// What a person does who saves the code of a project whose data are too long for it.
class Saver {
public:
    Saver() {
        m_workbench.open(readProjectFile(GLASSNET_SOURCE "/resources/examples/iris.glassnet").value());
        m_workbench.settle();
    }

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
    /// What is said of it; empty: nothing.
    [[nodiscard]] QString save(const char* name) {
        QString said;
        Dialogs::answerNextFile(path(name));
        app::saveScript(nullptr, m_workbench, ScriptForm::Nn, {}, [&said](const QString& text) { said = text; });
        m_workbench.settle();
        QCoreApplication::processEvents();
        return said;
    }

private:
    ui::Workbench m_workbench;
    QTemporaryDir m_folder;
};

}  // namespace

class ScriptSavingTest final : public TestCase {
    Q_OBJECT
private slots:
    void foreignArraysStay();
    void theEndingIsAskedAbout();
};

/// However often the code is saved, over itself too.
void ScriptSavingTest::foreignArraysStay() {
    Saver saver;
    saver.put("iris.npz", "mine");
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(saver.save("iris.py"), QStringLiteral("The code is in iris.py and loads its data from iris-2.npz beside it."));
        QCOMPARE(saver.bytes("iris.npz"), QByteArray("mine"));
    }
}

/// The file dialog knows only the name that was typed.
void ScriptSavingTest::theEndingIsAskedAbout() {
    Saver saver;
    saver.put("code.py", "mine");
    Dialogs::answerNextReplace(false);
    QCOMPARE(saver.save("code"), QString());
    QCOMPARE(saver.bytes("code.py"), QByteArray("mine"));
    Dialogs::answerNextReplace(true);
    QVERIFY(saver.save("code").startsWith(QStringLiteral("The code is in code.py")));
    QVERIFY(saver.bytes("code.py").contains("import torch"));
    // Nothing of that name is there.
    QVERIFY(saver.save("new").startsWith(QStringLiteral("The code is in new.py")));
}

GLASSNET_TEST(ScriptSavingTest);

}  // namespace glassnet::test

#include "ScriptSavingTest.moc"
