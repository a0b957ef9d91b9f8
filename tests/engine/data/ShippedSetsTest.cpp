#include "resources/datasets/ShippedSets.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

QString folder() { return QStringLiteral(GLASSNET_SOURCE "/resources/datasets/"); }

QByteArray fileOf(const ShippedSet& set) {
    QFile file(folder() + QString::fromUtf8(set.file.data(), static_cast<qsizetype>(set.file.size())));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<Table> shippedTable(std::string_view key) {
    const ShippedSet* const set = findShippedSet(key);
    return readShippedSet(*set, view(fileOf(*set)));
}

double mean(const Table& table, std::size_t column) {
    double sum = 0.0;
    for (const double number : table.columns.at(column).numbers) {
        sum += number;
    }
    return sum / static_cast<double>(table.rows);
}

/// Compares a column's numbers with the sums that Python found.
void compareNumbers(const TableColumn& column, const QJsonObject& theirs) {
    std::vector<double> there;
    std::ranges::copy_if(column.numbers, std::back_inserter(there), [](double number) { return !std::isnan(number); });
    QCOMPARE(static_cast<int>(there.size()), theirs[QStringLiteral("cells")].toInt());
    double sum = 0.0;
    double squares = 0.0;
    for (const double number : there) {
        sum += number;
        squares += number * number;
    }
    const double wantedSum = theirs[QStringLiteral("sum")].toDouble();
    const double wantedSquares = theirs[QStringLiteral("squares")].toDouble();
    QVERIFY(std::abs(sum - wantedSum) <= 1e-12 * wantedSquares + 1e-12 * std::abs(wantedSum));
    QVERIFY(std::abs(squares - wantedSquares) <= 1e-12 * wantedSquares);
    QVERIFY(there.front() == theirs[QStringLiteral("first")].toDouble() && there.back() == theirs[QStringLiteral("last")].toDouble());
}

void compareLabels(const TableColumn& column, const QJsonObject& theirs) {
    const QJsonObject labels = theirs[QStringLiteral("labels")].toObject();
    QCOMPARE(static_cast<qsizetype>(column.labels.size()), labels.size());
    for (std::size_t i = 0; i < column.labels.size(); ++i) {
        const QString label = QString::fromStdString(column.labels[i]);
        QCOMPARE(static_cast<int>(std::ranges::count(column.categories, static_cast<std::int32_t>(i))), labels[label].toInt(-1));
    }
    const auto labelAt = [&column](std::int32_t category) {
        return QString::fromStdString(column.labels.at(static_cast<std::size_t>(category)));
    };
    QCOMPARE(labelAt(column.categories.back()), theirs[QStringLiteral("last")].toString());
}

}  // namespace

class ShippedSetsTest final : public TestCase {
    Q_OBJECT
private slots:
    void holdsWhatPythonReads_data();
    void holdsWhatPythonReads();
    void hasThePublishedNumbers();
    void listsEveryFile();
    void refusesADamagedFile();
};

void ShippedSetsTest::holdsWhatPythonReads_data() {
    QTest::addColumn<QString>("key");
    for (const ShippedSet& set : shippedSets()) {
        QTest::newRow(std::string(set.key).c_str()) << QString::fromStdString(std::string(set.key));
    }
}

void ShippedSetsTest::holdsWhatPythonReads() {
    QFETCH(QString, key);
    const ShippedSet& set = *findShippedSet(key.toStdString());
    const auto table = readShippedSet(set, view(fileOf(set)));
    QCOMPARE(errorText(table), QStringLiteral("read"));
    const auto all = QJsonDocument::fromJson(readerFile(QStringLiteral("shipped.json"))).object();
    const QJsonObject theirs = all[QString::fromStdString(std::string(set.file))].toObject();
    QCOMPARE(table->rows, static_cast<std::int64_t>(theirs[QStringLiteral("rows")].toInt()));
    const QJsonArray columns = theirs[QStringLiteral("columns")].toArray();
    QCOMPARE(static_cast<qsizetype>(table->columns.size()), columns.size());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const TableColumn& column = table->columns[static_cast<std::size_t>(i)];
        QCOMPARE(QString::fromStdString(column.name), columns[i].toObject()[QStringLiteral("name")].toString());
        QCOMPARE(column.kind == ColumnKind::Category, columns[i].toObject().contains(QStringLiteral("labels")));
        if (column.kind == ColumnKind::Number) {
            compareNumbers(column, columns[i].toObject());
        } else {
            compareLabels(column, columns[i].toObject());
        }
    }
    // What the table of sets says.
    QCOMPARE(table->rows, set.rows);
    QCOMPARE(static_cast<std::int64_t>(table->columns.size()), set.features + 1);
    QVERIFY(table->columns.back().name == set.target);
    QCOMPARE(static_cast<std::int64_t>(table->columns.back().labels.size()), set.classes);
    QVERIFY(set.imageHeight == 0 || set.imageHeight * set.imageWidth == set.features);
}

void ShippedSetsTest::hasThePublishedNumbers() {
    // From the sets' own descriptions: means of iris and wine, and the numbers of samples of the classes.
    const auto iris = shippedTable("iris");
    const std::array irisMeans{5.84, 3.05, 3.76, 1.20};
    for (std::size_t i = 0; i < irisMeans.size(); ++i) {
        QVERIFY(std::abs(mean(*iris, i) - irisMeans[i]) < 0.0101);
    }
    const auto wine = shippedTable("wine");
    QVERIFY(std::abs(mean(*wine, 0) - 13.0) < 0.05 && std::abs(mean(*wine, 12) - 746.0) < 1.0);
    const auto count = [](const Result<Table>& table, std::int32_t category) {
        return static_cast<int>(std::ranges::count(table->columns.back().categories, category));
    };
    QCOMPARE(count(wine, 0), 59);
    QCOMPARE(count(wine, 1), 71);
    QCOMPARE(count(wine, 2), 48);
    const auto cancer = shippedTable("breast-cancer");
    QVERIFY(cancer->columns.back().labels == (std::vector<std::string>{"benign", "malignant"}));
    QCOMPARE(count(cancer, 0), 357);
    QCOMPARE(count(cancer, 1), 212);
    // 344 penguins with 11 of unknown sex.
    const auto penguins = shippedTable("penguins");
    QCOMPARE(static_cast<int>(std::ranges::count(penguins->columns.at(5).categories, -1)), 11);
    QCOMPARE(count(penguins, 0), 152);
    // The first digit is a 0, with the pixels of its first two lines.
    const auto digits = shippedTable("digits");
    QCOMPARE(digits->columns.back().labels.at(static_cast<std::size_t>(digits->columns.back().categories.front())), std::string("0"));
    const std::array<double, 16> pixels{0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0};
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        QCOMPARE(digits->columns.at(i).numbers.front(), pixels[i]);
    }
}

void ShippedSetsTest::listsEveryFile() {
    QStringList files = QDir(folder()).entryList({QStringLiteral("*.gz")});
    QStringList listed;
    QFile readme(folder() + QStringLiteral("README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QByteArray text = readme.readAll();
    for (const ShippedSet& set : shippedSets()) {
        listed << QString::fromStdString(std::string(set.file));
        QVERIFY2(text.contains("`" + listed.last().toUtf8() + "`"), "README.md has no line with its source and license");
    }
    files.sort();
    listed.sort();
    QCOMPARE(listed, files);
    QVERIFY(findShippedSet("no such set") == nullptr);
}

void ShippedSetsTest::refusesADamagedFile() {
    const ShippedSet& set = *findShippedSet("iris");
    QByteArray bytes = fileOf(set);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    QCOMPARE(errorText(readShippedSet(set, view(bytes))), QStringLiteral("FileDamaged(iris.csv.gz, gzip)"));
}

GLASSNET_TEST(ShippedSetsTest);

}  // namespace glassnet::test

#include "ShippedSetsTest.moc"
