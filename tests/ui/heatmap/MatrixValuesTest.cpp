#include "ui/heatmap/MatrixValues.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"
#include "ui/heatmap/NumberColumn.h"

namespace glassnet::test {

using ui::MatrixCell;
using ui::MatrixValues;
using ui::NumberColumn;
using ui::NumberRange;
using ui::NumberText;

/// Numbers shared with a tensor, and texts made one by one.
class MatrixValuesTest final : public TestCase {
    Q_OBJECT
private slots:
    void sharesTheTensor();
    void writesIntoACopy();
    void knowsTheSameView();
    void knowsInOrder();
    void knowsByColumn();
    void countsInOnePass();
    void columnIsAligned_data();
    void columnIsAligned();
};

void MatrixValuesTest::sharesTheTensor() {
    const Tensor tensor = Tensor::full(Shape{784, 128}, 0.5);
    const AllocationCounter counter;
    const MatrixValues values(784, 128, tensor);
    const MatrixValues copy = values;
    const NumberRange range = copy.range();
    const NumberColumn column(NumberText(), copy);
    QVERIFY(copy.tensor().sharesStorageWith(tensor));
    QCOMPARE(range.known, 784 * 128);
    // One number of a double a cell would be 800 kB.
    QVERIFY2(counter.bytes() < 4096, qPrintable(QString::number(counter.bytes())));
}

void MatrixValuesTest::writesIntoACopy() {
    const Tensor tensor = Tensor::zeros(Shape{2, 3});
    MatrixValues values(2, 3, tensor);
    values.set({1, 2}, 4);
    QCOMPARE(values.at({1, 2}), 4.0);
    QCOMPARE(tensor.at(5), 0.0);
    // Alone it writes in place.
    const Tensor before = values.tensor();
    QVERIFY(before.sharesStorageWith(values.tensor()));
}

void MatrixValuesTest::knowsTheSameView() {
    const Tensor tensor = Tensor::arange(6);
    const MatrixValues values(2, 3, tensor);
    QVERIFY(values.isSameView(MatrixValues(2, 3, tensor)));
    QVERIFY(MatrixValues(2, 3).isSameView(MatrixValues(2, 3)));
    // Equal numbers elsewhere in memory, another shape, and less known are other views.
    QVERIFY(!values.isSameView(MatrixValues(2, 3, tensor.clone())));
    QVERIFY(!values.isSameView(MatrixValues(3, 2, tensor)));
    QVERIFY(!values.isSameView(MatrixValues(2, 3, tensor, 4, false)));
    QVERIFY(!values.isSameView(MatrixValues(2, 3)));
    const Tensor rows = Tensor::arange(12).reshape({2, 6});
    QVERIFY(!rows.narrow(0, 0, 1).isSameView(rows.narrow(0, 1, 1)));
    // What was written to is not what it was.
    MatrixValues edited = values;
    edited.set({0, 0}, 7);
    QVERIFY(!edited.isSameView(values));
}

void MatrixValuesTest::knowsInOrder() {
    const MatrixValues values(2, 3, Tensor::arange(6), 4, false);
    int known = 0;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 3; ++column) {
            const MatrixCell cell{row, column};
            QCOMPARE(values.isKnown(cell), row * 3 + column < 4);
            QCOMPARE(values.cell(values.index(cell)), cell);
            known += values.isKnown(cell) ? 1 : 0;
        }
    }
    QCOMPARE(values.range().known, known);
    QCOMPARE(values.range().greatest, 3.0);
    QVERIFY(!values.isKnownWhole() && !values.isKnownNowhere());
    QVERIFY(MatrixValues(2, 3).isKnownNowhere());
    QCOMPARE(MatrixValues(2, 3).range().known, 0);
}

void MatrixValuesTest::knowsByColumn() {
    const MatrixValues values(3, 4, Tensor::arange(12), 2, true);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 4; ++column) {
            QCOMPARE(values.isKnown({row, column}), column < 2);
        }
    }
    // 0 1, 4 5, 8 9.
    QCOMPARE(values.range().known, 6);
    QCOMPARE(values.range().greatest, 9.0);
    QVERIFY(MatrixValues(3, 4, Tensor::arange(12), 4, true).isKnownWhole());
}

void MatrixValuesTest::countsInOnePass() {
    constexpr float kInfinite = std::numeric_limits<float>::infinity();
    const Tensor tensor = Tensor::from<float>({0.25F, -3.0F, kInfinite, std::nanf(""), 0.0F, -kInfinite, 2.0F, -0.125F}, Shape{2, 4});
    const NumberRange range = MatrixValues(2, 4, tensor).range();
    QCOMPARE(range.known, 8);
    QCOMPARE(range.notNumbers, 1);
    QCOMPARE(range.infinite, 2);
    QCOMPARE(range.finite(), 5);
    QCOMPARE(range.least, -3.0);
    QCOMPARE(range.greatest, 2.0);
    QCOMPARE(range.smallest, 0.125);
    QCOMPARE(range.largest(), 3.0);
    QCOMPARE(range.firstOdd, 2);
}

void MatrixValuesTest::columnIsAligned_data() {
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < 6; ++kind) {
        QTest::addRow("numbers %d", kind) << kind;
    }
}

void MatrixValuesTest::columnIsAligned() {
    QFETCH(int, kind);
    std::mt19937 random(static_cast<unsigned>(kind) + 1);
    std::uniform_real_distribution<double> exponent(kind < 2 ? -2.0 : -12.0, kind < 4 ? 2.0 : 12.0);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> numbers;
        const std::size_t count = 1 + random() % 6;
        for (std::size_t i = 0; i < count; ++i) {
            const double size = std::pow(10.0, exponent(random));
            numbers.push_back(random() % 5 == 0 ? 0.0 : (kind % 2 == 1 && random() % 2 == 0 ? -size : size));
        }
        if (kind == 5) {
            numbers.push_back(random() % 2 == 0 ? std::nan("") : -std::numeric_limits<double>::infinity());
        }
        const NumberText text(2 + static_cast<int>(random() % 8));
        const MatrixValues values(1, static_cast<int>(numbers.size()),
                                  Tensor::from(std::span<const double>(numbers), Shape{1, static_cast<std::int64_t>(numbers.size())}));
        const NumberColumn column(text, values);
        // What NumberText makes of all of them together.
        const QStringList together = text.aligned(numbers);
        qsizetype widest = 0;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            QCOMPARE(column.text(numbers[i]), together.at(static_cast<qsizetype>(i)));
            widest = std::max(widest, together.at(static_cast<qsizetype>(i)).size());
        }
        qsizetype said = 0;
        for (const QString& wide : column.widest()) {
            said = std::max(said, wide.size());
        }
        QCOMPARE(said, widest);
    }
}

GLASSNET_TEST(MatrixValuesTest);

}  // namespace glassnet::test

#include "MatrixValuesTest.moc"
