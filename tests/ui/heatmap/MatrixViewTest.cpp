#include "ui/heatmap/MatrixView.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>
#include <cmath>
#include <limits>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

using glassnet::Shape;
using glassnet::Tensor;
using glassnet::test::lookAt;
using glassnet::test::paintedTexts;
using glassnet::ui::MatrixCell;
using glassnet::ui::MatrixValues;
using glassnet::ui::MatrixView;

class MatrixViewTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    // The lesson's W1: seed 7, drawn second.
    static Tensor lessonWeights() { return Tensor::from<float>({-1.1143F, 1.6908F, -0.8948F, -0.3556F, 1.2324F, 0.1382F}, Shape{3, 2}); }
    static MatrixValues lesson() { return {3, 2, lessonWeights()}; }
    static Tensor wave(int rows, int columns, double every) {
        Tensor tensor = Tensor::zeros(Shape{rows, columns});
        for (int i = 0; i < rows * columns; ++i) {
            tensor.set(i, std::sin(every * i));
        }
        return tensor;
    }
    static void fill(MatrixView& view) {
        view.setTitle(QStringLiteral("W1"), QStringLiteral(u"randn · seed 7"));
        view.setHeads({QStringLiteral(u"x₁"), QStringLiteral(u"x₂"), QStringLiteral(u"x₃")},
                      {QStringLiteral(u"h₁"), QStringLiteral(u"h₂")});
        view.setValues(lesson());
        view.setReadOnly(false);
        view.resize(340, view.heightForWidth(340));
    }
    static void show(MatrixView& view) {
        view.show();
        view.activateWindow();
        view.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
    }
    static QLineEdit* editorOf(const MatrixView& view) {
        auto* editor = view.viewport()->findChild<QLineEdit*>();
        return editor != nullptr && view.isEditing() ? editor : nullptr;
    }
    static QPoint middle(const MatrixView& view, MatrixCell cell) { return view.cellRect(cell).center().toPoint(); }
    static void wheel(MatrixView& view, MatrixCell cell, int delta, Qt::KeyboardModifiers modifiers = {}) {
        const QPoint at = middle(view, cell);
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, delta}, {}, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }

private slots:
    void paintsEverything() {
        MatrixView view;
        fill(view);
        const QString texts = paintedTexts(view).join(QLatin1Char('|'));
        for (const QString& wanted : {QStringLiteral("W1"), QStringLiteral("[3, 2]"), QStringLiteral("seed 7"), QStringLiteral(u"−1.1143"),
                                      QStringLiteral("1.6908"), QStringLiteral("0.1382")}) {
            QVERIFY2(texts.contains(wanted), qPrintable(wanted + QStringLiteral(" in ") + texts));
        }
    }

    void mouseSelects() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy selected(&view, &MatrixView::cellSelected);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middle(view, {2, 0}));
        QCOMPARE(selected, (QList<QList<QVariant>>{{2, 0}}));
        QCOMPARE(view.selected(), std::optional(MatrixCell{2, 0}));
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("W1[2, 0]")));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middle(view, {2, 0}));
        QCOMPARE(selected.size(), 1);
    }

    void hoverIsTold() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy hovered(&view, &MatrixView::cellHovered);
        QTest::mouseMove(view.viewport(), middle(view, {1, 1}));
        QTRY_COMPARE(hovered, (QList<QList<QVariant>>{{1, 1}}));
    }

    void arrowsMove_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addRow("left") << int(Qt::Key_Left) << 1 << 0;
        QTest::addRow("right stops") << int(Qt::Key_Right) << 1 << 1;
        QTest::addRow("up") << int(Qt::Key_Up) << 0 << 1;
        QTest::addRow("down") << int(Qt::Key_Down) << 2 << 1;
        QTest::addRow("home") << int(Qt::Key_Home) << 1 << 0;
        QTest::addRow("page down") << int(Qt::Key_PageDown) << 2 << 1;
    }
    void arrowsMove() {
        QFETCH(int, key);
        QFETCH(int, row);
        QFETCH(int, column);
        MatrixView view;
        fill(view);
        show(view);
        view.setSelected(MatrixCell{1, 1});
        QTest::keyClick(&view, static_cast<Qt::Key>(key));
        QCOMPARE(view.selected(), std::optional(MatrixCell{row, column}));
    }

    void typingEdits() {
        MatrixView view;
        fill(view);
        show(view);
        view.setSelected(MatrixCell{0, 0});
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        QTest::keyClick(&view, '1');
        QVERIFY(editorOf(view) != nullptr);
        QTest::keyClicks(editorOf(view), QStringLiteral("/4"));
        QTest::keyClick(editorOf(view), Qt::Key_Return);
        QCOMPARE(edited, (QList<QList<QVariant>>{{0, 0, 0.25}}));
        QVERIFY(!view.isEditing());
        QCOMPARE(view.values().at({0, 0}), 0.25);
        QVERIFY(view.hasFocus());
    }

    void unchangedTextIsNoEdit() {
        MatrixView view;
        fill(view);
        show(view);
        view.setSelected(MatrixCell{0, 0});
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        QTest::keyClick(&view, Qt::Key_Return);
        // The shortest text of the float32, not of the double it is stored in.
        QCOMPARE(editorOf(view)->text(), QStringLiteral(u"−1.1143"));
        QTest::keyClick(editorOf(view), Qt::Key_Return);
        QVERIFY(edited.isEmpty() && !view.isEditing());
    }

    void escapeRestores() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, middle(view, {1, 0}));
        QVERIFY(editorOf(view) != nullptr);
        QTest::keyClicks(editorOf(view), QStringLiteral("5"));
        QTest::keyClick(editorOf(view), Qt::Key_Escape);
        QVERIFY(edited.isEmpty() && !view.isEditing());
        QCOMPARE(view.values().at({1, 0}), double{-0.8948F});
    }

    void leavingCommits() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        view.setSelected(MatrixCell{1, 0});
        view.startEdit(QStringLiteral("0,5"));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middle(view, {2, 1}));
        view.setFocus();
        QCOMPARE(edited, (QList<QList<QVariant>>{{1, 0, 0.5}}));
        QCOMPARE(view.selected(), std::optional(MatrixCell{2, 1}));
    }

    void nonsenseIsRefused() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        QSignalSpy rejected(&view, &MatrixView::editRejected);
        view.setSelected(MatrixCell{0, 1});
        view.startEdit(QStringLiteral("1/0"));
        QTest::keyClick(editorOf(view), Qt::Key_Return);
        QVERIFY(view.isEditing());
        QCOMPARE(rejected.size(), 1);
        QVERIFY(rejected.front().front().toString().contains(QStringLiteral("1/0")));
        QTest::keyClick(editorOf(view), Qt::Key_Escape);
        QVERIFY(edited.isEmpty());
        QCOMPARE(view.values().at({0, 1}), double{1.6908F});
    }

    void wheelSteps() {
        MatrixView view;
        fill(view);
        show(view);
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        wheel(view, {2, 0}, 120);
        QVERIFY(edited.isEmpty());
        view.setSelected(MatrixCell{2, 0});
        wheel(view, {2, 0}, 120);
        wheel(view, {2, 0}, 60);
        wheel(view, {2, 0}, 60);
        QCOMPARE(edited.size(), 2);
        QVERIFY(std::abs(view.values().at({2, 0}) - (1.2324 + 0.01 + 0.01)) < 1e-6);
        wheel(view, {0, 1}, -120, Qt::ControlModifier);
        QVERIFY(std::abs(view.values().at({0, 1}) - (1.6908 - 0.01)) < 1e-6);
    }

    void readOnlyAndUnknownStay() {
        MatrixView view;
        fill(view);
        view.setValues({3, 2, lessonWeights(), 5, false});
        show(view);
        QSignalSpy edited(&view, &MatrixView::valueEdited);
        view.setSelected(MatrixCell{2, 1});
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(!view.isEditing());
        QVERIFY(paintedTexts(view).contains(QStringLiteral("?")));
        view.setSelected(MatrixCell{0, 0});
        view.setReadOnly(true);
        QTest::keyClick(&view, Qt::Key_Return);
        QTest::keyClick(&view, '3');
        wheel(view, {0, 0}, 120);
        QVERIFY(!view.isEditing() && edited.isEmpty());
    }

    void smallerMatrixDropsSelectionAndEditor() {
        MatrixView view;
        fill(view);
        show(view);
        view.setSelected(MatrixCell{2, 1});
        view.startEdit();
        view.setValues({1, 2, Tensor::from<float>({0.5F, 0.25F}, Shape{1, 2})});
        QVERIFY(!view.selected() && !view.isEditing());
        view.setValues({});
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(!view.selected());
    }

    void largeMatrixScrolls() {
        MatrixView view;
        view.setTitle(QStringLiteral("W1"));
        view.setValues({200, 100, wave(200, 100, 0.05)});
        view.resize(340, view.heightForWidth(340));
        QVERIFY(view.height() <= 360);
        show(view);
        QVERIFY(!view.layoutOfCells().showsNumbers());
        view.setSelected(MatrixCell{199, 99});
        QVERIFY(QRectF(view.viewport()->rect()).contains(view.cellRect({199, 99})));
        QTest::keyClick(&view, Qt::Key_Home);
        QVERIFY(QRectF(view.viewport()->rect()).contains(view.cellRect({199, 0})));
        QCOMPARE(view.horizontalScrollBar()->value(), 0);
        QCOMPARE(lookAt(view, QStringLiteral("matrix_big")), QStringList());
    }

    void textsOnlyOfSeenCells() {
        MatrixView view;
        view.setTitle(QStringLiteral("W2"));
        view.setValues({1000, 3, wave(1000, 3, 0.3)});
        view.resize(340, view.heightForWidth(340));
        show(view);
        QVERIFY(view.layoutOfCells().showsNumbers());
        // Title and shape, and the cells of the rows that fit.
        const double rows = view.height() / view.layoutOfCells().pitch().height();
        QVERIFY(paintedTexts(view).size() <= 2 + 3 * static_cast<qsizetype>(rows + 1));
    }

    void looks() {
        MatrixView view;
        fill(view);
        view.setSelected(MatrixCell{2, 0});
        view.setLimit(2);
        QCOMPARE(lookAt(view, QStringLiteral("matrix")), QStringList());
        view.resize(240, view.heightForWidth(240));
        QCOMPARE(lookAt(view, QStringLiteral("matrix_narrow")), QStringList());
        constexpr float kInfinite = std::numeric_limits<float>::infinity();
        view.setValues({3, 2, Tensor::from<float>({1.2e-7F, -123456.5F, 3.4e38F, std::nanf(""), -kInfinite, 0.0F}, Shape{3, 2}), 5, false});
        view.resize(340, view.heightForWidth(340));
        QCOMPARE(lookAt(view, QStringLiteral("matrix_strange")), QStringList());
        MatrixView middle;
        QStringList heads;
        for (int i = 1; i <= 8; ++i) {
            heads.append(QStringLiteral("h%1").arg(i));
        }
        middle.setTitle(QStringLiteral("W2"), QStringLiteral("Kaiming uniform"));
        middle.setHeads(heads, heads);
        middle.setValues({8, 8, wave(8, 8, 0.7)});
        middle.setSelected(MatrixCell{3, 4});
        middle.resize(340, middle.heightForWidth(340));
        QCOMPARE(lookAt(middle, QStringLiteral("matrix_eight")), QStringList());
    }
};

GLASSNET_TEST(MatrixViewTest);
#include "MatrixViewTest.moc"
