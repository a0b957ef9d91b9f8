#include <QSignalSpy>

#include "engine/project/CarriedState.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::Workbench;

LayerId layerAt(const Workbench& workbench, std::size_t place) { return workbench.project().network.layers().at(place).id; }

Result<void> setUnits(Project& project, LayerId layer, std::int64_t units) {
    project.network.find(layer)->dense()->units = units;
    return {};
}

StateKey weightOf(const Workbench& workbench, std::size_t place) { return {layerAt(workbench, place), StateRole::Weight, 0}; }

const Tensor& weights(const Workbench& workbench, std::size_t place) {
    const auto& shot = *workbench.snapshot();
    return *shot.find(shot.program->find(weightOf(workbench, place)));
}

ElementRef weightElement(const Workbench& workbench, std::size_t place, std::int64_t element) {
    return {workbench.snapshot()->program->find(weightOf(workbench, place)), element};
}

/// Everything a person sees of the numbers: values, place and step.
struct Seen {
    std::map<StateKey, std::vector<double>> parameters;
    std::size_t position = 0;
    std::int64_t step = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seen(Workbench& workbench) {
    workbench.settle();
    Seen all;
    const auto& shot = *workbench.snapshot();
    all.position = shot.position;
    all.step = shot.step;
    for (const auto& parameter : shot.program->parameters()) {
        const auto& values = *shot.find(parameter.value);
        auto& list = all.parameters[shot.program->tensor(parameter.value).key];
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            list.push_back(values.at(i));
        }
    }
    return all;
}

}  // namespace

/// Edits of the drawing and of values, and the history over them.
class EditsTest final : public TestCase {
    Q_OBJECT
private slots:
    void anEditOfUnitsIsUndoneExactly();
    void untouchedNumbersAreDrawnAsANewProjectWouldDrawThem();
    void editedNumbersStayWhereTheirShapeStays();
    void aTrainedNetworkKeepsItsNumbers();
    void aDragIsOneEntry();
    void aDragBackLeavesNone();
    void anEditThatChangesNothingLeavesNone();
    void aRefusedEditChangesNothing();
    void valuesAreUndone();
    void aPreviewedDragIsOneEntry();
    void stepsAreOneEntryAndUndone();
    void whatCouldBeRedoneSurvivesANonEdit();
    void numbersWaitWhileTheDrawingCannotRun();
    void namesLeaveTheStepInHand();
    void aCutKeepsTheStepAndThePlace();
    void liveShowsTheForwardPass();
    void jumpsOverAnyDistance();
    void anotherSeedIsUndone();
    void savedMarkFollowsTheHistory();
};

void EditsTest::anEditOfUnitsIsUndoneExactly() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.moveTo(4);
    const auto before = seen(workbench);
    const auto project = workbench.project();
    QVERIFY(workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 5); }));
    QVERIFY(workbench.isModified());
    workbench.settle();
    QCOMPARE(weights(workbench, 1).shape(), (Shape{3, 5}));
    const auto after = seen(workbench);
    workbench.undo();
    QVERIFY(seen(workbench) == before);
    QVERIFY(sameProject(workbench.project(), project));
    QVERIFY(!workbench.isModified());
    workbench.redo();
    QVERIFY(seen(workbench) == after);
}

void EditsTest::untouchedNumbersAreDrawnAsANewProjectWouldDrawThem() {
    Workbench edited;
    edited.open(lessonProject());
    edited.settle();
    edited.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(edited, 1), 4); });
    edited.settle();
    auto project = lessonProject();
    QVERIFY(setUnits(project, project.network.layers().at(1).id, 4).has_value());
    Workbench fresh;
    fresh.open(project);
    QVERIFY(seen(edited) == seen(fresh));
}

void EditsTest::editedNumbersStayWhereTheirShapeStays() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    const auto bias = StateKey{layerAt(workbench, 2), StateRole::Bias, 0};
    const auto& program = *workbench.snapshot()->program;
    workbench.setElement({program.find(bias), 0}, 0.25);
    workbench.setElement(weightElement(workbench, 2, 1), -2);
    workbench.settle();
    workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 3); });
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(workbench.snapshot()->program->find(bias))->at(0), 0.25);
    // Another shape: drawn anew.
    QCOMPARE(weights(workbench, 2).shape(), (Shape{3, 1}));
    QVERIFY(weights(workbench, 2).at(1) != -2);
}

void EditsTest::aTrainedNetworkKeepsItsNumbers() {
    Workbench workbench;
    workbench.open(lessonProject());
    for (int i = 0; i < 40; ++i) {
        workbench.forward();
    }
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, std::int64_t{2});
    workbench.moveTo(0);
    workbench.settle();
    const auto before = weights(workbench, 1).clone();
    workbench.edit(QStringLiteral("activation"), [&](Project& p) -> Result<void> {
        p.network.find(layerAt(workbench, 1))->dense()->activation = ActivationSpec{Activation::Tanh, {}};
        return {};
    });
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, std::int64_t{2});
    QVERIFY(bitEqual(weights(workbench, 1), before));
}

void EditsTest::aDragIsOneEntry() {
    Workbench workbench;
    workbench.open(lessonProject());
    const auto before = seen(workbench);
    ui::EditOptions drag;
    drag.series = QStringLiteral("units");
    for (int units = 3; units <= 9; ++units) {
        workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), units); }, drag);
    }
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
    workbench.closeSeries();
    workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 2); }, drag);
    QCOMPARE(workbench.history().entries().size(), std::size_t{2});
    workbench.undo();
    workbench.settle();
    QCOMPARE(weights(workbench, 1).shape(), (Shape{3, 9}));
    workbench.undo();
    QVERIFY(seen(workbench) == before);
}

void EditsTest::aDragBackLeavesNone() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement(weightElement(workbench, 1, 0), 5);
    const auto before = seen(workbench);
    ui::EditOptions drag;
    drag.series = QStringLiteral("units");
    for (const int units : {3, 4, 3, 2}) {
        workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), units); }, drag);
    }
    // The value set by hand is there again: the drag went on from where it began.
    QVERIFY(seen(workbench) == before);
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
}

void EditsTest::anEditThatChangesNothingLeavesNone() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    const double value = weights(workbench, 1).at(0);
    QVERIFY(workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 2); }));
    workbench.setElement(weightElement(workbench, 1, 0), value);
    workbench.back();
    workbench.forward();
    workbench.back();
    workbench.settle();
    QCOMPARE(workbench.history().entries().size(), std::size_t{0});
    QVERIFY(!workbench.isModified());
}

void EditsTest::aRefusedEditChangesNothing() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    std::vector<Error> errors;
    connect(&workbench, &Workbench::failed, this, [&errors](const Error& error) { errors.push_back(error); });
    const auto project = workbench.project();
    QVERIFY(!workbench.edit(QStringLiteral("bad"), [](Project& p) -> Result<void> {
        p.name = "half done";
        return tl::unexpected<Error>(Error{ErrorCode::UnknownLayer, {}});
    }));
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(sameProject(workbench.project(), project));
    QCOMPARE(workbench.history().entries().size(), std::size_t{0});
}

void EditsTest::valuesAreUndone() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.moveTo(17);  // The update has run: a value set now holds from the next step on.
    const auto before = seen(workbench);
    workbench.setElement(weightElement(workbench, 1, 3), 7);
    workbench.settle();
    QCOMPARE(weights(workbench, 1).at(3), 7.0);
    workbench.undo();
    QVERIFY(seen(workbench) == before);
    workbench.redo();
    workbench.settle();
    QCOMPARE(weights(workbench, 1).at(3), 7.0);
    workbench.forward();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, std::int64_t{1});
    QCOMPARE(weights(workbench, 1).at(3), 7.0);
}

void EditsTest::aPreviewedDragIsOneEntry() {
    Workbench workbench;
    workbench.open(lessonProject());
    const auto before = seen(workbench);
    for (int i = 0; i < 20; ++i) {
        workbench.previewElement(weightElement(workbench, 1, 0), 0.1 * i);
    }
    workbench.setElement(weightElement(workbench, 1, 0), 3);
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
    workbench.settle();
    QCOMPARE(weights(workbench, 1).at(0), 3.0);
    workbench.undo();
    QVERIFY(seen(workbench) == before);
}

void EditsTest::stepsAreOneEntryAndUndone() {
    Workbench workbench;
    workbench.open(lessonProject());
    const auto before = seen(workbench);
    for (int i = 0; i < 45; ++i) {
        workbench.forward();
    }
    const auto after = seen(workbench);
    QCOMPARE(after.step, std::int64_t{2});
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
    QVERIFY(!workbench.isModified());
    workbench.undo();
    QVERIFY(seen(workbench) == before);
    workbench.redo();
    QVERIFY(seen(workbench) == after);
}

void EditsTest::whatCouldBeRedoneSurvivesANonEdit() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement(weightElement(workbench, 1, 0), 5);
    workbench.undo();
    workbench.settle();
    workbench.back();  // Nothing is before the beginning.
    workbench.settle();
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
    workbench.redo();
    workbench.settle();
    QCOMPARE(weights(workbench, 1).at(0), 5.0);
}

void EditsTest::numbersWaitWhileTheDrawingCannotRun() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement(weightElement(workbench, 1, 0), 5);
    const auto before = seen(workbench);
    const auto link = workbench.project().network.links().back();
    workbench.edit(QStringLiteral("cut off"), [&](Project& p) -> Result<void> {
        p.network.removeLink(link.id);
        return {};
    });
    QVERIFY(!workbench.problems().empty());
    workbench.settle();
    QVERIFY(workbench.snapshot() == nullptr);
    workbench.edit(QStringLiteral("link"), [&](Project& p) -> Result<void> {
        p.network.addLink(link.from, link.to);
        return {};
    });
    QVERIFY(workbench.problems().empty());
    workbench.settle();
    QVERIFY(workbench.snapshot() != nullptr);
    QCOMPARE(weights(workbench, 1).at(0), 5.0);
    workbench.undo();
    workbench.settle();
    QVERIFY(workbench.snapshot() == nullptr);
    workbench.undo();
    QVERIFY(seen(workbench) == before);
}

void EditsTest::namesLeaveTheStepInHand() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.moveTo(7);
    const auto before = seen(workbench);
    QSignalSpy drawn(&workbench, &Workbench::drawingChanged);
    workbench.edit(QStringLiteral("name"), [&](Project& p) -> Result<void> {
        p.network.find(layerAt(workbench, 1))->name = "Middle";
        return {};
    });
    QCOMPARE(drawn.count(), 1);
    QVERIFY(workbench.snapshot() != nullptr);  // Not even for a moment without numbers.
    QVERIFY(seen(workbench) == before);
    QCOMPARE(workbench.snapshot()->network->layers().at(1).name, std::string("Middle"));
}

void EditsTest::aCutKeepsTheStepAndThePlace() {
    Workbench workbench;
    workbench.open(lessonProject());
    for (int i = 0; i < 18 + 4; ++i) {
        workbench.forward();
    }
    const auto before = seen(workbench);
    workbench.edit(QStringLiteral("cut"), [&](Project& p) -> Result<void> {
        p.network.find(p.network.links().front().id)->cut.insert({0, 0});
        return {};
    });
    const auto after = seen(workbench);
    QCOMPARE(after.step, before.step);
    QVERIFY(after.position > 0);
    QVERIFY(after.parameters == before.parameters);
    workbench.undo();
    QVERIFY(seen(workbench) == before);
}

void EditsTest::liveShowsTheForwardPass() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.setLive(true);
    workbench.settle();
    QCOMPARE(workbench.snapshot()->position, workbench.snapshot()->program->phaseBegin(Phase::Backward));
    workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 6); });
    workbench.settle();
    QCOMPARE(workbench.snapshot()->position, workbench.snapshot()->program->phaseBegin(Phase::Backward));
}

void EditsTest::jumpsOverAnyDistance() {
    Workbench workbench;
    workbench.open(lessonProject());
    std::vector<Seen> places{seen(workbench)};
    workbench.setElement(weightElement(workbench, 1, 0), 5);
    places.push_back(seen(workbench));
    workbench.moveTo(9);
    places.push_back(seen(workbench));
    workbench.edit(QStringLiteral("units"), [&](Project& p) { return setUnits(p, layerAt(workbench, 1), 6); });
    places.push_back(seen(workbench));
    workbench.setStartSeed(11);
    places.push_back(seen(workbench));
    workbench.moveTo(3);
    places.push_back(seen(workbench));
    for (const std::size_t done : {0U, 5U, 2U, 4U, 1U, 3U, 0U, 3U}) {
        workbench.jumpTo(done);
        QVERIFY2(seen(workbench) == places.at(done), qPrintable(QString::number(done)));
    }
}

void EditsTest::anotherSeedIsUndone() {
    Workbench workbench;
    workbench.open(lessonProject());
    const auto seven = seen(workbench);
    workbench.setStartSeed(8);
    const auto eight = seen(workbench);
    QVERIFY(eight.parameters != seven.parameters);
    workbench.undo();
    QVERIFY(seen(workbench) == seven);
    QCOMPARE(workbench.project().training.seeds[0], std::uint64_t{7});
    workbench.redo();
    QVERIFY(seen(workbench) == eight);
}

void EditsTest::savedMarkFollowsTheHistory() {
    Workbench workbench;
    workbench.open(lessonProject());
    workbench.settle();
    workbench.setElement(weightElement(workbench, 1, 0), 5);
    QVERIFY(workbench.isModified());
    workbench.undo();
    QVERIFY(!workbench.isModified());
    workbench.redo();
    QVERIFY(workbench.isModified());
}

GLASSNET_TEST(EditsTest);

}  // namespace glassnet::test

#include "EditsTest.moc"
