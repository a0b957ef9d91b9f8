#include "ui/drawing/DrawingCommands.h"

#include "engine/project/ChainProject.h"
#include "tests/support/TestCase.h"
#include "ui/drawing/LayerDefaults.h"
#include "ui/drawing/ValueCommands.h"

namespace glassnet::test {

namespace {

using ui::DrawingCommands;
using ui::Workbench;

Project chain(const std::vector<std::int64_t>& sizes) { return chainProject(sizes, ui::chainNames(), {7, 7, 7}); }

LayerId layerAt(const Workbench& workbench, std::size_t place) { return workbench.project().network.layers().at(place).id; }

std::vector<std::int64_t> units(const NetworkSpec& network) {
    const auto shapes = inferShapes(network);
    std::vector<std::int64_t> all;
    for (const auto id : network.topologicalOrder()) {
        all.push_back(shapes.at(id).out);
    }
    return all;
}

}  // namespace

class DrawingCommandsTest final : public TestCase {
    Q_OBJECT
private slots:
    void anEmptyDrawingGrowsByAdding();
    void addingInTheMiddleInserts();
    void deletingAMiddleLayerLeavesItsNeighborsLinked();
    void aPasteTakesTheWeightsAlong();
    void aPasteOfAnotherTextIsRefused();
    void aMovedUnitKeepsTheOutput();
    void aCutIsSeenAtOnceAndMended();
    void aHeldUnitIsSeenAtOnce();
    void aDataSetMakesTheNetworkFit();
    void aTypedChainIsOneEntry();
    void repairsAreEdits();
    void fillDrawsAndIsUndone();
    void pastedBlocksAreChecked();
    void aResetGivesTheStartValue();
};

void DrawingCommandsTest::anEmptyDrawingGrowsByAdding() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(Project{});
    for (const auto kind : {LayerKind::Input, LayerKind::Dense, LayerKind::Dense, LayerKind::Output}) {
        commands.add(kind);
    }
    QCOMPARE(workbench.project().network.links().size(), std::size_t{3});
    QVERIFY(workbench.problems().empty());
    workbench.settle();
    QVERIFY(workbench.snapshot() != nullptr);
    QCOMPARE(workbench.history().entries().size(), std::size_t{4});
    // Left to right, none upon another.
    double x = -1e9;
    for (const auto id : workbench.project().network.topologicalOrder()) {
        QVERIFY(workbench.project().positions.at(id).x >= x + 150);
        x = workbench.project().positions.at(id).x;
    }
}

void DrawingCommandsTest::addingInTheMiddleInserts() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 2, 1}));
    auto selection = workbench.selection();
    selection.layer = layerAt(workbench, 0);
    selection.layers = {selection.layer};
    workbench.select(selection);
    commands.add(LayerKind::Dense);
    QCOMPARE(units(workbench.project().network), (std::vector<std::int64_t>{3, 4, 2, 1}));
    QVERIFY(workbench.problems().empty());
    QVERIFY(workbench.selection().layers.contains(workbench.project().network.layers().back().id));
}

void DrawingCommandsTest::deletingAMiddleLayerLeavesItsNeighborsLinked() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 5, 2, 1}));
    auto selection = workbench.selection();
    selection.layer = layerAt(workbench, 1);
    selection.layers = {selection.layer};
    workbench.select(selection);
    commands.removeSelected();
    QCOMPARE(units(workbench.project().network), (std::vector<std::int64_t>{3, 2, 1}));
    QVERIFY(workbench.problems().empty());
}

void DrawingCommandsTest::aPasteTakesTheWeightsAlong() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 2, 1}));
    commands.selectAll();
    workbench.settle();
    const auto& shot = *workbench.snapshot();
    const StateKey key{layerAt(workbench, 1), StateRole::Weight, 0};
    workbench.setElement({shot.program->find(key), 0}, 0.625);
    workbench.settle();
    const auto text = commands.copySelected();
    Workbench other;
    DrawingCommands there(other);
    other.open(Project{});
    there.paste(text);
    other.settle();
    QVERIFY(other.snapshot() != nullptr);
    const StateKey pasted{layerAt(other, 1), StateRole::Weight, 0};
    const auto& program = *other.snapshot()->program;
    QVERIFY(bitEqual(*other.snapshot()->find(program.find(pasted)), *workbench.snapshot()->find(workbench.snapshot()->program->find(key))));
    QCOMPARE(other.snapshot()->find(program.find(pasted))->at(0), 0.625);
}

void DrawingCommandsTest::aPasteOfAnotherTextIsRefused() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 2, 1}));
    QString said;
    connect(&commands, &DrawingCommands::sentence, this, [&said](const QString& text) { said = text; });
    const auto before = workbench.project();
    commands.paste(QStringLiteral("{\"layers\": 3}"));
    QVERIFY(!said.isEmpty());
    QVERIFY(sameProject(workbench.project(), before));
    QVERIFY(workbench.history().entries().empty());
}

void DrawingCommandsTest::aMovedUnitKeepsTheOutput() {
    Workbench workbench;
    workbench.setLive(true);
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    const auto output = [&workbench] {
        workbench.settle();
        const auto& shot = *workbench.snapshot();
        return shot.find(shot.program->outputOf(shot.network->layers().at(2).id))->at(0);
    };
    const double before = output();
    commands.moveUnit({layerAt(workbench, 1), 0, layerAt(workbench, 1), 3});
    QVERIFY(std::abs(output() - before) <= 1e-6 * std::abs(before));
    const auto& shot = *workbench.snapshot();
    QVERIFY(!bitEqual(*shot.find(shot.program->find(StateKey{layerAt(workbench, 1), StateRole::Weight, 0})),
                      shot.start->tensors.at({layerAt(workbench, 1), StateRole::Weight, 0})));
    workbench.undo();
    QCOMPARE(output(), before);
}

void DrawingCommandsTest::aCutIsSeenAtOnceAndMended() {
    Workbench workbench;
    workbench.setLive(true);
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    const auto shot = workbench.snapshot();
    const auto output = shot->program->outputOf(layerAt(workbench, 2));
    // By hand: the output without the part of one connection.
    const auto hidden = *shot->find(shot->program->outputOf(layerAt(workbench, 1)));
    const auto weights = *shot->find(shot->program->find(StateKey{layerAt(workbench, 2), StateRole::Weight, 0}));
    std::int64_t unit = 0;
    while (unit < 3 && hidden.at(unit) == 0) {
        ++unit;
    }
    const double expected = shot->find(output)->at(0) - hidden.at(unit) * weights.at(unit);
    const auto link = workbench.project().network.links().back().id;
    commands.toggleCut(link, {unit, 0});
    workbench.settle();
    const auto& cut = *workbench.snapshot();
    QVERIFY(std::abs(cut.find(cut.program->outputOf(layerAt(workbench, 2)))->at(0) - expected) < 1e-6);
    commands.toggleCut(link, {unit, 0});
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(output)->at(0), shot->find(output)->at(0));
}

void DrawingCommandsTest::aHeldUnitIsSeenAtOnce() {
    Workbench workbench;
    workbench.setLive(true);
    DrawingCommands commands(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    commands.setClamp(layerAt(workbench, 1), 2, 0.5);
    workbench.settle();
    const auto& shot = *workbench.snapshot();
    QCOMPARE(shot.find(shot.program->outputOf(layerAt(workbench, 1)))->at(2), 0.5);
}

void DrawingCommandsTest::aDataSetMakesTheNetworkFit() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(chain({4, 8, 3}));
    commands.useData(QStringLiteral("spiral"));
    workbench.settle();
    QVERIFY(workbench.problems().empty());
    QVERIFY(workbench.snapshot() != nullptr);
    QCOMPARE(units(workbench.project().network), (std::vector<std::int64_t>{2, 8, 1}));
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
}

void DrawingCommandsTest::aTypedChainIsOneEntry() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    workbench.open(Project{});
    commands.makeChain({4, 8, 6, 3});
    QCOMPARE(units(workbench.project().network), (std::vector<std::int64_t>{4, 8, 6, 3}));
    workbench.settle();
    QVERIFY(workbench.snapshot() != nullptr);
    workbench.undo();
    QVERIFY(workbench.project().network.layers().empty());
}

void DrawingCommandsTest::repairsAreEdits() {
    Workbench workbench;
    DrawingCommands commands(workbench);
    auto project = chain({3, 2, 1});
    project.network.removeLayer(project.network.layers().back().id);
    workbench.open(project);
    QVERIFY(!workbench.problems().empty());
    int repairs = 0;
    while (!workbench.problems().empty() && repairs < 5) {
        QVERIFY(!workbench.problems().front().repairs.empty());
        const auto repair = workbench.problems().front().repairs.front();
        commands.repair(repair);
        ++repairs;
    }
    QVERIFY(workbench.problems().empty());
    QCOMPARE(workbench.history().entries().size(), std::size_t(repairs));
}

void DrawingCommandsTest::fillDrawsAndIsUndone() {
    Workbench workbench;
    ui::ValueCommands values(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    const auto weight = workbench.snapshot()->program->find(StateKey{layerAt(workbench, 1), StateRole::Weight, 0});
    const auto before = *workbench.snapshot()->find(weight);
    values.fill(weight, initializerInfo(InitializerKind::Eye).preset());
    workbench.settle();
    const auto eye = *workbench.snapshot()->find(weight);
    for (std::int64_t i = 0; i < eye.elements(); ++i) {
        QCOMPARE(eye.at(i), i / 4 == i % 4 ? 1.0 : 0.0);
    }
    workbench.undo();
    workbench.settle();
    QVERIFY(bitEqual(*workbench.snapshot()->find(weight), before));
}

void DrawingCommandsTest::pastedBlocksAreChecked() {
    Workbench workbench;
    ui::ValueCommands values(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    const auto weight = workbench.snapshot()->program->find(StateKey{layerAt(workbench, 1), StateRole::Weight, 0});
    values.paste(weight, Tensor::zeros({4, 3}));
    QVERIFY(workbench.history().entries().empty());
    values.paste(weight, Tensor::ones({3, 4}));
    workbench.settle();
    QVERIFY(bitEqual(*workbench.snapshot()->find(weight), Tensor::ones({3, 4})));
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
}

void DrawingCommandsTest::aResetGivesTheStartValue() {
    Workbench workbench;
    ui::ValueCommands values(workbench);
    workbench.open(chain({3, 4, 1}));
    workbench.settle();
    const auto weight = workbench.snapshot()->program->find(StateKey{layerAt(workbench, 1), StateRole::Weight, 0});
    const double start = workbench.snapshot()->find(weight)->at(5);
    workbench.setElement({weight, 5}, 9);
    workbench.settle();
    values.reset({weight, 5});
    workbench.settle();
    QCOMPARE(workbench.snapshot()->find(weight)->at(5), start);
}

GLASSNET_TEST(DrawingCommandsTest);

}  // namespace glassnet::test

#include "DrawingCommandsTest.moc"
