#include "engine/data/Prepare.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <limits>

#include "engine/data/SyntheticSets.h"
#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class PrepareTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsATable();
    void fitsOnTheTrainingPartOnly_data();
    void fitsOnTheTrainingPartOnly();
    void isWhatNumpyMakes();
    void dropsAndFills();
    void fillsLabels();
    void notesConstantColumns();
    void namesAreDifferent();
    void takesManyColumns();
    void wholeSets();
    void refuses();
};

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
using enum ColumnRole;

TableColumn numbersOf(const char* name, std::vector<double> values) { return {name, ColumnKind::Number, std::move(values), {}, {}}; }

TableColumn labelsOf(const char* name, std::vector<std::int32_t> cells, std::vector<std::string> labels) {
    return {name, ColumnKind::Category, {}, std::move(cells), std::move(labels)};
}

TableSpec tableOf(std::vector<TableColumn> columns, std::vector<ColumnRole> roles, MissingRule missing = MissingRule::DropRow) {
    Table table{std::move(columns), 0};
    table.rows = static_cast<std::int64_t>(std::max(table.columns.front().numbers.size(), table.columns.front().categories.size()));
    return {std::make_shared<const Table>(std::move(table)), "test", std::move(roles), missing};
}

/// Six rows: a number, a color, a column that is ignored and holds what nothing else may, and a number to predict.
TableSpec small(MissingRule missing = MissingRule::DropRow) {
    return tableOf({numbersOf("size", {1, 2, kNone, 4, 5, 6}), labelsOf("color", {0, 1, 1, -1, 1, 0}, {"red", "blue"}),
                    numbersOf("note", {1e300, kNone, 0, 0, 0, 0}), numbersOf("price", {0.5, 1.5, 2.5, 3.5, kNone, 5.5})},
                   {Feature, Feature, Ignore, Target}, missing);
}

DataPlan planOf(double share, Normalization normalization = Normalization::None) { return {{share, 0, false}, normalization, {}}; }

}  // namespace

void PrepareTest::readsATable() {
    const auto data = prepare(small(), {});
    QVERIFY(data.has_value());
    QVERIFY(data->pipeline.columns == (std::vector<std::string>{"size", "color = red", "color = blue"}));
    QVERIFY(bitEqual(data->raw, Tensor::from<float>({1, 1, 0, 2, 0, 1, 6, 1, 0}, {3, 3})));
    QVERIFY(bitEqual(data->set.features(), data->raw));
    QVERIFY(bitEqual(data->set.targets(), Tensor::from<float>({0.5F, 1.5F, 5.5F}, {3, 1})));
    QVERIFY(bitEqual(data->trainingRows.contiguous(), Tensor::arange(3)) && data->testRows.elements() == 0);
    QVERIFY(data->notes == (PreparationNotes{3, 0, {}}));
}

void PrepareTest::fitsOnTheTrainingPartOnly_data() {
    QTest::addColumn<bool>("minMax");
    QTest::newRow("mean and deviation") << false;
    QTest::newRow("smallest and largest") << true;
}

void PrepareTest::fitsOnTheTrainingPartOnly() {
    QFETCH(bool, minMax);
    // 8 rows, the last 3 for the test: theirs must not be seen.
    std::vector<double> values{3.25, -1.5, 0.75, 9.0, 2.5, 1000.0, -1000.0, 5.0};
    const auto table = tableOf({numbersOf("v", values), labelsOf("c", {0, 1, 0, 1, 0, 1, 0, 1}, {"p", "q"}),
                                numbersOf("y", {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8})},
                               {Feature, Feature, Target});
    const auto data = prepare(table, planOf(0.375, minMax ? Normalization::MinMax : Normalization::Standardize));
    QCOMPARE(data->testRows.elements(), std::int64_t{3});
    // Another way: E[v^2] - E[v]^2 in long double.
    long double sum = 0;
    long double squares = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        sum += static_cast<long double>(values[i]) / 5;
        squares += static_cast<long double>(values[i]) * static_cast<long double>(values[i]) / 5;
    }
    const long double deviation = std::sqrt(squares - sum * sum);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<long double>(values[i]);
        const auto wanted = static_cast<double>(minMax ? (value + 1.5L) / 10.5L : (value - sum) / deviation);
        const auto row = static_cast<std::int64_t>(i);
        QVERIFY(std::abs(data->set.features().at({row, 0}) - wanted) <= 1e-7 * std::max(1.0, std::abs(wanted)));
        // Labels stay 0 and 1.
        QCOMPARE(data->set.features().at({row, 1}), i % 2 == 0 ? 1.0 : 0.0);
        QCOMPARE(data->set.features().at({row, 2}), i % 2 == 0 ? 0.0 : 1.0);
    }
    QVERIFY(bitEqual(data->pipeline.apply(data->raw), data->set.features()));
}

/// tests/data/readers/generate_normalized.py: the numbers are rounded once, after normalization.
void PrepareTest::isWhatNumpyMakes() {
    const auto all = QJsonDocument::fromJson(readerFile(QStringLiteral("normalized.json"))).object();
    std::vector<TableColumn> columns;
    std::vector<ColumnRole> roles;
    const auto numbers = [](const QJsonValue& list) {
        std::vector<double> read;
        for (const QJsonValue number : list.toArray()) {
            read.push_back(number.toDouble());
        }
        return read;
    };
    const auto theirs = all[QStringLiteral("columns")].toArray();
    for (const QJsonValue column : theirs) {
        columns.push_back(numbersOf(qPrintable(column[QStringLiteral("name")].toString()), numbers(column[QStringLiteral("numbers")])));
        roles.push_back(Feature);
    }
    const auto rows = columns.front().numbers.size();
    columns.push_back(numbersOf("y", columns.front().numbers));
    roles.push_back(Target);
    const auto training = all[QStringLiteral("training")].toDouble();
    QVERIFY(rows == 40 && theirs.size() == 4 && training == 28);
    const auto table = tableOf(std::move(columns), std::move(roles));
    bool seesRounding = false;
    for (const auto& [key, normalization] :
         {std::pair("standardize", Normalization::Standardize), std::pair("minMax", Normalization::MinMax)}) {
        const auto data = prepare(table, planOf(1.0 - training / static_cast<double>(rows), normalization));
        QVERIFY(data && static_cast<double>(data->trainingRows.elements()) == training);
        for (qsizetype column = 0; column < theirs.size(); ++column) {
            const auto wanted = numbers(theirs[column][QLatin1String(key)]);
            const auto roundedFirst = numbers(theirs[column][QStringLiteral("roundedFirst")]);
            for (std::size_t row = 0; row < rows; ++row) {
                // NumPy sums in another order and divides: its float64 may round to the float32 beside ours.
                const auto ours = static_cast<float>(data->set.features().at({static_cast<std::int64_t>(row), column}));
                const auto number = static_cast<float>(wanted[row]);
                QVERIFY2(ours == number || std::nextafter(ours, number) == number, key);
                seesRounding = seesRounding || std::abs(roundedFirst[row] - wanted[row]) > 1e-3;
            }
        }
        // What a plane shows is rounded, what is learned from it is not made from that.
        QVERIFY(data->raw.dtype() == DType::Float32 && !bitEqual(data->pipeline.apply(data->raw), data->set.features()));
    }
    QVERIFY(seesRounding);
}

void PrepareTest::dropsAndFills() {
    const auto data = prepare(small(MissingRule::Fill), planOf(0.4));
    // Rows 0, 1, 2, 3, 5 have a price; the first three train. The mean of their sizes is that of 1 and 2; of their colors red and blue
    // twice, so blue.
    QVERIFY(data.has_value());
    QVERIFY(bitEqual(data->raw, Tensor::from<float>({1, 1, 0, 2, 0, 1, 1.5F, 0, 1, 4, 0, 1, 6, 1, 0}, {5, 3})));
    QVERIFY(data->notes == (PreparationNotes{1, 2, {}}));
    QVERIFY(bitEqual(data->testRows.contiguous(), Tensor::from<std::int64_t>({3, 4}, {2})));
}

void PrepareTest::fillsLabels() {
    const auto filled = [](std::vector<std::int32_t> cells, double share) {
        const auto rows = cells.size();
        const auto table = tableOf({labelsOf("c", std::move(cells), {"p", "q"}), numbersOf("y", std::vector<double>(rows, 0.5))},
                                   {Feature, Target}, MissingRule::Fill);
        return prepare(table, planOf(share))->raw.at({static_cast<std::int64_t>(rows) - 1, 1});
    };
    QCOMPARE(filled({0, 1, -1}, 0.0), 0.0);                 // a tie: the first label
    QCOMPARE(filled({0, 1, 1, -1}, 0.0), 1.0);              // the most frequent
    QCOMPARE(filled({0, 1, 0, 1, 1, 1, 1, -1}, 0.6), 0.0);  // of the training part, which is the first three rows
    QCOMPARE(filled({-1, -1}, 0.0), 0.0);                   // nothing to go by
}

void PrepareTest::notesConstantColumns() {
    for (const auto normalization : {Normalization::None, Normalization::Standardize, Normalization::MinMax}) {
        const auto table = tableOf({numbersOf("a", {0.1, 0.1, 0.1, 7.0}), numbersOf("b", {1, 2, 3, 4}), numbersOf("y", {1, 2.5, 3, 4})},
                                   {Feature, Feature, Target});
        const auto data = prepare(table, planOf(0.25, normalization));
        QVERIFY(data->notes.constantColumns == std::vector<std::int64_t>{0});
        const bool isPlain = normalization == Normalization::None;
        QVERIFY(data->set.features().at({0, 0}) == (isPlain ? static_cast<double>(0.1F) : 0.0));
        QVERIFY(data->set.features().at({3, 0}) == (isPlain ? 7.0 : 0.0));
    }
}

void PrepareTest::namesAreDifferent() {
    const auto table =
        tableOf({numbersOf("c = p", {1, 2}), labelsOf("c", {0, 0}, {"p"}), numbersOf("y", {0.5, 1})}, {Feature, Feature, Target});
    QVERIFY(prepare(table, {})->set.featureNames() == (std::vector<std::string>{"c = p", "c = p (2)"}));
}

void PrepareTest::takesManyColumns() {
    std::vector<TableColumn> columns;
    std::vector<ColumnRole> roles(10'000, Feature);
    for (int i = 0; i < 10'000; ++i) {
        columns.push_back(numbersOf(("column " + std::to_string(i)).c_str(), {static_cast<double>(i), 1.0, 2.5}));
    }
    roles[5'000] = Target;
    const auto data = prepare(tableOf(std::move(columns), std::move(roles)), planOf(0.4, Normalization::Standardize));
    QVERIFY(data->set.features().shape() == (Shape{3, 9'999}));
    QCOMPARE(data->set.targets().at(0), 5'000.0);
    // Column 1 is 1 in both rows for training.
    QVERIFY(data->notes.constantColumns == std::vector<std::int64_t>{1});
}

void PrepareTest::wholeSets() {
    const auto set = makeSyntheticSet({.seed = 3});
    const auto same = prepare(*set, {});
    QVERIFY(bitEqual(same->set.features(), set->features()) && bitEqual(same->set.targets(), set->targets()));
    QVERIFY(same->set.classNames() == set->classNames() && bitEqual(same->trainingRows.contiguous(), Tensor::arange(200)));
    const auto more = prepare(*set, {{0.25, 1, true}, Normalization::None, {{FeatureKind::Column, 1, 0}, {FeatureKind::Product, 0, 1}}});
    QVERIFY(more->set.featureNames() == (std::vector<std::string>{"y", "x·y"}) && more->testRows.elements() == 50);
    QVERIFY(bitEqual(more->raw, set->features()));
    QCOMPARE(more->set.features().at({7, 1}),
             static_cast<double>(static_cast<float>(set->features().at({7, 0}) * set->features().at({7, 1}))));
}

void PrepareTest::refuses() {
    const auto error = [](const TableSpec& table, const DataPlan& plan = {}) {
        const auto data = prepare(table, plan);
        return data ? Error{ErrorCode::Count_, {}} : data.error();
    };
    const auto y = numbersOf("y", {0.5, 1.0});
    QVERIFY(error(tableOf({y}, {Feature})).code == ErrorCode::NoTarget);
    QVERIFY(error(tableOf({y}, {Target})).code == ErrorCode::NoFeature);
    QVERIFY(error({}).code == ErrorCode::NoTarget);
    const auto withFeature = [&](TableColumn column, const DataPlan& plan = {}) {
        return error(tableOf({std::move(column), y}, {Feature, Target}), plan);
    };
    QVERIFY(withFeature(numbersOf("x", {1, 2})).code == ErrorCode::Count_);
    QVERIFY(withFeature(numbersOf("x", {kNone, kNone})) == (Error{ErrorCode::TooFewRows, {std::int64_t{0}, std::int64_t{1}}}));
    QVERIFY(withFeature(numbersOf("x", {kNone, 1}), planOf(0.5)) == (Error{ErrorCode::TooFewRows, {std::int64_t{1}, std::int64_t{2}}}));
    QVERIFY(withFeature(numbersOf("x", {1, -1e39})) == (Error{ErrorCode::CellNotFinite, {"x", std::int64_t{2}, -1e39}}));
    const double infinity = std::numeric_limits<double>::infinity();
    QVERIFY(error(tableOf({numbersOf("x", {1, 2}), numbersOf("t", {infinity, 1})}, {Feature, Target})) ==
            (Error{ErrorCode::CellNotFinite, {"t", std::int64_t{1}, infinity}}));
    QVERIFY(withFeature(numbersOf("x", {1, 2}), planOf(0.99)).code == ErrorCode::TestShare);
    QVERIFY(error(tableOf({numbersOf("x", {1, 2}), labelsOf("t", {1, 1}, {"a", "b"})}, {Feature, Target})) ==
            (Error{ErrorCode::OneClass, {"t", "b"}}));
    QVERIFY(withFeature(labelsOf("x", {0, 0}, std::vector<std::string>(70'000, ""))).code == ErrorCode::TooManyFeatures);
    QVERIFY(withFeature(labelsOf("x", {-1, 0}, {"a"})).code == ErrorCode::Count_);
    const auto features = [&](std::vector<FeatureSpec> specs) { return withFeature(numbersOf("x", {1, 2}), {{}, {}, std::move(specs)}); };
    QVERIFY(features({{FeatureKind::Square, 1, 0}}) == (Error{ErrorCode::UnknownFeature, {std::int64_t{1}, std::int64_t{1}}}));
    QVERIFY(features({{FeatureKind::Product, 0, -1}}).code == ErrorCode::UnknownFeature);
    QVERIFY(features({{FeatureKind::Square, 0, 0}, {FeatureKind::Square, 0, 0}}) == (Error{ErrorCode::FeatureTwice, {"x²"}}));
}

GLASSNET_TEST(PrepareTest);

}  // namespace glassnet::test

#include "PrepareTest.moc"
