#include "engine/data/TableSource.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <cmath>

#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

QJsonArray expectedTables() { return QJsonDocument::fromJson(readerFile(QStringLiteral("expected.json"))).array(); }

std::vector<std::filesystem::path> pathsOf(const QJsonArray& files) {
    std::vector<std::filesystem::path> paths;
    for (const auto& file : files) {
        paths.emplace_back((QStringLiteral(GLASSNET_TEST_DATA "/readers/") + file.toString()).toStdString());
    }
    return paths;
}

bool sameNumber(double ours, const QJsonValue& theirs) {
    if (theirs.isNull()) {
        return std::isnan(ours);
    }
    // Qt's JSON has no negative zero.
    if (theirs.isString()) {
        return ours == 0.0 && std::signbit(ours) && theirs.toString() == QLatin1String("-0.0");
    }
    return theirs.isDouble() && ours == theirs.toDouble() && std::signbit(ours) == std::signbit(theirs.toDouble());
}

/// What differs; empty when nothing does.
QString difference(const TableColumn& ours, const QJsonObject& theirs) {
    if (QString::fromStdString(ours.name) != theirs[QStringLiteral("name")].toString()) {
        return QStringLiteral("name ") + QString::fromStdString(ours.name);
    }
    const QJsonArray numbers = theirs[QStringLiteral("numbers")].toArray();
    const QJsonArray cells = theirs[QStringLiteral("cells")].toArray();
    const QJsonArray labels = theirs[QStringLiteral("labels")].toArray();
    const bool isCategory = theirs.contains(QStringLiteral("cells"));
    if ((ours.kind == ColumnKind::Category) != isCategory || static_cast<qsizetype>(ours.numbers.size()) != numbers.size() ||
        static_cast<qsizetype>(ours.categories.size()) != cells.size() || static_cast<qsizetype>(ours.labels.size()) != labels.size()) {
        return QStringLiteral("kind or counts");
    }
    for (std::size_t i = 0; i < ours.labels.size(); ++i) {
        if (QString::fromStdString(ours.labels[i]) != labels[static_cast<qsizetype>(i)].toString()) {
            return QStringLiteral("label ") + QString::fromStdString(ours.labels[i]);
        }
    }
    for (std::size_t i = 0; i < ours.numbers.size(); ++i) {
        if (!sameNumber(ours.numbers[i], numbers[static_cast<qsizetype>(i)])) {
            return QStringLiteral("number %1 is %2").arg(i).arg(ours.numbers[i], 0, 'g', 17);
        }
    }
    for (std::size_t i = 0; i < ours.categories.size(); ++i) {
        const QJsonValue cell = cells[static_cast<qsizetype>(i)];
        const std::int32_t category = ours.categories[i];
        const bool same =
            cell.isNull() ? category == -1
                          : category >= 0 && QString::fromStdString(ours.labels.at(static_cast<std::size_t>(category))) == cell.toString();
        if (!same) {
            return QStringLiteral("cell %1").arg(i);
        }
    }
    return {};
}

TableOptions optionsOf(const QJsonObject& theirs) {
    TableOptions options;
    for (const auto& column : theirs[QStringLiteral("textColumns")].toArray()) {
        options.csv.columns[static_cast<std::size_t>(column.toInt())] = CsvColumnRule::Text;
    }
    return options;
}

/// Compares all that the test data says of a table.
void compare(const TableSource& source, const QJsonObject& theirs) {
    const QJsonArray columns = theirs[QStringLiteral("columns")].toArray();
    QCOMPARE(source.table.rows, static_cast<std::int64_t>(theirs[QStringLiteral("rows")].toInt()));
    QCOMPARE(static_cast<qsizetype>(source.table.columns.size()), columns.size());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QString found = difference(source.table.columns[static_cast<std::size_t>(i)], columns[i].toObject());
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("column %1: %2").arg(i).arg(found)));
    }
    const QJsonArray image = theirs[QStringLiteral("image")].toArray();
    QCOMPARE(source.imageHeight, static_cast<std::int64_t>(image.at(0).toInt()));
    QCOMPARE(source.imageWidth, static_cast<std::int64_t>(image.at(1).toInt()));
    if (theirs.contains(QStringLiteral("separator"))) {
        QCOMPARE(QString(QLatin1Char(source.options.csv.separator.value_or('\0'))), theirs[QStringLiteral("separator")].toString());
        QCOMPARE(source.options.csv.header, std::optional(theirs[QStringLiteral("header")].toBool()));
        QCOMPARE(source.options.csv.decimalComma, std::optional(theirs[QStringLiteral("decimalComma")].toBool()));
        const bool isUtf8 = !theirs.contains(QStringLiteral("encoding"));
        QVERIFY(source.options.csv.encoding == (isUtf8 ? TextEncoding::Utf8 : TextEncoding::Windows1252));
    }
}

}  // namespace

class TableSourceTest final : public TestCase {
    Q_OBJECT
private slots:
    void aLargeFileIsToldAndCanBeStopped();
    void readsForeignFiles_data();
    void readsForeignFiles();
    void saysHowItWasRead();
    void refuses_data();
    void refuses();
    void goesByContent();
    void tellsAndStops();
};

void TableSourceTest::readsForeignFiles_data() {
    QTest::addColumn<QJsonObject>("theirs");
    const QJsonArray tables = expectedTables();
    QVERIFY(tables.size() > 40);
    for (const auto& table : tables) {
        QStringList files;
        for (const auto& file : table.toObject()[QStringLiteral("files")].toArray()) {
            files << file.toString();
        }
        QTest::newRow(qPrintable(files.join(QLatin1Char(' ')))) << table.toObject();
    }
}

void TableSourceTest::readsForeignFiles() {
    QFETCH(QJsonObject, theirs);
    const auto paths = pathsOf(theirs[QStringLiteral("files")].toArray());
    const TableOptions options = optionsOf(theirs);
    const auto source = openTable(paths, options);
    QCOMPARE(errorText(source), QStringLiteral("read"));
    QCOMPARE(source->name, paths.front().filename().string());
    compare(*source, theirs);
    // What was detected or chosen gives the same again.
    const auto again = openTable(paths, source->options);
    QVERIFY(again.has_value());
    compare(*again, theirs);
    QVERIFY(again->options == source->options);
}

void TableSourceTest::saysHowItWasRead() {
    const auto formatOf = [](const char* name) {
        const auto source = openTable(pathsOf({QString::fromLatin1(name)}));
        return source ? source->format : TableFormat::Csv;
    };
    QVERIFY(formatOf("X.npy") == TableFormat::Npy);
    QVERIFY(formatOf("stored.npz") == TableFormat::Npz);
    QVERIFY(formatOf("images.idx.gz") == TableFormat::Idx);
    const auto source = openTable(pathsOf({QStringLiteral("deflated.npz")}));
    QVERIFY(source.has_value());
    QVERIFY(source->arrays == (std::vector<ArrayInfo>{{"y", {10}}, {"X", {10, 3}}, {"other", {4}}}));
    QVERIFY(source->options.arrays == (ArrayChoice{1, 0}));
    // Another choice from the same file.
    TableOptions options = source->options;
    options.arrays = {2, std::nullopt};
    const auto other = openTable(pathsOf({QStringLiteral("deflated.npz")}), options);
    QVERIFY(other.has_value());
    QCOMPARE(other->table.rows, std::int64_t{4});
    QCOMPARE(other->table.columns.size(), std::size_t{1});
}

void TableSourceTest::refuses_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("error");
    const auto row = [](const QStringList& files, const char* error) {
        QTest::newRow(qPrintable(files.join(QLatin1Char(' ')))) << files << QString::fromLatin1(error);
    };
    row({QStringLiteral("complex.npy")}, "ArrayType(complex, <c8)");
    row({QStringLiteral("fields.npy")}, "ArrayType(fields, [...])");
    row({QStringLiteral("text.npy")}, "ArrayType(text, <U2)");
    row({QStringLiteral("objects.npy")}, "ArrayType(objects, |O)");
    row({QStringLiteral("X.npy"), QStringLiteral("labels.idx")}, "ArrayRows(X.npy, 10, labels.idx, 6)");
    row({QStringLiteral("X.npy"), QStringLiteral("comma.csv")}, "TableFilesTogether(X.npy, comma.csv)");
    row({QStringLiteral("comma.csv"), QStringLiteral("X.npy")}, "TableFilesTogether(comma.csv, X.npy)");
    row({QStringLiteral("stored.npz"), QStringLiteral("y.npy")}, "TableFilesTogether(stored.npz, y.npy)");
    row({QStringLiteral("X.npy"), QStringLiteral("y.npy"), QStringLiteral("y.npy")}, "TableFilesMany(3)");
    row({QStringLiteral("../pictures/3-2-1_dark.png")}, "TableUnknown(3-2-1_dark.png)");
    row({QStringLiteral("../project/stored.glassnet")}, "TableUnknown(stored.glassnet)");
}

void TableSourceTest::refuses() {
    QFETCH(QStringList, files);
    QFETCH(QString, error);
    QCOMPARE(errorText(openTable(pathsOf(QJsonArray::fromStringList(files)))), error);
}

void TableSourceTest::goesByContent() {
    const QTemporaryDir folder;
    const auto copy = [&folder](const char* from, const char* to) {
        const QString path = folder.filePath(QString::fromLatin1(to));
        QFile::copy(QStringLiteral(GLASSNET_TEST_DATA "/readers/") + QString::fromLatin1(from), path);
        return std::vector<std::filesystem::path>{path.toStdString()};
    };
    QVERIFY(openTable(copy("X.npy", "x.csv"))->format == TableFormat::Npy);
    QVERIFY(openTable(copy("labels.idx.gz", "labels"))->format == TableFormat::Idx);
    QVERIFY(openTable(copy("comma.csv", "comma.npz"))->format == TableFormat::Csv);
    QCOMPARE(errorText(openTable(std::vector<std::filesystem::path>{"no/such.csv"})), QStringLiteral("FileNotFound(no/such.csv)"));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(openTable({})));
    QVERIFY_THROWS_EXCEPTION(ErrorException,
                             static_cast<void>(openTable(pathsOf({QStringLiteral("X.npy")}), {.arrays = {1, std::nullopt}})));
}

void TableSourceTest::tellsAndStops() {
    for (const char* const name : {"numbers.csv", "classes.csv.gz", "X.npy", "deflated.npz", "images.idx.gz"}) {
        // Stopped at every place where it looks: there is no table then.
        bool isRead = false;
        int looks = 0;
        for (; !isRead && looks < 1000; ++looks) {
            int left = looks;
            bool isTold = true;
            std::int64_t last = 0;
            ReadControl control;
            control.cancelled = [&left] { return left-- <= 0; };
            control.progress = [&](std::int64_t done, std::int64_t total) {
                isTold = isTold && done >= 0 && done <= total;
                last = total - done;
            };
            const auto source = openTable(pathsOf({QString::fromLatin1(name)}), {}, control);
            isRead = left >= 0;
            QVERIFY2(isTold && source.has_value() == isRead, name);
            QVERIFY2(isRead ? last == 0 : source.error().code == ErrorCode::ReadStopped, name);
        }
        QVERIFY2(isRead && looks > 2, name);
    }
}

/// Whoever waits is told how far it is and asked whether to go on, at least every 64 KB; an end is heard at the next question.
void TableSourceTest::aLargeFileIsToldAndCanBeStopped() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("large.csv"));
    QByteArray text = "a,b,c\n";
    while (text.size() < 3'000'000) {
        text += "1.5,-22.25,0.125\n0.75,3,-4e-3\n";
    }
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::int64_t looks = 0;
    std::int64_t last = 0;
    std::int64_t total = 0;
    std::int64_t backwards = 0;
    ReadControl control;
    control.cancelled = [&] {
        ++looks;
        return false;
    };
    control.progress = [&](std::int64_t done, std::int64_t all) {
        backwards += all == total && done < last ? 1 : 0;
        last = done;
        total = all;
    };
    const std::vector<std::filesystem::path> files{path.toStdString()};
    const auto read = openTable(files, {}, control);
    QVERIFY(read.has_value());
    QVERIFY2(looks >= text.size() / static_cast<std::int64_t>(kReadControlBytes), qPrintable(QString::number(looks)));
    QCOMPARE(last, total);
    QVERIFY(backwards <= 2);  // The file is read, and then its text.
    const auto all = looks;
    for (const auto stopAt : {std::int64_t{1}, all / 2, all - 1}) {
        looks = 0;
        control.cancelled = [&] { return ++looks >= stopAt; };
        const auto stopped = openTable(files, {}, control);
        QVERIFY(!stopped.has_value());
        QCOMPARE(stopped.error().code, ErrorCode::ReadStopped);
        QVERIFY(looks <= stopAt + 2);
    }
}

GLASSNET_TEST(TableSourceTest);

}  // namespace glassnet::test

#include "TableSourceTest.moc"
