#include "ui/workbench/Workbench.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <cstring>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/support/ErrorText.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::Workbench;

/// Everything asked for is done and told, files included: they are answered by events.
void settle(Workbench& workbench) {
    for (int i = 0; i < 3; ++i) {
        workbench.settle();
        QCoreApplication::processEvents();
    }
}

TensorId weight(const Workbench& workbench, std::size_t layer) {
    const auto& snapshot = *workbench.snapshot();
    return snapshot.program->find(StateKey{snapshot.network->layers().at(layer).id, StateRole::Weight, 0});
}

bool sameNumbers(const ui::Snapshot& a, const ui::Snapshot& b) {
    if (a.values.size() != b.values.size()) {
        return false;
    }
    for (const auto& [id, values] : a.values) {
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            const double x = values.at(i);
            const double y = b.find(id)->at(i);
            if (std::memcmp(&x, &y, sizeof x) != 0) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

class WorkbenchTest final : public TestCase {
    Q_OBJECT
private slots:
    void opensAtTheStart();
    void followsThePosition();
    void keepsTheSelectionWhenNotFollowing();
    void previewIsNoEdit();
    void previewsOfTwoElementsBothHold();
    void setElementIsAnEdit();
    void anotherSeedAndBack();
    void restartUndoesEditsAndTraining();
    void savedFileHasTheSameBits();
    void damagedFileKeepsTheProject_data();
    void damagedFileKeepsTheProject();
    void unwritableFileIsTold();
    void impossibleProjectShowsNoNumbers();
    void numbersOfTheOldProjectNeverShow();
    void savingSurvivesARestart();
};

void WorkbenchTest::opensAtTheStart() {
    Workbench workbench;
    QSignalSpy opened(&workbench, &Workbench::projectChanged);
    workbench.open(lessonProject());
    QCOMPARE(opened.count(), 1);
    QVERIFY(workbench.snapshot() == nullptr);
    workbench.settle();
    QVERIFY(workbench.snapshot() != nullptr);
    QCOMPARE(workbench.snapshot()->position, std::size_t{0});
    QCOMPARE(workbench.selection().layer, workbench.project().network.layers().at(1).id);
    QVERIFY(!workbench.isModified());
    QVERIFY(workbench.path().isEmpty());
}

void WorkbenchTest::followsThePosition() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    for (std::size_t i = 1; i <= 17; ++i) {
        workbench.forward();
        workbench.settle();
        const auto& shot = *workbench.snapshot();
        QCOMPARE(shot.position, i);
        QCOMPARE(workbench.selection().layer, shot.program->tensor(shot.current()->outputs[0]).layer);
        QVERIFY(workbench.selection().unit.has_value());
        QVERIFY(shot.explanation.has_value());
    }
    // A unit that is chosen stays chosen while the step stays in its layer.
    workbench.moveTo(1);
    workbench.settle();
    auto selection = workbench.selection();
    selection.unit = 1;
    workbench.select(selection);
    workbench.forward();
    workbench.settle();
    QCOMPARE(workbench.selection().unit, std::optional<std::int64_t>(1));
    QCOMPARE(workbench.snapshot()->explanation->element, std::int64_t{1});
}

void WorkbenchTest::keepsTheSelectionWhenNotFollowing() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.setFollowing(false);
    workbench.settle();
    const auto before = workbench.selection();
    workbench.toEnd();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->position, std::size_t{17});
    QVERIFY(workbench.selection() == before);
}

void WorkbenchTest::previewIsNoEdit() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.moveTo(4);
    workbench.settle();
    const auto before = workbench.snapshot();
    const ElementRef element{weight(workbench, 1), 0};
    const double old = before->find(element.tensor)->at(0);
    workbench.previewElement(element, 2);
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(element.tensor)->at(0), 2.0);
    QVERIFY(!sameNumbers(*before, *workbench.snapshot()));
    QVERIFY(!workbench.isModified());
    workbench.previewElement(element, old);
    workbench.settle();
    QVERIFY(sameNumbers(*before, *workbench.snapshot()));
}

void WorkbenchTest::previewsOfTwoElementsBothHold() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    const auto tensor = weight(workbench, 1);
    // Posted faster than they run: the first must not be taken for an older place of the second.
    for (int i = 0; i < 50; ++i) {
        workbench.previewElement({tensor, 0}, i);
        workbench.previewElement({tensor, 1}, -i);
    }
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(tensor)->at(0), 49.0);
    QCOMPARE(workbench.snapshot()->find(tensor)->at(1), -49.0);
}

void WorkbenchTest::setElementIsAnEdit() {
    Workbench workbench;
    QSignalSpy modified(&workbench, &Workbench::modifiedChanged);
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement({weight(workbench, 2), 1}, 0.5);
    QVERIFY(workbench.isModified());
    workbench.setElement({weight(workbench, 2), 1}, 0.75);
    QCOMPARE(modified.count(), 1);
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(weight(workbench, 2))->at(1), 0.75);
    workbench.open(lessonProject());
    QVERIFY(!workbench.isModified());
    QCOMPARE(modified.count(), 2);
}

void WorkbenchTest::anotherSeedAndBack() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.toEnd();
    workbench.settle();
    const auto seven = workbench.snapshot();
    workbench.setStartSeed(8);
    QVERIFY(workbench.isModified());
    workbench.settle();
    QCOMPARE(workbench.snapshot()->position, std::size_t{0});
    QCOMPARE(workbench.snapshot()->seeds[0], std::uint64_t{8});
    workbench.toEnd();
    workbench.settle();
    QVERIFY(!sameNumbers(*seven, *workbench.snapshot()));
    workbench.setStartSeed(7);
    workbench.toEnd();
    workbench.settle();
    QVERIFY(sameNumbers(*seven, *workbench.snapshot()));
}

void WorkbenchTest::restartUndoesEditsAndTraining() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    const auto start = workbench.snapshot();
    for (int i = 0; i < 40; ++i) {
        workbench.forward();
    }
    workbench.settle();
    workbench.setElement({weight(workbench, 1), 0}, 3);
    workbench.restart();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, std::int64_t{0});
    QCOMPARE(workbench.snapshot()->position, std::size_t{0});
    QVERIFY(sameNumbers(*start, *workbench.snapshot()));
}

void WorkbenchTest::savedFileHasTheSameBits() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("gewichte größer.glassnet"));
    Workbench workbench;
    QSignalSpy saved(&workbench, &Workbench::saved);
    workbench.open(lessonProject());
    workbench.settle();
    for (int i = 0; i < 18; ++i) {
        workbench.forward();
    }
    workbench.settle();
    workbench.setElement({weight(workbench, 1), 2}, 1.0 / 3);
    workbench.settle();
    const auto start = workbench.snapshot();
    workbench.saveFile(path);
    settle(workbench);
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved.first().first().toString(), path);
    QVERIFY(!workbench.isModified());
    QCOMPARE(workbench.path(), path);

    Workbench other;
    QSignalSpy failed(&other, &Workbench::failed);
    other.openFile(path);
    settle(other);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(other.path(), path);
    QVERIFY(!other.isModified());
    QCOMPARE(other.snapshot()->step, std::int64_t{1});
    QVERIFY(sameNumbers(*start, *other.snapshot()));
    // And so do the steps from there on.
    for (auto* each : {&workbench, &other}) {
        for (int i = 0; i < 30; ++i) {
            each->forward();
        }
        each->settle();
    }
    QVERIFY(sameNumbers(*workbench.snapshot(), *other.snapshot()));
}

void WorkbenchTest::damagedFileKeepsTheProject_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("no file") << QByteArray() << static_cast<int>(ErrorCode::FileNotFound);
    QTest::newRow("a text") << QByteArray("not a project at all") << static_cast<int>(ErrorCode::FileNotProject);
}

void WorkbenchTest::damagedFileKeepsTheProject() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("broken.glassnet"));
    if (!bytes.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    Workbench workbench;
    std::vector<Error> errors;
    connect(&workbench, &Workbench::failed, this, [&errors](const Error& error) { errors.push_back(error); });
    workbench.open(lessonProject());
    workbench.moveTo(4);
    workbench.settle();
    workbench.setElement({weight(workbench, 1), 0}, 1);
    workbench.settle();
    const auto before = workbench.snapshot();
    workbench.openFile(path);
    settle(workbench);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(static_cast<int>(errors.front().code), code);
    QVERIFY(ui::ErrorText::knows(errors.front().code));
    QVERIFY(ui::ErrorText::of(errors.front()).contains(QStringLiteral("broken.glassnet")));
    QCOMPARE(workbench.project().name, std::string("lesson"));
    QVERIFY(workbench.isModified());
    QVERIFY(workbench.path().isEmpty());
    QCOMPARE(workbench.snapshot()->position, std::size_t{4});
    QVERIFY(sameNumbers(*before, *workbench.snapshot()));
}

void WorkbenchTest::unwritableFileIsTold() {
    Workbench workbench;
    std::vector<Error> errors;
    connect(&workbench, &Workbench::failed, this, [&errors](const Error& error) { errors.push_back(error); });
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement({weight(workbench, 1), 0}, 1);
    workbench.saveFile(QStringLiteral("/no/such/folder/x.glassnet"));
    settle(workbench);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().code, ErrorCode::FileUnwritable);
    QVERIFY(workbench.isModified());
    QVERIFY(workbench.path().isEmpty());
}

void WorkbenchTest::impossibleProjectShowsNoNumbers() {
    Workbench workbench;
    std::vector<Error> errors;
    connect(&workbench, &Workbench::failed, this, [&errors](const Error& error) { errors.push_back(error); });
    workbench.open(lessonProject());
    workbench.settle();
    QSignalSpy shown(&workbench, &Workbench::snapshotChanged);
    workbench.open(impossibleProject());
    settle(workbench);
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(ui::ErrorText::knows(errors.front().code));
    QVERIFY(workbench.snapshot() == nullptr);
    QVERIFY(shown.count() > 0);
    workbench.open(lessonProject());
    workbench.settle();
    QVERIFY(workbench.snapshot() != nullptr);
    QCOMPARE(errors.size(), std::size_t{1});
}

void WorkbenchTest::numbersOfTheOldProjectNeverShow() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("other.glassnet"));
    Workbench writer;
    auto other = lessonProject();
    other.training.seeds[0] = 8;
    writer.open(other);
    writer.saveFile(path);
    settle(writer);
    Workbench workbench;
    int wrong = 0;
    connect(&workbench, &Workbench::snapshotChanged, this, [&] {
        const auto& shot = workbench.snapshot();
        wrong += shot != nullptr && shot->seeds[0] != workbench.project().training.seeds[0] ? 1 : 0;
    });
    for (int i = 0; i < 20; ++i) {
        workbench.open(lessonProject());
        workbench.moveTo(5);
        workbench.openFile(path);
        settle(workbench);
        QCOMPARE(workbench.snapshot()->seeds[0], std::uint64_t{8});
    }
    QCOMPARE(wrong, 0);
}

void WorkbenchTest::savingSurvivesARestart() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("kept.glassnet"));
    Workbench workbench;
    QSignalSpy saved(&workbench, &Workbench::saved);
    workbench.open(lessonProject());
    workbench.settle();
    workbench.saveFile(path);
    workbench.restart();
    settle(workbench);
    QCOMPARE(saved.count(), 1);
    QVERIFY(QFile::exists(path));
}

GLASSNET_TEST(WorkbenchTest);

}  // namespace glassnet::test

#include "WorkbenchTest.moc"
