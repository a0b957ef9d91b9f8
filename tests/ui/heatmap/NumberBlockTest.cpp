#include "ui/heatmap/NumberBlock.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::BlockPlace;
using ui::MatrixCell;
using ui::NumberParser;
using ui::readBlock;

class NumberBlockTest final : public TestCase {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();

private:
    static BlockPlace place(int row = 0, int column = 0) { return {QStringLiteral("W1"), 3, 2, MatrixCell{row, column}}; }
};

void NumberBlockTest::reads_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QList<double>>("values");
    QTest::addRow("one") << "0.5" << 1 << 1 << QList<double>{0.5};
    QTest::addRow("spreadsheet") << "1\t2\r\n3\t4\r\n" << 2 << 2 << QList<double>{1, 2, 3, 4};
    QTest::addRow("German") << "0,5\t-1,25\n" << 1 << 2 << QList<double>{0.5, -1.25};
    QTest::addRow("semicolons") << "1;2\n3;4" << 2 << 2 << QList<double>{1, 2, 3, 4};
    QTest::addRow("fractions and spaces") << " 1/4 \t 2e-3 " << 1 << 2 << QList<double>{0.25, 0.002};
    QTest::addRow("true minus") << QStringLiteral(u"−1\n−2\n−3") << 3 << 1 << QList<double>{-1, -2, -3};
}

void NumberBlockTest::reads() {
    QFETCH(QString, text);
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(QList<double>, values);
    const auto block = readBlock(text, NumberParser(QLocale::c()), QLocale::c(), place());
    QVERIFY2(block.has_value(), block ? "" : qPrintable(block.error()));
    QCOMPARE(block->rows, rows);
    QCOMPARE(block->columns, columns);
    QCOMPARE(QList<double>(block->values.begin(), block->values.end()), values);
}

void NumberBlockTest::refuses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("names");
    QTest::addRow("nothing") << "\n" << 0 << 0 << "no number";
    QTest::addRow("too tall") << "1\n2\n3" << 1 << 0 << "W1[1, 0]";
    QTest::addRow("too wide") << "1\t2" << 0 << 1 << "W1[0, 1]";
    QTest::addRow("bad cell") << "1\t2\n3\tabc" << 1 << 0 << "W1[2, 1]";
    QTest::addRow("empty cell") << "1\t\n3\t4" << 0 << 0 << "W1[0, 1]";
    QTest::addRow("ragged") << "1\t2\n3" << 0 << 0 << "W1[1, 0]";
    QTest::addRow("too large a number") << "1e60" << 0 << 0 << "W1[0, 0]";
}

void NumberBlockTest::refuses() {
    QFETCH(QString, text);
    QFETCH(int, row);
    QFETCH(int, column);
    QFETCH(QString, names);
    const auto block = readBlock(text, NumberParser(QLocale::c()), QLocale::c(), place(row, column));
    QVERIFY(!block.has_value());
    QVERIFY2(block.error().contains(names) && block.error().endsWith(QLatin1Char('.')), qPrintable(block.error()));
}

GLASSNET_TEST(NumberBlockTest);

}  // namespace glassnet::test

#include "NumberBlockTest.moc"
