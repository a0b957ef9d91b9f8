#include "app/CommandLine.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "engine/project/ProjectFile.h"
#include "engine/project/ProjectScript.h"
#include "engine/training/TrainingState.h"
#include "tests/app/ProgramRun.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

namespace {

bool isOneSentence(const QString& text) { return text.count(QLatin1Char('\n')) == 1 && text.trimmed().endsWith(QLatin1Char('.')); }

}  // namespace

class CommandLineTest final : public TestCase {
    Q_OBJECT
private slots:
    void help();
    void version();
    void runPrintsTheLesson();
    void runPrintsJson();
    void trainsAsTheWindowDoes();
    void trainGoesOn();
    void scriptsHaveTheirData();
    void scriptsReplaceOnlyTheirOwn();
    void wrongArguments_data();
    void wrongArguments();
    void workThatFails_data();
    void workThatFails();
    void pictures_data();
    void pictures();
};

void CommandLineTest::help() {
    const auto ended = runProgram({QStringLiteral("--help")});
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.error.isEmpty());
    for (const auto& verb : app::verbs()) {
        QVERIFY(ended.output.contains(QString::fromLatin1(verb.arguments)));
        QVERIFY(*verb.help != '\0');
    }
}

void CommandLineTest::version() {
    const auto ended = runProgram({QStringLiteral("--version")});
    QCOMPARE(ended.code, 0);
    QVERIFY(QRegularExpression(QStringLiteral("^Glassnet \\d+\\.\\d+\\.\\d+\\n$")).match(ended.output).hasMatch());
}

void CommandLineTest::runPrintsTheLesson() {
    const auto ended = runProgram({QStringLiteral("run"), exampleFile(QStringLiteral("three-two-one"))});
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.error.isEmpty());
    // As the lesson prints them.
    QVERIFY(ended.output.contains(QStringLiteral("tensor([[0.3171]])")));
    QVERIFY(ended.output.contains(QStringLiteral("tensor([[-0.1468,  0.7861,  0.9468]])")));
    const auto neuron = runProgram({QStringLiteral("run"), exampleFile(QStringLiteral("neuron"))});
    QVERIFY(neuron.output.contains(QStringLiteral("tensor([[0.1595]])")));
}

void CommandLineTest::runPrintsJson() {
    const auto ended = runProgram({QStringLiteral("run"), exampleFile(QStringLiteral("three-two-one")), QStringLiteral("--json")});
    QCOMPARE(ended.code, 0);
    const auto document = QJsonDocument::fromJson(ended.output.toUtf8()).object();
    const auto entries = document.value(QStringLiteral("entries")).toArray();
    QCOMPARE(entries.size(), 17);
    QCOMPARE(document.value(QStringLiteral("seed")).toInt(), 7);
    const auto output = entries.at(3).toObject().value(QStringLiteral("outputs")).toArray().at(0).toObject();
    const auto values = output.value(QStringLiteral("values")).toArray();
    QCOMPARE(values.size(), 1);
    QCOMPARE(QString::number(values.at(0).toDouble(), 'f', 4), QStringLiteral("0.3171"));
    QCOMPARE(output.value(QStringLiteral("dtype")).toString(), QStringLiteral("float32"));
    for (int i = 0; i < entries.size(); ++i) {
        QCOMPARE(entries.at(i).toObject().value(QStringLiteral("number")).toInt(), i + 1);
    }
}

/// The file it writes holds, bit for bit, what the window's own session comes to.
void CommandLineTest::trainsAsTheWindowDoes() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("trained.glassnet"));
    const auto file = exampleFile(QStringLiteral("two-arms"));
    const auto ended = runProgram({QStringLiteral("train"), file, QStringLiteral("--epochs"), QStringLiteral("4"), QStringLiteral("--seed"),
                                   QStringLiteral("11"), QStringLiteral("--out"), path, QStringLiteral("--json")});
    QCOMPARE(ended.error, QString());
    QCOMPARE(ended.code, 0);
    auto project = readProjectFile(file.toStdString()).value();
    project.training.seeds[0] = 11;
    const auto session = ui::Session::open(project).value();
    const auto steps = 4 * ((session->data().training.rows() + 19) / 20);
    session->train(steps, {});
    const auto written = readProjectFile(path.toStdString()).value();
    QVERIFY(written.state.has_value());
    QCOMPARE(stateHash(*written.state), stateHash(session->state()));
    const auto document = QJsonDocument::fromJson(ended.output.toUtf8()).object();
    const auto epochs = document.value(QStringLiteral("epochs")).toArray();
    QCOMPARE(epochs.size(), 4);
    QCOMPARE(document.value(QStringLiteral("seed")).toInt(), 11);
    QCOMPARE(epochs.last().toObject().value(QStringLiteral("step")).toInt(), static_cast<int>(steps));
    QCOMPARE(epochs.last().toObject().value(QStringLiteral("test")).toObject().value(QStringLiteral("rows")).toInt(), 120);
}

/// What is trained once more goes on where it was; text instead of JSON.
void CommandLineTest::trainGoesOn() {
    const QTemporaryDir folder;
    const auto once = folder.filePath(QStringLiteral("once.glassnet"));
    const auto twice = folder.filePath(QStringLiteral("twice.glassnet"));
    const auto whole = folder.filePath(QStringLiteral("whole.glassnet"));
    const auto train = [](const QString& from, const QString& to, const QString& epochs) {
        return runProgram({QStringLiteral("train"), from, QStringLiteral("--epochs"), epochs, QStringLiteral("--out"), to});
    };
    const auto file = exampleFile(QStringLiteral("iris"));
    QCOMPARE(train(file, once, QStringLiteral("2")).code, 0);
    const auto ended = train(once, twice, QStringLiteral("5"));
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.output.trimmed().split(QLatin1Char('\n')).size(), 5);
    QCOMPARE(train(file, whole, QStringLiteral("5")).code, 0);
    const auto a = readProjectFile(twice.toStdString()).value();
    const auto b = readProjectFile(whole.toStdString()).value();
    QCOMPARE(stateHash(*a.state), stateHash(*b.state));
}

/// The script, and the data that are too long for it in a file beside it; a network that was trained is written as it is now.
void CommandLineTest::scriptsHaveTheirData() {
    const QTemporaryDir folder;
    const auto trained = folder.filePath(QStringLiteral("trained.glassnet"));
    const auto path = folder.filePath(QStringLiteral("iris.py"));
    const auto file = exampleFile(QStringLiteral("iris"));
    QCOMPARE(
        runProgram({QStringLiteral("train"), file, QStringLiteral("--epochs"), QStringLiteral("1"), QStringLiteral("--out"), trained}).code,
        0);
    const auto ended = runProgram({QStringLiteral("script"), trained, path});
    QCOMPARE(ended.error, QString());
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.output, path + QLatin1Char('\n') + folder.filePath(QStringLiteral("iris.npz")) + QLatin1Char('\n'));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("iris.npz"))).size() > 105 * 4 * 4);
    const auto text = [](const QString& name) {
        QFile script(name);
        return script.open(QIODevice::ReadOnly) ? QString::fromUtf8(script.readAll()) : QString();
    };
    const auto project = readProjectFile(trained.toStdString()).value();
    QCOMPARE(text(path).count(QLatin1String("values that were edited or trained")), 1);
    QVERIFY(text(path).contains(QStringLiteral("with_name(\"iris.npz\")")));
    QVERIFY(!changedTensors(project).empty() && changedTensors(readProjectFile(file.toStdString()).value()).empty());
    // Few numbers need no file.
    const auto lesson = folder.filePath(QStringLiteral("lesson.py"));
    const auto hand = runProgram(
        {QStringLiteral("script"), exampleFile(QStringLiteral("three-two-one")), lesson, QStringLiteral("--form"), QStringLiteral("hand")});
    QCOMPARE(hand.output, lesson + QLatin1Char('\n'));
    QVERIFY(text(lesson).contains(QStringLiteral("torch.mm")) && !QFileInfo::exists(folder.filePath(QStringLiteral("lesson.npz"))));
}

void CommandLineTest::scriptsReplaceOnlyTheirOwn() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("iris.py"));
    const auto write = [&](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    const auto text = [&](const QString& name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(write(QStringLiteral("iris.npz"), "mine"));
    const QStringList script{QStringLiteral("script"), exampleFile(QStringLiteral("iris")), path};
    for (int i = 0; i < 2; ++i) {
        const auto ended = runProgram(script);
        QCOMPARE(ended.error, QString());
        QCOMPARE(ended.output, path + QLatin1Char('\n') + folder.filePath(QStringLiteral("iris-2.npz")) + QLatin1Char('\n'));
        QCOMPARE(text(QStringLiteral("iris.npz")), QByteArray("mine"));
    }
    const auto changed = text(QStringLiteral("iris.py")) + "print(\"mine\")\n";
    QVERIFY(write(QStringLiteral("iris.py"), changed));
    const auto refused = runProgram(script);
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.output.isEmpty());
    QVERIFY2(isOneSentence(refused.error) && refused.error.contains(path), qPrintable(refused.error));
    QCOMPARE(text(QStringLiteral("iris.py")), changed);
}

void CommandLineTest::wrongArguments_data() {
    QTest::addColumn<QStringList>("arguments");
    const auto file = exampleFile(QStringLiteral("three-two-one"));
    const auto picture = [&](const char* option, const char* value) {
        return QStringList{QStringLiteral("picture"), file, QStringLiteral("never.png"), QString::fromLatin1(option),
                           QString::fromUtf8(value)};
    };
    QTest::newRow("no file") << QStringList{QStringLiteral("run")};
    QTest::newRow("two files") << QStringList{QStringLiteral("run"), file, file};
    QTest::newRow("unknown option") << QStringList{QStringLiteral("run"), file, QStringLiteral("--xml")};
    QTest::newRow("picture without a target") << QStringList{QStringLiteral("picture"), file};
    QTest::newRow("mode") << picture("--mode", "draw");
    QTest::newRow("theme") << picture("--theme", "purple");
    QTest::newRow("size of words") << picture("--size", "big");
    QTest::newRow("size too small") << picture("--size", "100x100");
    QTest::newRow("size too large") << picture("--size", "99999x900");
    QTest::newRow("size of three") << picture("--size", "1440x900x2");
    QTest::newRow("scale of zero") << picture("--scale", "0");
    QTest::newRow("scale nan") << picture("--scale", "nan");
    QTest::newRow("place before the start") << picture("--at", "-1");
    QTest::newRow("place of words") << picture("--at", "end");
    const auto train = [&](const char* option, const char* value) {
        return QStringList{QStringLiteral("train"), file, QString::fromLatin1(option), QString::fromUtf8(value)};
    };
    QTest::newRow("train without a file") << QStringList{QStringLiteral("train")};
    QTest::newRow("epochs of words") << train("--epochs", "many");
    QTest::newRow("epochs below zero") << train("--epochs", "-1");
    QTest::newRow("seed of words") << train("--seed", "lucky");
    QTest::newRow("device") << train("--device", "tpu");
    QTest::newRow("page") << picture("--page", "last");
    QTest::newRow("picture's epochs") << picture("--epochs", "x");
    QTest::newRow("script without a target") << QStringList{QStringLiteral("script"), file};
    QTest::newRow("script's form") << QStringList{QStringLiteral("script"), file, QStringLiteral("never.py"), QStringLiteral("--form"),
                                                  QStringLiteral("lisp")};
    QTest::newRow("window option") << QStringList{QStringLiteral("--fast")};
    QTest::newRow("two windows") << QStringList{file, file};
}

void CommandLineTest::wrongArguments() {
    QFETCH(QStringList, arguments);
    const auto ended = runProgram(arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(isOneSentence(ended.error), qPrintable(ended.error));
}

void CommandLineTest::workThatFails_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const auto none = QStringLiteral("/no/such/file.glassnet");
    const auto text = QStringLiteral(GLASSNET_SOURCE "/README.md");
    const auto file = exampleFile(QStringLiteral("three-two-one"));
    QTest::newRow("run, no file") << QStringList{QStringLiteral("run"), none} << none;
    QTest::newRow("run, not a project") << QStringList{QStringLiteral("run"), text} << QStringLiteral("README.md");
    QTest::newRow("train, no file") << QStringList{QStringLiteral("train"), none} << none;
    QTest::newRow("train on a GPU") << QStringList{QStringLiteral("train"),    file,
                                                   QStringLiteral("--epochs"), QStringLiteral("0"),
                                                   QStringLiteral("--json"),   QStringLiteral("--device"),
                                                   QStringLiteral("cuda:99")}
                                    << QStringLiteral("NVIDIA");
    QTest::newRow("picture, no file") << QStringList{QStringLiteral("picture"), none, QStringLiteral("never.png")} << none;
    QTest::newRow("picture, no folder") << QStringList{QStringLiteral("picture"), file, QStringLiteral("/no/such/folder/x.png")}
                                        << QStringLiteral("/no/such/folder/x.png");
    QTest::newRow("picture, beyond the tape") << QStringList{QStringLiteral("picture"), file, QStringLiteral("never.png"),
                                                             QStringLiteral("--at"), QStringLiteral("18")}
                                              << QStringLiteral("18");
}

void CommandLineTest::workThatFails() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto ended = runProgram(arguments);
    QCOMPARE(ended.code, 1);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.error.contains(named) && ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error));
}

void CommandLineTest::pictures_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("as it comes") << QStringList() << QSize(1440, 900) << false;
    QTest::newRow("dark") << QStringList{QStringLiteral("--theme"), QStringLiteral("dark")} << QSize(1440, 900) << true;
    QTest::newRow("smaller") << QStringList{QStringLiteral("--size"), QStringLiteral("1366x768"), QStringLiteral("--at"),
                                            QStringLiteral("12")}
                             << QSize(1366, 768) << false;
    QTest::newRow("training") << QStringList{QStringLiteral("--mode"), QStringLiteral("train"), QStringLiteral("--theme"),
                                             QStringLiteral("dark")}
                              << QSize(1440, 900) << true;
    QTest::newRow("twice as fine") << QStringList{QStringLiteral("--scale"), QStringLiteral("2")} << QSize(2880, 1800) << false;
}

void CommandLineTest::pictures() {
    QFETCH(QStringList, options);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    const QTemporaryDir folder;
    QByteArray bytes;
    for (const auto& name : {QStringLiteral("one.png"), QStringLiteral("two.png")}) {
        const auto path = folder.filePath(name);
        const auto ended = runProgram(QStringList{QStringLiteral("picture"), exampleFile(QStringLiteral("three-two-one")), path} + options);
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.error, QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto written = file.readAll();
        QVERIFY(bytes.isEmpty() || written == bytes);
        bytes = written;
    }
    const auto image = QImage::fromData(bytes, "PNG");
    QCOMPARE(image.size(), size);
    QCOMPARE(image.pixelColor(size.width() - 3, size.height() / 2).lightness() < 128, dark);
}

GLASSNET_TEST(CommandLineTest);

}  // namespace glassnet::test

#include "CommandLineTest.moc"
