#include "app/DataWiring.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "engine/data/SyntheticSets.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "ui/data/DataPage.h"
#include "ui/data/FieldList.h"
#include "ui/data/SetForm.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/Dialogs.h"
#include "ui/support/PillButton.h"

namespace glassnet::test {

using app::DataWiring;
using ui::DataPage;

namespace {

/// Four measurements and a class, three classes in turn: 30 rows.
QByteArray flowers() {
    QByteArray text = "sepal length,sepal width,petal length,petal width,species\n";
    const char* names[] = {"setosa", "versicolor", "virginica"};
    for (int i = 0; i < 30; ++i) {
        text += QByteArray::number(4 + i % 7) + ',' + QByteArray::number(2 + i % 5) + ',' + QByteArray::number(1 + i % 3) + ',' +
                QByteArray::number(i * 0.5) + ',' + names[i % 3] + '\n';
    }
    return text;
}

class Scene {
public:
    Scene() : wiring(workbench, page, nullptr), said(&wiring, &DataWiring::sentence) {
        Project project;
        project.network = chain({2, 5, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
        project.data = SyntheticSpec{.key = "moons", .rows = 50, .seed = 3};
        workbench.open(project);
        page.resize(340, 800);
        page.show();
    }
    /// Waits for the thread and the worker.
    [[nodiscard]] bool settle() {
        const bool idle = QTest::qWaitFor([this] { return !wiring.isBusy(); });
        workbench.settle();
        return idle;
    }
    QString write(const QString& name, const QByteArray& bytes) {
        const QString path = folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            return {};
        }
        return path;
    }
    [[nodiscard]] const TableSpec* table() const { return std::get_if<TableSpec>(&workbench.project().data); }
    [[nodiscard]] std::vector<std::int64_t> units() const {
        std::vector<std::int64_t> all;
        for (const auto& layer : workbench.project().network.layers()) {
            const auto* input = std::get_if<InputSettings>(&layer.settings);
            all.push_back(input != nullptr ? input->units : layer.dense()->units);
        }
        return all;
    }

    QTemporaryDir folder;
    ui::Workbench workbench;
    DataPage page;
    DataWiring wiring;
    QSignalSpy said;
};

}  // namespace

class DataWiringTest final : public TestCase {
    Q_OBJECT
private slots:
    void aFileIsLearnedFrom();
    void undoBringsTheOldBack();
    void badFilesLeaveEverythingAsItWas_data();
    void badFilesLeaveEverythingAsItWas();
    void theTargetMayStandFirst();
    void aFileIsReadInAnotherWay();
    void cellsArePasted();
    void everySetOfTheProgram_data();
    void everySetOfTheProgram();
    void fastChangesAllHold();
    void aChangeThatCannotBe();
    void cancelingLeavesEverythingAsItWas();
    void aLargeFileLeavesTheWindowFree();
    void aFileIsAskedFor();
    void ofAnotherProject();
    void openingPreparesOnce();
    void editsPrepareOnce();
};

void DataWiringTest::aFileIsLearnedFrom() {
    Scene scene;
    QVERIFY(scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())}));
    QVERIFY(scene.settle());
    const auto* table = scene.table();
    QVERIFY(table != nullptr);
    QCOMPARE(table->source, std::string("flowers.csv"));
    QCOMPARE(table->table->rows, std::int64_t{30});
    QCOMPARE(table->table->columns.at(4).name, std::string("species"));
    QVERIFY(table->roles.at(4) == ColumnRole::Target);
    const auto& plan = scene.workbench.project().plan;
    QCOMPARE(plan.split.testShare, 0.3);
    QVERIFY(plan.normalization == Normalization::Standardize);
    QCOMPARE(scene.units(), (std::vector<std::int64_t>{4, 5, 3}));
    QCOMPARE(scene.workbench.history().entries().size(), std::size_t{1});
    QCOMPARE(scene.workbench.history().entries().front().title, QStringLiteral("Learn from flowers.csv"));
    // It runs.
    QVERIFY(scene.workbench.problems().empty());
    QVERIFY(scene.workbench.snapshot() != nullptr);
    QVERIFY(scene.said.isEmpty());
    QVERIFY(!scene.wiring.openData({}));
}

void DataWiringTest::undoBringsTheOldBack() {
    Scene scene;
    const Project before = scene.workbench.project();
    scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())});
    QVERIFY(scene.settle());
    scene.workbench.undo();
    QVERIFY(scene.settle());
    QVERIFY(sameProject(scene.workbench.project(), before));
    QVERIFY(scene.page.setForm().isVisible());
    QVERIFY(!scene.page.tableForm().isVisible());
    scene.workbench.redo();
    QVERIFY(scene.settle());
    QVERIFY(scene.table() != nullptr);
    // It can still be read in another way.
    QVERIFY(scene.page.tableForm().readingFields().isVisible());
}

void DataWiringTest::badFilesLeaveEverythingAsItWas_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("a head only") << QByteArray("a,b,c\n");
    QTest::addRow("no text") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    QTest::addRow("rows of different lengths") << QByteArray("a,b\n1,2\n1,2,3\n4,5\n");
    QTest::addRow("an open quote") << QByteArray("a,b\n1,\"2\n3,4\n");
    QTest::addRow("dates") << QByteArray("day,b\n2024-01-02,2\n2024-01-03,4\n2024-01-04,4\n");
    QTest::addRow("one class") << QByteArray("a,b\n1,yes\n2,yes\n3,yes\n");
    QTest::addRow("one column") << QByteArray("a\n1\n2\n3\n");
    QTest::addRow("a damaged gzip") << QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03nonsense", 18);
    QTest::addRow("a damaged npy") << QByteArray("\x93NUMPY\x01\x00\xff\xff{", 11);
}

void DataWiringTest::badFilesLeaveEverythingAsItWas() {
    QFETCH(QByteArray, bytes);
    Scene scene;
    const Project before = scene.workbench.project();
    QVERIFY(scene.wiring.openData({scene.write(QStringLiteral("bad.csv"), bytes)}));
    QVERIFY(scene.settle());
    QVERIFY(sameProject(scene.workbench.project(), before));
    QVERIFY(scene.workbench.history().entries().empty());
    QCOMPARE(scene.said.count(), 1);
    QVERIFY(scene.said.front().front().toString().endsWith(QLatin1Char('.')));
}

void DataWiringTest::theTargetMayStandFirst() {
    Scene scene;
    scene.wiring.openData({scene.write(QStringLiteral("first.csv"), "y,x,unit\na,1,cm\nb,2,cm\na,3,cm\nb,4,cm\n")});
    QVERIFY(scene.settle());
    QVERIFY(scene.table() != nullptr);
    QVERIFY(scene.table()->roles == (std::vector<ColumnRole>{ColumnRole::Target, ColumnRole::Feature, ColumnRole::Ignore}));
    // Files that are not there, or too many, are said as well.
    scene.wiring.openData({scene.folder.filePath(QStringLiteral("none.csv"))});
    scene.wiring.openData({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    scene.wiring.openData({scene.folder.path()});
    QVERIFY(scene.settle());
    QCOMPARE(scene.said.count(), 3);
    QCOMPARE(scene.workbench.history().entries().size(), std::size_t{1});
}

void DataWiringTest::aFileIsReadInAnotherWay() {
    Scene scene;
    scene.wiring.openData({scene.write(QStringLiteral("numbers.csv"), "1;2,5;0\n3;4,5;1\n5;6,5;0\n7;8,5;1\n")});
    QVERIFY(scene.settle());
    QCOMPARE(scene.table()->table->rows, std::int64_t{4});
    QCOMPARE(scene.table()->table->columns.at(1).numbers.at(3), 8.5);
    TableOptions options;
    options.csv = {.separator = ';', .decimalComma = true, .header = true, .encoding = {}, .columns = {}};
    emit scene.page.readingWanted(options);
    QVERIFY(scene.settle());
    QCOMPARE(scene.table()->table->rows, std::int64_t{3});
    QCOMPARE(scene.table()->table->columns.at(1).name, std::string("2,5"));
    QCOMPARE(scene.workbench.history().entries().size(), std::size_t{2});
    // What cannot be read that way leaves it as it is.
    options.csv.separator = ' ';
    const Project before = scene.workbench.project();
    emit scene.page.readingWanted(options);
    QVERIFY(scene.settle());
    QVERIFY(sameProject(scene.workbench.project(), before));
    QCOMPARE(scene.said.count(), 1);
}

void DataWiringTest::cellsArePasted() {
    Scene scene;
    QGuiApplication::clipboard()->setText(QStringLiteral("x\ty\n1\t2\n2\t4.5\n3\t5.5\n"));
    scene.wiring.pasteData();
    QVERIFY(scene.settle());
    QVERIFY(scene.table() != nullptr);
    QCOMPARE(scene.table()->source, std::string("pasted"));
    QCOMPARE(scene.table()->table->columns.at(1).numbers, (std::vector<double>{2, 4.5, 5.5}));
    QCOMPARE(scene.units(), (std::vector<std::int64_t>{1, 5, 1}));
    QGuiApplication::clipboard()->clear();
    scene.wiring.pasteData();
    QVERIFY(scene.settle());
    QCOMPARE(scene.said.count(), 1);
}

void DataWiringTest::everySetOfTheProgram_data() {
    QTest::addColumn<int>("group");
    for (int group = 0; group < static_cast<int>(ui::DataGroup::Count_); ++group) {
        QTest::addRow("group %d", group) << group;
    }
}

void DataWiringTest::everySetOfTheProgram() {
    QFETCH(int, group);
    Scene scene;
    std::size_t entries = 0;
    for (const auto& choice : ui::dataChoices(static_cast<ui::DataGroup>(group))) {
        emit scene.page.setWanted(QString::fromLatin1(choice.key));
        QVERIFY2(scene.settle(), choice.key);
        QCOMPARE(ui::dataTitle(scene.workbench.project().data), ui::choiceTitle(choice));
        QVERIFY2(scene.workbench.problems().empty(), choice.key);
        QVERIFY2(scene.workbench.snapshot() != nullptr, choice.key);
        QCOMPARE(scene.workbench.history().entries().size(), ++entries);
    }
    QVERIFY(scene.said.isEmpty());
}

void DataWiringTest::fastChangesAllHold() {
    Scene scene;
    QVERIFY(scene.settle());
    auto& fields = scene.page.setForm().fields();
    // The second is typed before the first is carried out.
    const auto type = [&fields](const char* key, const char* text) {
        auto* field = fields.line(key)->valueField();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
        QTest::keyClick(field, Qt::Key_Return);
    };
    type("rows", "64");
    type("noise", "0.3");
    type("seed", "11");
    QVERIFY(scene.settle());
    const SyntheticSpec wanted{.key = "moons", .rows = 64, .noise = 0.3, .seed = 11};
    QVERIFY(std::get<SyntheticSpec>(scene.workbench.project().data) == wanted);
    QCOMPARE(fields.line("rows")->valueField()->text(), QStringLiteral("64"));
}

void DataWiringTest::aChangeThatCannotBe() {
    Scene scene;
    QVERIFY(scene.settle());
    auto* field = scene.page.setForm().fields().line("rows")->valueField();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("99999999"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(scene.settle());
    QCOMPARE(std::get<SyntheticSpec>(scene.workbench.project().data).rows, std::int64_t{50});
    QCOMPARE(scene.said.count(), 1);
    QVERIFY(scene.workbench.history().entries().empty());
}

void DataWiringTest::cancelingLeavesEverythingAsItWas() {
    Scene scene;
    QVERIFY(scene.settle());
    const Project before = scene.workbench.project();
    scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())});
    QVERIFY(scene.wiring.isBusy());
    emit scene.page.cancelWanted();
    QVERIFY(!scene.wiring.isBusy());
    QVERIFY(scene.settle());
    QCoreApplication::processEvents();
    QVERIFY(sameProject(scene.workbench.project(), before));
    QVERIFY(scene.said.isEmpty());
}

/// It is read on a thread of its own: meanwhile the page tells how far it is, and its button ends it there.
void DataWiringTest::aLargeFileLeavesTheWindowFree() {
    Scene scene;
    QVERIFY(scene.settle());
    const Project before = scene.workbench.project();
    QByteArray text = "a,b,c,d\n";
    const QByteArray row = "1.5,-22.25,0.125,0\n0.75,3.5,-4e-3,1\n";
    text += row.repeated(48'000'000 / static_cast<int>(row.size()));
    scene.wiring.openData({scene.write(QStringLiteral("large.csv"), text)});
    QVERIFY(scene.wiring.isBusy());
    // Nothing but the page's own clock and the thread can bring it there.
    auto* cancel = [&] {
        for (auto* button : scene.page.findChildren<ui::PillButton*>()) {
            if (button->text() == QStringLiteral("Cancel")) {
                return button;
            }
        }
        return static_cast<ui::PillButton*>(nullptr);
    }();
    QVERIFY(cancel != nullptr && !cancel->isVisible());
    QTRY_VERIFY(cancel->isVisible());
    QVERIFY(scene.wiring.isBusy());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(!scene.wiring.isBusy() && !cancel->isVisible());
    QVERIFY(sameProject(scene.workbench.project(), before));
    // The thread is free for the next file.
    scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())});
    QVERIFY(scene.settle());
    QVERIFY(scene.table() != nullptr);
    QCOMPARE(scene.table()->table->rows, std::int64_t{30});
}

void DataWiringTest::aFileIsAskedFor() {
    Scene scene;
    ui::Dialogs::answerNextFile(scene.write(QStringLiteral("flowers.csv"), flowers()));
    scene.wiring.useSet(QStringLiteral("table"));
    QVERIFY(scene.settle());
    QVERIFY(scene.table() != nullptr);
    ui::Dialogs::answerNextFile({});
    scene.wiring.askForData();
    QVERIFY(!scene.wiring.isBusy());
}

void DataWiringTest::ofAnotherProject() {
    Scene scene;
    Project other;
    other.network = lesson();
    scene.workbench.open(other);
    QVERIFY(scene.settle());
    QVERIFY(!scene.page.setForm().isVisible());
    QVERIFY(scene.said.isEmpty());
}

/// What the session has prepared is looked at; only where no session runs the data are they prepared here.
void DataWiringTest::openingPreparesOnce() {
    Scene scene;
    QVERIFY(scene.settle());
    scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())});
    QVERIFY(scene.settle());
    const Project project = scene.workbench.project();
    const int before = scene.wiring.timesPrepared();
    ui::Workbench workbench;
    DataPage page;
    DataWiring wiring(workbench, page, nullptr);
    QVERIFY(QTest::qWaitFor([&] { return !wiring.isBusy(); }));
    const int empty = wiring.timesPrepared();
    workbench.open(project);
    QVERIFY(wiring.isBusy());
    QVERIFY(QTest::qWaitFor([&] { return !wiring.isBusy(); }));
    QCOMPARE(wiring.timesPrepared(), empty);
    // The same is said as after reading it.
    const auto words = [](const DataPage& shown) {
        QStringList all;
        for (const auto* label : shown.findChildren<QLabel*>()) {
            all.append(label->text());
        }
        return all;
    };
    page.resize(340, 800);
    page.show();
    QCOMPARE(words(page).filter(QStringLiteral("30")).size(), words(scene.page).filter(QStringLiteral("30")).size());
    QVERIFY(!words(page).filter(QStringLiteral("21")).isEmpty());
    // A drawing that cannot run has no session.
    auto broken = project;
    broken.network.removeLink(broken.network.links().front().id);
    broken.plan.normalization = Normalization::MinMax;
    workbench.open(broken);
    QVERIFY(QTest::qWaitFor([&] { return !wiring.isBusy(); }));
    QCOMPARE(wiring.timesPrepared(), empty + 1);
    QCOMPARE(scene.wiring.timesPrepared(), before);
}

/// What is made ready for an edit of the data is what the session learns from.
void DataWiringTest::editsPrepareOnce() {
    Scene scene;
    QVERIFY(scene.settle());
    const auto hasPrepared = [&] {
        bool has = false;
        scene.workbench.visit([&has](const ui::Session* session) { has = session == nullptr || session->hasPrepared(); });
        scene.workbench.settle();
        return has;
    };
    QVERIFY(hasPrepared());
    const int before = scene.wiring.timesPrepared();
    emit scene.page.changeWanted(QStringLiteral("noise"), [](DataSpec& data, DataPlan&) { std::get<SyntheticSpec>(data).noise = 0.3; });
    QVERIFY(scene.settle());
    QCOMPARE(std::get<SyntheticSpec>(scene.workbench.project().data).noise, 0.3);
    QCOMPARE(scene.wiring.timesPrepared(), before + 1);
    QVERIFY(!hasPrepared());
    QVERIFY(scene.wiring.openData({scene.write(QStringLiteral("flowers.csv"), flowers())}));
    QVERIFY(scene.settle());
    QVERIFY(!hasPrepared());
    emit scene.page.changeWanted(QStringLiteral("role"),
                                 [](DataSpec& data, DataPlan&) { std::get<TableSpec>(data).roles.front() = ColumnRole::Ignore; });
    QVERIFY(scene.settle());
    QCOMPARE(scene.units().front(), std::int64_t{3});
    QCOMPARE(scene.wiring.timesPrepared(), before + 2);
    QVERIFY(!hasPrepared());
    // Of what is undone only the session makes its own.
    scene.workbench.undo();
    QVERIFY(scene.settle());
    QCOMPARE(scene.wiring.timesPrepared(), before + 2);
    QVERIFY(hasPrepared());
}

GLASSNET_TEST(DataWiringTest);

}  // namespace glassnet::test

#include "DataWiringTest.moc"
