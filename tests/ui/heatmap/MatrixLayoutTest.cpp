#include "ui/heatmap/MatrixLayout.h"

#include "tests/support/TestCase.h"

using glassnet::ui::MatrixCell;
using glassnet::ui::MatrixLayout;
using glassnet::ui::MatrixMetrics;

class MatrixLayoutTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static constexpr MatrixMetrics kMetrics{.number = 52, .numberTall = 16, .titleTall = 18, .headTall = 13, .rowHead = 20};

private slots:
    void numbersWhereTheyFit() {
        QVERIFY(MatrixLayout(3, 2, kMetrics, 340).showsNumbers());
        QVERIFY(!MatrixLayout(3, 20, kMetrics, 340).showsNumbers());
        // Few columns do not stretch over the whole panel.
        QVERIFY(MatrixLayout(3, 1, kMetrics, 800).contents().width() < 200);
    }

    void cellsDoNotOverlapAndLieInside_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addRow("3x2") << 3 << 2;
        QTest::addRow("1x1") << 1 << 1;
        QTest::addRow("8x8") << 8 << 8;
        QTest::addRow("30x50") << 30 << 50;
    }
    void cellsDoNotOverlapAndLieInside() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const MatrixLayout layout(rows, columns, kMetrics, 340);
        const QRectF whole(QPointF(0, 0), layout.contents());
        QRectF before;
        for (int c = 0; c < columns; ++c) {
            const QRectF rect = layout.cellRect({rows - 1, c});
            QVERIFY(whole.contains(rect));
            QVERIFY(!rect.intersects(before));
            QCOMPARE(layout.cellAt(rect.center(), {}, layout.contents()), std::optional(MatrixCell{rows - 1, c}));
            before = rect;
        }
        QVERIFY(layout.cellRect({0, 0}).top() >= kMetrics.titleTall + kMetrics.headTall);
    }

    void nothingOutside() {
        const MatrixLayout layout(3, 2, kMetrics, 340);
        QVERIFY(!layout.cellAt({2, 40}, {}, {340, 200}));
        QVERIFY(!layout.cellAt({100, 4}, {}, {340, 200}));
        QVERIFY(!layout.cellAt({339, 60}, {}, {340, 200}));
        QVERIFY(!MatrixLayout(0, 0, kMetrics, 340).cellAt({100, 60}, {}, {340, 200}));
    }

    void scrollingMovesCells() {
        const MatrixLayout layout(100, 100, kMetrics, 340);
        const QPointF scroll(200, 300);
        const auto [first, last] = layout.visibleCells(scroll, {340, 340});
        QVERIFY(first.row > 0 && first.column > 0);
        QVERIFY(last.row < 99 && last.column < 99);
        const MatrixCell cell{first.row + 2, first.column + 2};
        QCOMPARE(layout.cellAt(layout.cellRect(cell, scroll).center(), scroll, {340, 340}), std::optional(cell));
    }
};

GLASSNET_TEST(MatrixLayoutTest);
#include "MatrixLayoutTest.moc"
