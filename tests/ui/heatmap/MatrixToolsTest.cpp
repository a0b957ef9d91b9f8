#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QWheelEvent>
#include <algorithm>
#include <set>
#include <span>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/heatmap/FillMenu.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/support/Dialogs.h"

namespace glassnet::test {

using ui::Dialogs;
using ui::FillMenu;
using ui::FillTarget;
using ui::MatrixCell;
using ui::MatrixView;
using ui::NumberBlock;

/// Stepping, blocks, marks, resetting and filling.
class MatrixToolsTest final : public TestCase {
    Q_OBJECT
private slots:
    void altArrowsStep();
    void arrowsStepWhileTyping();
    void altWheelSteps();
    void keepsItsKeys();
    void shiftChoosesABlock();
    void copiesABlock();
    void pastesABlock();
    void badBlocksChangeNothing();
    void pastedBlockComesBack();
    void editedCellsAreMarked();
    void deleteResets();
    void menuFollowsTheCell();
    void fillMenuHasEveryKind();
    void constantAsks();
    void readOnlyTakesNothing();
    void looks();

private:
    // Seed 7: the weights of the lesson's first layer.
    static std::vector<float> start() { return {-1.1143F, 1.6908F, -0.8948F, -0.3556F, 1.2324F, 0.1382F}; }
    static void fill(MatrixView& view, bool readOnly = false) {
        const auto numbers = start();
        view.setTitle(QStringLiteral("W1"), QStringLiteral(u"randn · seed 7"));
        view.setValues({3, 2, Tensor::from(std::span<const float>(numbers), Shape{3, 2})});
        view.setReference(Tensor::from(std::span<const float>(numbers), Shape{3, 2}));
        view.setFillTarget(FillTarget::Weight);
        view.setReadOnly(readOnly);
        view.resize(340, view.heightForWidth(340));
        view.show();
        view.setFocus();
    }
    static void wheel(MatrixView& view, MatrixCell cell, QPoint delta, Qt::KeyboardModifiers modifiers) {
        const QPoint at = view.cellRect(cell).center().toPoint();
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, delta, {}, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    static QAction* action(const QMenu& menu, const QString& text) {
        for (auto* each : menu.actions()) {
            if (each->text() == text) {
                return each;
            }
        }
        return nullptr;
    }
};

void MatrixToolsTest::altArrowsStep() {
    MatrixView view;
    fill(view);
    QSignalSpy edited(&view, &MatrixView::valueEdited);
    view.setSelected(MatrixCell{2, 1});
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(edited.size(), 3);
    QCOMPARE(static_cast<float>(view.values().at({2, 1})), 0.1482F);
    QCOMPARE(view.selected(), std::optional(MatrixCell{2, 1}));
}

void MatrixToolsTest::arrowsStepWhileTyping() {
    MatrixView view;
    fill(view);
    QSignalSpy edited(&view, &MatrixView::valueEdited);
    view.setSelected(MatrixCell{0, 0});
    view.startEdit();
    auto* editor = view.viewport()->findChild<QLineEdit*>();
    QTest::keyClick(editor, Qt::Key_Up);
    // The text is the float32's, not the double's behind it.
    QCOMPARE(editor->text(), QStringLiteral(u"−1.1043"));
    QVERIFY(edited.isEmpty());
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(static_cast<float>(edited.front().at(2).toDouble()), -1.1043F);
}

void MatrixToolsTest::altWheelSteps() {
    MatrixView view;
    fill(view);
    QSignalSpy edited(&view, &MatrixView::valueEdited);
    wheel(view, {1, 1}, {0, 120}, Qt::AltModifier);
    wheel(view, {1, 1}, {-120, 0}, Qt::AltModifier);
    QCOMPARE(edited.size(), 2);
    QCOMPARE(static_cast<float>(view.values().at({1, 1})), -0.3556F);
}

void MatrixToolsTest::keepsItsKeys() {
    MatrixView view;
    fill(view);
    for (const auto& [key, modifiers] :
         {std::pair(Qt::Key_C, Qt::ControlModifier), std::pair(Qt::Key_V, Qt::ControlModifier), std::pair(Qt::Key_A, Qt::ControlModifier),
          std::pair(Qt::Key_Up, Qt::AltModifier), std::pair(Qt::Key_Delete, Qt::NoModifier)}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
        event.ignore();
        QCoreApplication::sendEvent(&view, &event);
        QVERIFY2(event.isAccepted(), QByteArray::number(key).constData());
    }
    QKeyEvent other(QEvent::ShortcutOverride, Qt::Key_S, Qt::ControlModifier);
    other.ignore();
    QCoreApplication::sendEvent(&view, &other);
    QVERIFY(!other.isAccepted());
}

void MatrixToolsTest::shiftChoosesABlock() {
    MatrixView view;
    fill(view);
    const auto block = [&view] { return view.selectedBlock(); };
    view.setSelected(MatrixCell{2, 1});
    QVERIFY(block() == std::pair(MatrixCell{2, 1}, MatrixCell{2, 1}));
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(block() == std::pair(MatrixCell{1, 0}, MatrixCell{2, 1}));
    QTest::keyClick(&view, Qt::Key_Up);
    QVERIFY(block() == std::pair(MatrixCell{0, 0}, MatrixCell{0, 0}));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, view.cellRect({1, 1}).center().toPoint());
    QVERIFY(block() == std::pair(MatrixCell{0, 0}, MatrixCell{1, 1}));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QVERIFY(block() == std::pair(MatrixCell{0, 0}, MatrixCell{2, 1}));
    view.setSelected(std::nullopt);
    QVERIFY(!block());
}

void MatrixToolsTest::copiesABlock() {
    MatrixView view;
    fill(view, true);
    view.setSelected(MatrixCell{0, 0});
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    // A hyphen, which spreadsheets read, and every digit of the float32.
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("-1.1143\t1.6908\n-0.8948\t-0.3556"));
}

void MatrixToolsTest::pastesABlock() {
    MatrixView view;
    fill(view);
    NumberBlock block;
    MatrixCell first{-1, -1};
    connect(&view, &MatrixView::blockPasted, this, [&](int row, int column, const NumberBlock& pasted) {
        first = {row, column};
        block = pasted;
    });
    QSignalSpy edited(&view, &MatrixView::valueEdited);
    QApplication::clipboard()->setText(QStringLiteral("0,5\t1/4\n2e-3\t-1"));
    view.setSelected(MatrixCell{1, 0});
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QVERIFY((first == MatrixCell{1, 0}));
    QCOMPARE(block.rows, 2);
    QCOMPARE(block.values, (std::vector<double>{0.5, 0.25, 0.002, -1}));
    QVERIFY(edited.isEmpty());
    QCOMPARE(view.values().at({2, 1}), -1.0);
    QCOMPARE(static_cast<float>(view.values().at({0, 0})), -1.1143F);
}

void MatrixToolsTest::badBlocksChangeNothing() {
    MatrixView view;
    fill(view);
    QSignalSpy told(&view, &MatrixView::editRejected);
    QSignalSpy pasted(&view, &MatrixView::blockPasted);
    view.setSelected(MatrixCell{1, 0});
    const Tensor before = view.values().tensor().clone();
    for (const char* text : {"1\t2\t3", "1\n2\n3", "1\tx", "1\t2\n3"}) {
        QApplication::clipboard()->setText(QString::fromLatin1(text));
        QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    }
    QCOMPARE(told.size(), 4);
    QVERIFY(told.at(2).front().toString().contains(QStringLiteral("W1[1, 1]")));
    QVERIFY(pasted.isEmpty());
    QVERIFY(bitEqual(view.values().tensor(), before));
}

void MatrixToolsTest::pastedBlockComesBack() {
    MatrixView view;
    fill(view);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    const auto numbers = start();
    view.setValues({3, 2, Tensor::zeros(Shape{3, 2})});
    // The block still chosen says where it goes, wherever in it the selection ended.
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        QCOMPARE(static_cast<float>(view.values().tensor().at(static_cast<std::int64_t>(i))), numbers[i]);
    }
}

void MatrixToolsTest::editedCellsAreMarked() {
    MatrixView view;
    fill(view);
    QVERIFY(!view.isEdited({2, 0}));
    view.setSelected(MatrixCell{2, 0});
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QVERIFY(view.isEdited({2, 0}));
    QVERIFY(!view.isEdited({0, 0}));
    QVERIFY2(view.accessibleDescription().contains(QStringLiteral("1.2324")), qPrintable(view.accessibleDescription()));
    view.setReference(std::nullopt);
    QVERIFY(!view.isEdited({2, 0}));
    // A start of another shape says nothing about these numbers.
    view.setReference(Tensor::zeros(Shape{2, 2}));
    QVERIFY(!view.isEdited({2, 0}));
}

void MatrixToolsTest::deleteResets() {
    MatrixView view;
    fill(view);
    QSignalSpy reset(&view, &MatrixView::resetRequested);
    view.setSelected(MatrixCell{2, 0});
    QTest::keyClick(&view, Qt::Key_Delete);
    QVERIFY(reset.isEmpty());
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&view, Qt::Key_Delete);
    QCOMPARE(reset, (QList<QList<QVariant>>{{2, 0}}));
    QCOMPARE(static_cast<float>(view.values().at({2, 0})), 1.2324F);
    QVERIFY(!view.isEdited({2, 0}));
}

void MatrixToolsTest::menuFollowsTheCell() {
    MatrixView view;
    fill(view);
    view.setSelected(MatrixCell{0, 1});
    QMenu untouched;
    view.addActions(untouched);
    QVERIFY(action(untouched, QStringLiteral("Copy")) != nullptr);
    QVERIFY(!action(untouched, QStringLiteral("Reset to the start value"))->isEnabled());
    QTest::keyClick(&view, Qt::Key_Down, Qt::AltModifier);
    QMenu touched;
    view.addActions(touched);
    QSignalSpy reset(&view, &MatrixView::resetRequested);
    action(touched, QStringLiteral("Reset to the start value"))->trigger();
    QCOMPARE(reset.size(), 1);
    std::vector<Initializer> wanted;
    connect(&view, &MatrixView::fillRequested, this, [&](const Initializer& initializer) { wanted.push_back(initializer); });
    const auto* filling = action(touched, QStringLiteral("Fill all cells"))->menu();
    action(*filling, QStringLiteral("zeros"))->trigger();
    QVERIFY(wanted == std::vector<Initializer>{Initializer{InitializerKind::Zeros}});
    view.setReadOnly(true);
    QMenu reading;
    view.addActions(reading);
    QCOMPARE(reading.actions().size(), 1);
}

void MatrixToolsTest::fillMenuHasEveryKind() {
    QMenu forWeights;
    QMenu forBiases;
    std::vector<Initializer> wanted;
    FillMenu::addTo(forWeights, false, [&](const Initializer& initializer) { wanted.push_back(initializer); });
    FillMenu::addTo(forBiases, true, [](const Initializer&) {});
    Dialogs::answerNextNumber(0.25);
    for (auto* each : forWeights.actions()) {
        QVERIFY2(!each->text().isEmpty() && each->toolTip().endsWith(QLatin1Char('.')), qPrintable(each->text()));
        each->trigger();
    }
    std::set<InitializerKind> kinds;
    for (const auto& initializer : wanted) {
        kinds.insert(initializer.kind);
        const bool usual = initializer.kind == InitializerKind::Constant ? initializer.a == 0.25
                                                                         : initializer == initializerInfo(initializer.kind).preset();
        QVERIFY(usual);
    }
    QCOMPARE(kinds.size(), initializers().size());
    const auto suits = std::count_if(initializers().begin(), initializers().end(), [](const auto& info) { return info.suitsBias; });
    QCOMPARE(forBiases.actions().size(), static_cast<qsizetype>(suits));
}

void MatrixToolsTest::constantAsks() {
    QMenu menu;
    int chosen = 0;
    FillMenu::addTo(menu, false, [&](const Initializer&) { ++chosen; });
    Dialogs::answerNextNumber(std::nullopt);
    action(menu, QStringLiteral(u"constant…"))->trigger();
    QCOMPARE(chosen, 0);
}

void MatrixToolsTest::readOnlyTakesNothing() {
    MatrixView view;
    fill(view, true);
    QSignalSpy edited(&view, &MatrixView::valueEdited);
    QSignalSpy pasted(&view, &MatrixView::blockPasted);
    QSignalSpy reset(&view, &MatrixView::resetRequested);
    QApplication::clipboard()->setText(QStringLiteral("1"));
    view.setSelected(MatrixCell{0, 0});
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&view, Qt::Key_Delete);
    wheel(view, {0, 0}, {0, 120}, Qt::AltModifier);
    QVERIFY(edited.isEmpty() && pasted.isEmpty() && reset.isEmpty());
}

void MatrixToolsTest::looks() {
    MatrixView view;
    fill(view);
    view.setSelected(MatrixCell{0, 1});
    QTest::keyClick(&view, Qt::Key_Down, Qt::AltModifier);
    view.setSelected(MatrixCell{2, 0});
    QTest::keyClick(&view, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(lookAt(view, QStringLiteral("matrix_edited")), QStringList());
    view.setSelected(MatrixCell{1, 0});
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(lookAt(view, QStringLiteral("matrix_block")), QStringList());
}

GLASSNET_TEST(MatrixToolsTest);

}  // namespace glassnet::test

#include "MatrixToolsTest.moc"
