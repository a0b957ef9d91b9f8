#include "engine/data/TableTargets.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

class TableTargetsTest final : public TestCase {
    Q_OBJECT
private slots:
    void numbers_data();
    void numbers();
    void labels();
    void severalColumns();
    void refuses();
};

namespace {

TableColumn targetNumbers(const char* name, std::vector<double> values) { return {name, ColumnKind::Number, std::move(values), {}, {}}; }

TableColumn targetLabels(const char* name, std::vector<std::int32_t> cells, std::vector<std::string> labels) {
    return {name, ColumnKind::Category, {}, std::move(cells), std::move(labels)};
}

Result<TableTargets> targetsOf(const std::vector<TableColumn>& columns, const std::vector<std::int64_t>& rows) {
    std::vector<const TableColumn*> places;
    for (const TableColumn& column : columns) {
        places.push_back(&column);
    }
    return tableTargets(places, rows);
}

std::vector<std::int64_t> firstRows(std::size_t count) {
    std::vector<std::int64_t> rows;
    for (std::size_t i = 0; i < count; ++i) {
        rows.push_back(static_cast<std::int64_t>(i));
    }
    return rows;
}

}  // namespace

void TableTargetsTest::numbers_data() {
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QStringList>("classes");
    using Values = QList<double>;
    QTest::newRow("a gate") << Values{0, 1, 1, 0} << QStringList{"0", "1"};
    QTest::newRow("signs") << Values{1, -1, -1, 1} << QStringList{"-1", "1"};
    QTest::newRow("three") << Values{5, 3, 7, 3, 5, 7} << QStringList{"3", "5", "7"};
    QTest::newRow("too many for their rows") << Values{1, 2, 3} << QStringList{};
    QTest::newRow("a fraction") << Values{0, 1, 1, 0.5} << QStringList{};
    QTest::newRow("one value") << Values{1, 1, 1} << QStringList{};
    Values digits;
    QStringList names;
    for (int i = 0; i < 20; ++i) {
        digits << i % 10;
        names << (i < 10 ? QStringList{QString::number(i)} : QStringList{});
    }
    QTest::newRow("ten digits") << digits << names;
    QTest::newRow("eleven values") << (digits + Values{10, 10, 10}) << QStringList{};
}

void TableTargetsTest::numbers() {
    QFETCH(QList<double>, values);
    QFETCH(QStringList, classes);
    const auto targets =
        targetsOf({targetNumbers("y", {values.begin(), values.end()})}, firstRows(static_cast<std::size_t>(values.size())));
    QVERIFY(targets.has_value());
    QCOMPARE(targets->classNames.size(), static_cast<std::size_t>(classes.size()));
    QCOMPARE(targets->values.dtype() == DType::Int64, classes.size() > 2);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double value = targets->values.at(i);
        // The name of the class is the number itself.
        QCOMPARE(classes.isEmpty() ? value : QString::fromStdString(targets->classNames.at(static_cast<std::size_t>(value))).toDouble(),
                 values[i]);
    }
    for (qsizetype i = 0; i < classes.size(); ++i) {
        QCOMPARE(QString::fromStdString(targets->classNames[static_cast<std::size_t>(i)]), classes[i]);
    }
}

void TableTargetsTest::labels() {
    // The order of the labels, not of the rows; a label that does not occur is no class.
    const auto column = targetLabels("kind", {3, 0, 2, 3, -1}, {"setosa", "unseen", "virginica", "versicolor"});
    const auto three = targetsOf({column}, {0, 1, 2, 3});
    QVERIFY(three->classNames == (std::vector<std::string>{"setosa", "virginica", "versicolor"}));
    QVERIFY(bitEqual(three->values, Tensor::from<std::int64_t>({2, 0, 1, 2}, {4})));
    const auto two = targetsOf({column}, {3, 2});
    QVERIFY(two->classNames == (std::vector<std::string>{"virginica", "versicolor"}));
    QVERIFY(bitEqual(two->values, Tensor::from<float>({1, 0}, {2, 1})));
}

void TableTargetsTest::severalColumns() {
    const auto targets = targetsOf({targetNumbers("a", {0, 1, 0, 1}), targetNumbers("b", {0.25, 2, 3, 1e-3})}, {1, 3});
    QVERIFY(targets->classNames.empty());
    QVERIFY(bitEqual(targets->values, Tensor::from<float>({1, 2, 1, 1e-3F}, {2, 2})));
}

void TableTargetsTest::refuses() {
    const auto category = targetLabels("kind", {0, 0, 1}, {"a", "b"});
    QVERIFY(targetsOf({category}, {0, 1}).error() == (Error{ErrorCode::OneClass, {"kind", "a"}}));
    QVERIFY(targetsOf({targetNumbers("y", {1, 2, 3}), category}, {0, 2}).error() == (Error{ErrorCode::MixedTargets, {"kind"}}));
}

GLASSNET_TEST(TableTargetsTest);

}  // namespace glassnet::test

#include "TableTargetsTest.moc"
