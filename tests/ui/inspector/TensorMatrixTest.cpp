#include "ui/inspector/TensorMatrix.h"

#include <QMenu>
#include <QSignalSpy>
#include <memory>

#include "tests/support/AllocationCounter.h"
#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/inspector/SidePanel.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

using namespace ui;

class TensorMatrixTest final : public TestCase {
    Q_OBJECT
private slots:
    void largeMatrixSharesItsTensor();
    void partOfATensor();
    void enlargesOnRequest();

private:
    static InspectorContext contextOf(const SnapshotPtr& snapshot, TensorId tensor) {
        InspectorContext context;
        context.snapshot = snapshot;
        context.selection.layer = snapshot->program->tensor(tensor).layer;
        return context;
    }
};

void TensorMatrixTest::largeMatrixSharesItsTensor() {
    const SteppingScene scene(chain({784, 128, 10}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError));
    const auto weight = scene.program().find(scene.network().layers().at(1).id, SymbolLetter::Weight);
    TensorMatrix matrix;
    matrix.resize(340, 400);
    matrix.show(contextOf(scene.at(0), weight), weight, {}, true);
    const auto context = contextOf(scene.at(scene.program().size()), weight);
    {
        const AllocationCounter counter;
        matrix.show(context, weight, {}, true);
        // The tensor alone has 401,408 bytes; 784 names would be some 40 kB.
        QVERIFY2(counter.bytes() < 8192, qPrintable(QString::number(counter.bytes())));
    }
    QVERIFY(matrix.view().values().tensor().sharesStorageWith(*context.snapshot->find(weight)));
    // No text is made of cells that show colors, and heads only of rows and columns in view.
    QVERIFY(!matrix.view().layoutOfCells().showsNumbers());
    const auto painted = paintedTexts(matrix.view()).size();
    QVERIFY2(painted < 120, qPrintable(QString::number(painted)));
}

void TensorMatrixTest::partOfATensor() {
    const auto session = Session::open(lessonProject()).value();
    session->move(StepSize::Unit, Direction::Forward, 0);
    const auto snapshot = session->snapshot({}, false);
    const auto hidden = snapshot->program->find(snapshot->network->layers().at(1).id, SymbolLetter::PreActivation);
    TensorMatrix matrix;
    matrix.resize(340, 120);
    matrix.show(contextOf(snapshot, hidden), hidden, {}, false);
    QVERIFY(matrix.view().values().isKnown({0, 0}));
    QVERIFY(!matrix.view().values().isKnown({0, 1}));
    QCOMPARE(paintedTexts(matrix.view()).count(QStringLiteral("?")), 1);
}

void TensorMatrixTest::enlargesOnRequest() {
    const auto scene = SteppingScene::lesson();
    SidePanel panel;
    panel.resize(360, 700);
    panel.setSnapshot(scene.at(4));
    Selection selection;
    selection.layer = scene.network().layers().at(1).id;
    panel.setSelection(selection);
    const auto offered = [&panel] {
        QMenu menu;
        panel.findChild<MatrixView*>()->addActions(menu);
        for (auto* action : menu.actions()) {
            if (action->text() == QStringLiteral("Show as a heatmap")) {
                action->trigger();
                return true;
            }
        }
        return false;
    };
    QSignalSpy asked(&panel, &SidePanel::enlargeRequested);
    QVERIFY(!offered());
    panel.setEnlargeable(true);
    QVERIFY(offered());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<TensorId>(), scene.program().find(selection.layer, SymbolLetter::Weight));
}

GLASSNET_TEST(TensorMatrixTest);

}  // namespace glassnet::test

#include "TensorMatrixTest.moc"
